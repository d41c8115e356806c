"""Dates that the news mention and that are not over, each with its sentence; nothing is inferred beyond it.

Known are ``Senin (30/11/2026)``, ``(30/11)``, ``12 Desember 2026``, ``12 Desember``, ``12-14 Desember``.
A date without a year is the one that ends within half a year after publication; "12 Desember lalu" is none.
The day of publication itself is none either: it stands in every dateline, and in what has happened.
A named weekday must fit the date: otherwise one of the two is a slip of the pen, nobody knows which. "Besok"
and "pekan depan" are left out: they are said from the day of the event, which may not be that of publication.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from services.gateway.presentation.dates import DAYS, MONTHS
from services.gateway.reports.sentences import sentences

# Plans further away are five-year plans, and a year-less month that far off was meant to be past.
HORIZON = timedelta(days=330)
# Without a year the far half of it is rather the same month of last year.
HORIZON_WITHOUT_YEAR = timedelta(days=180)
_LONGEST_SENTENCE = 400

_SHORT = {month[:3].casefold(): number for number, month in enumerate(MONTHS, start=1)}
_MONTH = (
    {month.casefold(): number for number, month in enumerate(MONTHS, start=1)}
    | _SHORT
    | {"nop": 11, "agt": 8}
)
_DAY = {day.casefold(): number for number, day in enumerate(DAYS)} | {"jum'at": 4, "jumaat": 4, "ahad": 6}
_WEEKDAY = rf"(?:(?P<weekday>{'|'.join(_DAY)})\s*,?\s*)?"
_DATES = (
    re.compile(
        rf"{_WEEKDAY}\(?\b(?P<day>\d{{1,2}})/(?P<month>\d{{1,2}})(?:/(?P<year>\d{{4}}))?\b\)?", re.IGNORECASE
    ),
    re.compile(
        rf"{_WEEKDAY}\(?\b(?P<day>\d{{1,2}})(?:\s*(?:-|–|sampai|hingga|dan)\s*(?P<until>\d{{1,2}}))?\s+"
        rf"(?P<month>{'|'.join(sorted(_MONTH, key=len, reverse=True))})\b\.?(?:\s+(?P<year>\d{{4}})\b)?",
        re.IGNORECASE,
    ),
)
# What follows or precedes a date that is behind us.
_PAST_AFTER = re.compile(r"^\W*(?:lalu|silam|kemarin|tahun lalu|yang lalu)\b", re.IGNORECASE)
# Fractions and ratios look like days: "2/3 warga", "siaga 24/7".
_NO_DATE_AFTER = re.compile(r"^\s*(?:warga|bagian|dari|persen|%|jam)\b", re.IGNORECASE)


@dataclass(frozen=True)
class DateAhead:
    """A date, or the first and last of several, of which some may be over; and the sentence that names it."""

    first: date
    last: date
    sentence: str


def dates_ahead(text: str, published: date, today: date) -> list[DateAhead]:
    """The dates in a text of the day `published` that are not over on `today`, earliest first, each once."""
    found: dict[tuple[date, date], DateAhead] = {}
    for sentence in sentences(text):
        for first, last in _in_sentence(sentence, published):
            if last >= today and last > published and first - published <= HORIZON:
                shown = sentence if len(sentence) <= _LONGEST_SENTENCE else sentence[:_LONGEST_SENTENCE] + "…"
                found.setdefault((first, last), DateAhead(first, last, shown))
    return sorted(found.values(), key=lambda one: (one.first, one.last))


def _in_sentence(sentence: str, published: date) -> Iterator[tuple[date, date]]:
    for pattern in _DATES:
        for match in pattern.finditer(sentence):
            after = sentence[match.end() :]
            if _PAST_AFTER.match(after) or ("/" in match.group() and _NO_DATE_AFTER.match(after)):
                continue
            days = _days(match, published)
            if days is not None:
                yield days


def _days(match: re.Match[str], published: date) -> tuple[date, date] | None:
    """The first and the last day."""
    month = match["month"]
    number = int(month) if month.isdigit() else _MONTH[month.casefold()]
    weekday = _DAY[match["weekday"].casefold()] if match["weekday"] else None
    until = match.groupdict().get("until") or match["day"]
    years = [int(match["year"])] if match["year"] else [published.year, published.year + 1]
    for year in years:
        try:
            first, last = date(year, number, int(match["day"])), date(year, number, int(until))
        except ValueError:
            continue
        if last < first or (weekday is not None and first.weekday() != weekday):
            continue
        if match["year"] or timedelta() <= last - published <= HORIZON_WITHOUT_YEAR:
            return first, last
    return None
