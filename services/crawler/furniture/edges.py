"""Drops what is furniture only above the first or below the last paragraph of an article."""

from __future__ import annotations

import re

from services.crawler.furniture.dateline import names_outlet
from services.crawler.furniture.headline import is_label
from services.crawler.furniture.leftover import is_column, is_foreign, is_kicker, is_letter, is_of_the_site
from services.crawler.furniture.line import at_bottom, at_top
from services.crawler.furniture.page import Line, Page
from services.crawler.furniture.rule import Kind
from services.crawler.furniture.signature import is_desk

SENTENCE_ENDS = (".", "!", "?", '"', "”", "'", "’", ":", ";", ",", "…")
# Of an article's paragraphs; posts by citizens often have no full stops at all.
WELL_PUNCTUATED = 0.8
# Where a letter or a complaint begins to close, what follows is its sender.
CLOSING = re.compile(
    r"\b(?:hormat|salam|wassalam\w*|terima ?kasih|makasih|mohon|tolong|ttd|tertanda|pelapor|warga|pengirim"
    r"|atas nama|a\.n\.?|horas|mauliate|nuwun|nuhun|sembah)\b",
    re.IGNORECASE,
)
# "Tembilahan, 30 Juli 2026", "KOTA JAMBI — MC | Senin, 13 Juli 2026": a place above the text.
FILED = re.compile(r"(?P<place>[A-Z][\w.'’-]+(?: [A-Z][\w.'’-]+){0,2})(?:,|\s[–—-])\s")


def drop_edges(page: Page) -> None:
    """Drop what the rules of the table call furniture at the edges; the place of a dropped date is kept."""
    paragraphs = page.paragraphs()
    if not paragraphs:
        return
    kept: list[Line] = []
    in_list = False
    for number, line in enumerate(page.lines):
        kind = None
        dateline = False
        if number < paragraphs[0]:
            kind = at_top(line.text)
            if kind is Kind.DATE and (filed := FILED.match(line.text)) and not is_desk(filed["place"]):
                page.place = filed["place"]
                dateline = True
        elif number > paragraphs[-1]:
            kind = at_bottom(line.text)
            if kind is None and in_list and is_label(line.text) and not line.text.endswith("."):
                kind = Kind.LIST
            in_list = kind is Kind.LIST
        if kind:
            page.note(line.text, kind, line.number, dateline=dateline)
        else:
            kept.append(line)
    page.lines = kept


def drop_leftovers(page: Page, outlet: str | None) -> None:
    """Drop lines that no rule knows, and that cannot be the article's where they stand.

    Anywhere: what names the outlet and is no sentence. Around the article: web addresses and invitations.
    Above it: names of columns. Around news (paragraphs end in full stops, nobody writes a letter): dates;
    above it sections; below it headlines and labels.
    """
    paragraphs = page.paragraphs()
    if not paragraphs:
        return
    news = _is_news(page, paragraphs)
    kept: list[Line] = []
    closed = False
    for number, line in enumerate(page.lines):
        below = number > paragraphs[-1]
        edge = below or number < paragraphs[0]
        closed = closed or (below and bool(CLOSING.search(line.text) or line.text.endswith(":")))
        if not line.text.endswith(SENTENCE_ENDS) and (
            (outlet and names_outlet(line.text, outlet))
            or (edge and not closed and is_of_the_site(line.text, dates=news))
            or (below and news and not closed and is_foreign(line.text))
            or (number < paragraphs[0] and (is_column(line.text) or (news and is_kicker(line.text))))
        ):
            continue
        kept.append(line)
    page.lines = kept


def _is_news(page: Page, paragraphs: list[int]) -> bool:
    stopped = [page.lines[number].text.endswith(SENTENCE_ENDS) for number in paragraphs]
    if len(stopped) < 2 or not stopped[-1] or sum(stopped) < WELL_PUNCTUATED * len(stopped):
        return False
    return not is_letter(" ".join(line.text for line in page.lines))
