"""Cleans the text of an article: line by line, list by list, at its edges, and in its paragraphs."""

from __future__ import annotations

import re
from dataclasses import dataclass

from services.crawler.furniture.afterword import drop_afterword
from services.crawler.furniture.byline import author_in
from services.crawler.furniture.edges import drop_edges, drop_leftovers
from services.crawler.furniture.inline import split_beginning, split_ending, split_signature, without_inserts
from services.crawler.furniture.line import kind_of
from services.crawler.furniture.lists import drop_lines
from services.crawler.furniture.origin import drop_outlet, keep_place
from services.crawler.furniture.page import Page, page_of
from services.crawler.furniture.rule import Kind

# What is left after one pass may have new neighbours; three passes were enough for every text seen.
PASSES = 4
LONGEST_CAPTION = 180
# "Los pasar yang kosong, Selasa pagi. (RK/Dolfina)": the credit of a picture, written as outlet and name.
PICTURE_CREDIT = re.compile(
    r"[^\"“”]{8,160}?[\w.)]\s?[(\[](?P<outlet>[A-Z][\w .-]{1,30})/(?P<name>[A-Z][\w .]{1,24})\)\.?"
)


@dataclass(frozen=True)
class Cleaned:
    """A text without furniture, and the facts that stood in the furniture.

    `text` has one blank line between paragraphs. `author` is who wrote it, as a byline says. `dates` are the
    removed lines that name a date, as written: datelines first, then from the top down, and none from below
    the last paragraph while another is there.
    """

    text: str
    author: str | None
    dates: tuple[str, ...]


def clean(text: str, *, title: str | None = None, outlet: str | None = None) -> Cleaned:
    """Remove page furniture from a text, pushed or extracted.

    A first line that repeats the title goes too; the name of the `outlet` goes from the dateline. Line breaks
    part paragraphs. Never raises; a text that is nothing but furniture gives an empty text.
    """
    page = page_of(text)
    before: list[str] | None = None
    for _ in range(PASSES):
        now = [line.text for line in page.lines]
        if now == before:
            break
        before = now
        _drop_title(page, title)
        _split_glued(page)
        drop_lines(page)
        _drop_captions(page)
        drop_edges(page)
        _sign_off(page)
        drop_afterword(page)
        drop_leftovers(page, outlet)
        drop_outlet(page, outlet)
    keep_place(page)
    author = next((name for line in page.bylines if (name := author_in(line))), None)
    return Cleaned("\n\n".join(line.text for line in page.lines), author, page.dates_in_order())


def _drop_title(page: Page, title: str | None) -> None:
    first = 0
    while title and first < len(page.lines) and _letters(page.lines[first].text) == _letters(title):
        first += 1
    page.lines = page.lines[first:]


def _letters(text: str) -> str:
    return re.sub(r"[\W_]+", "", text).casefold()


def _split_glued(page: Page) -> None:
    for number, line in enumerate(page.lines):
        text = without_inserts(line.text)
        if number == 0 and not kind_of(text):
            glued, text = split_beginning(text)
            if glued and (kind := kind_of(glued)):
                page.note(glued, kind, line.number)
        if not kind_of(text):
            text, endings = split_ending(text)
            for ending, kind in endings:
                # Behind the paragraph: as if on the line below.
                page.note(ending, kind, line.number + 1)
        line.text = text if any(map(str.isalnum, text)) or text == line.text else ""
    page.lines = [line for line in page.lines if line.text]


def _drop_captions(page: Page) -> None:
    """Drop captions with an outlet's credit; below the last paragraph the same brackets are a signature."""
    last = page.last_paragraph()
    page.lines = [
        line
        for number, line in enumerate(page.lines)
        if number >= last or len(line.text) > LONGEST_CAPTION or not PICTURE_CREDIT.fullmatch(line.text)
    ]


def _sign_off(page: Page) -> None:
    """Cut signatures off the ends of paragraphs."""
    for number, line in enumerate(page.lines):
        last = number == len(page.lines) - 1
        line.text, signature = split_signature(line.text, last=last)
        if signature and not last:
            page.lines[number + 1].above.add(Kind.SIGNATURE)
