"""Drops the lines that are furniture by themselves, and the headlines below headings like "Baca juga"."""

from __future__ import annotations

import re

from services.crawler.furniture.headline import is_headline
from services.crawler.furniture.line import kind_of
from services.crawler.furniture.page import SHORTEST_PROSE, Line, Page
from services.crawler.furniture.rule import Kind

BULLET = re.compile(r"^\s*(?:[-–—•*»▸►>·]|\d{1,2}[.)])\s+")


def drop_lines(page: Page) -> None:
    """Drop furniture wherever it stands, with the items of its lists."""
    kept: list[Line] = []
    above: set[Kind] = set()
    last_paragraph = page.last_paragraph()
    listed = 0
    in_list = False
    for number, line in enumerate(page.lines):
        kind = kind_of(line.text)
        if kind is None and in_list and _is_item(line, first=listed == 0, below=number > last_paragraph):
            kind = Kind.LINK
            listed += 1
        elif kind is Kind.LIST:
            in_list, listed = True, 0
        else:
            in_list = False
        if kind:
            page.note(line.text, kind, line.number)
            above.add(kind)
            continue
        line.text = " ".join(line.text.split())
        line.above |= above
        above = set()
        kept.append(line)
    page.lines = kept


def _is_item(line: Line, *, first: bool, below: bool) -> bool:
    bullet = bool(BULLET.match(line.text))
    if bullet and len(line.text) <= SHORTEST_PROSE and not line.text.endswith((".", ";", ",")):
        return True
    return is_headline(line.text) and (first or bullet or below or not line.apart)
