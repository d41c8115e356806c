"""Puts the beginning of a text right: its outlet goes, its place and its date are kept."""

from __future__ import annotations

import re

from services.crawler.furniture.dateline import is_label, place_of, without_outlet
from services.crawler.furniture.page import Dated, Page
from services.crawler.furniture.words import DATE

DATELINE = re.compile(
    r"[A-Z][\w.'’-]+(?: [A-Z][\w.'’-]+){0,3}(?:,[^–—|-]{2,40}| ?\([^()]{2,40}\))?\s*(?:[–—|-]+)\s"
)
DATED_DATELINE = re.compile(rf"[A-Z][\w.'’ -]{{2,40}}?(?:,\s?|\s)\(?(?P<date>(?i:{DATE}))\)?\s*[.–—|-]+\s")


def drop_outlet(page: Page, outlet: str | None) -> None:
    """Drop lines at the edges that are the outlet's name with a label, and the name in the dateline."""
    first, last = 0, len(page.lines)
    while outlet and first + 1 < last and is_label(page.lines[first].text, outlet):
        first += 1
    while outlet and first + 1 < last and is_label(page.lines[last - 1].text, outlet):
        last -= 1
    if first + 1 < last and (place := place_of(page.lines[first].text, outlet)):
        page.place = place
        first += 1
    page.lines = page.lines[first:last]
    if page.lines:
        page.lines[0].text = without_outlet(page.lines[0].text, outlet)


def keep_place(page: Page) -> None:
    """Give the text the dateline that a removed line of place and date was, when it has none."""
    first = page.lines[0] if page.lines else None
    if first and (dated := DATED_DATELINE.match(first.text)):
        page.dates.append(Dated(dated["date"], first.number, dateline=True))
    if first and page.place and not DATELINE.match(first.text):
        first.text = f"{page.place.upper()} – {first.text}"
