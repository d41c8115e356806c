"""The lines of a text while furniture is taken out of it, and which of them are the article's paragraphs."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from services.crawler.furniture.rule import Kind
from services.crawler.furniture.tidy import lines_of

# A line this long with a sentence end, or much longer, is a paragraph of the article.
SHORTEST_SENTENCE = 60
SHORTEST_PROSE = 120


@dataclass
class Line:
    """One line: its number in the text as given, whether a blank line parts it from the one before, and what
    was removed right above it.
    """

    text: str
    number: int
    apart: bool
    above: set[Kind] = field(default_factory=set)


@dataclass(frozen=True)
class Dated:
    """Words that name a date, the number of their line, and whether that is a dateline: place and date."""

    text: str
    number: int
    dateline: bool


@dataclass
class Page:
    """The lines that are still there, and those that were removed with facts in them."""

    lines: list[Line]
    bylines: list[str] = field(default_factory=list)
    dates: list[Dated] = field(default_factory=list)
    place: str | None = None

    def note(self, text: str, kind: Kind, number: int, *, dateline: bool = False) -> None:
        """Remember what was removed of line `number` and names who wrote the text, or its date."""
        if kind is Kind.BYLINE:
            self.bylines.append(text)
        if kind in (Kind.BYLINE, Kind.DATE) and re.search(r"\d{4}", text):
            self.dates.append(Dated(text, number, dateline))

    def dates_in_order(self) -> tuple[str, ...]:
        """The dates noted: those of datelines first, then from the top down.

        Below the last paragraph sites date other things (updates, related news): that counts for want of
        others.
        """
        paragraphs = self.paragraphs() or range(len(self.lines))
        last = self.lines[paragraphs[-1]].number if paragraphs else -1
        dates = [date for date in self.dates if date.number <= last] or self.dates
        return tuple(date.text for date in sorted(dates, key=lambda date: (not date.dateline, date.number)))

    def paragraphs(self) -> list[int]:
        """The numbers of the lines that are paragraphs of the article for certain.

        Posts by citizens may have none: then the lines as long as a sentence are.
        """
        prose = [number for number, line in enumerate(self.lines) if is_prose(line.text)]
        if prose:
            return prose
        return [number for number, line in enumerate(self.lines) if len(line.text) >= SHORTEST_SENTENCE]

    def last_paragraph(self) -> int:
        """The number of the last such line; that of no line when there is none."""
        return max(self.paragraphs(), default=len(self.lines))


def page_of(text: str) -> Page:
    """The lines of a text that have something in them."""
    lines: list[Line] = []
    apart = True
    for number, line in enumerate(lines_of(text)):
        if line:
            lines.append(Line(line, number, apart))
        apart = not line
    return Page(lines)


def is_prose(text: str) -> bool:
    """Whether a line is long enough to be a paragraph."""
    if len(text) >= SHORTEST_PROSE:
        return True
    return len(text) >= SHORTEST_SENTENCE and text.endswith((".", "!", "?", '"', "”"))
