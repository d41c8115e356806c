"""Dates of a column: spreadsheets' serial numbers, epochs, ISO, prose, and which of 05/06 is the month.

The day comes first, as Indonesia writes it, unless the column itself proves otherwise: a 05/14 and no 14/05.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta, timezone, tzinfo

from services.crawler.date_text import PublishedTime, read_date
from services.crawler.imports.records import WINDOWS_EPOCH, Cell
from shared.contracts.imports import DateOrder

_PAIR = re.compile(r"(?<![\d/.-])(\d{1,2})([/.-])(\d{1,2})\2(\d{4}|\d{2})(?![\d/-]|\.\d{3})")
_YEAR_FIRST = re.compile(r"(?<!\d)(\d{4})[/.](\d{1,2})[/.](\d{1,2})(?!\d)")
_NAMED_SHORT = re.compile(r"(?<!\d)(\d{1,2})[\s-]([A-Za-z]{3,9})[\s-](\d{2})(?!\d)")
# Seconds, milliseconds and microseconds of a time between 2001 and 2286 have so many digits.
_EPOCHS = {10: 1, 13: 1_000, 16: 1_000_000}
_NUMBER = re.compile(r"\d+(?:[.,]\d+)?")
# 1995-01-01 and 2099-12-31 as days of the calendar that begins in 1900.
_FIRST_SERIAL, _LAST_SERIAL = 34_700, 73_050


@dataclass(frozen=True)
class Evidence:
    """What the dates of a column say about their order: how many are possible only one way.

    `low_cells` and `high_cells` count true dates of a spreadsheet by their day: up to 12, and above.
    """

    day_first: int = 0
    month_first: int = 0
    open: int = 0
    low_cells: int = 0
    high_cells: int = 0

    @property
    def swapped(self) -> bool:
        """Whether a spreadsheet of another country took days for months.

        It makes 05/06/2024 a date (of May) and leaves 14/05/2024 as text: every true date has a day up to 12.
        """
        return self.day_first > 0 and self.low_cells > 0 and not self.high_cells

    @property
    def order(self) -> DateOrder:
        """The order of dates that could be read both ways."""
        return "month-first" if self.month_first > self.day_first else "day-first"

    @property
    def proven(self) -> bool:
        """Whether there is proof, and none against it."""
        return (self.day_first > 0) != (self.month_first > 0)


def evidence(cells: Iterable[Cell]) -> Evidence:
    """The evidence of a column."""
    day_first = month_first = undecided = low = high = 0
    for cell in cells:
        if isinstance(cell, date):
            low, high = low + (cell.day <= 12), high + (cell.day > 12)
        if not isinstance(cell, str) or not (match := _PAIR.search(cell[:60])):
            continue
        one, two = int(match[1]), int(match[3])
        if one > 12 >= two:
            day_first += 1
        elif two > 12 >= one:
            month_first += 1
        elif one != two:
            undecided += 1
    return Evidence(day_first, month_first, undecided, low, high)


def read_cell(cell: Cell, zone: tzinfo, order: DateOrder, epoch: datetime) -> PublishedTime | None:
    """The time in a cell; None when there is none. `epoch` is the workbook's day 0, naive or aware.

    A date that is possible one way only is read that way, whatever the order.
    """
    match cell:
        case bool() | None:
            return None
        case datetime():
            return _local(cell, zone, "time" if cell.time() != time() else "day")
        case date():
            return _local(datetime.combine(cell, time()), zone, "day")
        case int() | float():
            return _number(float(cell), zone, epoch)
        case str():
            return _text(cell.strip(), zone, order, epoch)
    return None


def with_clock(read: PublishedTime, cell: Cell, zone: tzinfo) -> PublishedTime:
    """A day with the clock time that another column holds: a time, part of a day, ``18.19 WITA``."""
    if read.precision != "day":
        return read
    clock: time | None = None
    match cell:
        case datetime():
            clock = cell.time()
        case time():
            clock = cell
        case float() if 0 <= cell < 1:
            clock = (datetime.min + timedelta(seconds=round(cell * 86_400) % 86_400)).time()
        case str():
            return read_date(f"{read.at:%d/%m/%Y} {cell.strip()[:40]}", zone) or read
    if clock is None:
        return read
    return _local(datetime.combine(read.at.date(), clock.replace(tzinfo=None)), zone, "time")


def _local(at: datetime, zone: tzinfo, precision: str) -> PublishedTime:
    if at.tzinfo is None:
        at = at.replace(tzinfo=zone)
    return PublishedTime(
        at.replace(tzinfo=timezone(at.utcoffset() or timedelta())), "time" if precision == "time" else "day"
    )


def _number(value: float, zone: tzinfo, epoch: datetime) -> PublishedTime | None:
    if scale := _EPOCHS.get(len(str(int(abs(value))))):
        return _local(datetime.fromtimestamp(value / scale, zone), zone, "time")
    # The calendar of 1904 (old workbooks of Macs) counts the same days from four years later.
    shift = (epoch.replace(tzinfo=UTC) - WINDOWS_EPOCH).days
    if not _FIRST_SERIAL <= value + shift <= _LAST_SERIAL:
        return None
    at = epoch.replace(tzinfo=None) + timedelta(days=int(value), seconds=round(value % 1 * 86_400))
    return _local(at, zone, "time" if value % 1 else "day")


def _text(text: str, zone: tzinfo, order: DateOrder, epoch: datetime) -> PublishedTime | None:
    if len(text) > 100:
        return None
    if _NUMBER.fullmatch(text):
        value = float(text.replace(",", "."))
        # 20240514 is a day; five digits are a serial number, ten and more an epoch.
        if len(str(int(value))) != 8:
            return _number(value, zone, epoch)
    text = _YEAR_FIRST.sub(r"\1-\2-\3", text, count=1)
    text = _NAMED_SHORT.sub(lambda match: f"{match[1]} {match[2]} {_year(match[3])}", text, count=1)
    if pair := _PAIR.search(text):
        day, month = int(pair[1]), int(pair[3])
        if month > 12 or (order == "month-first" and day <= 12):
            day, month = month, day
        text = f"{text[: pair.start()]}{day}/{month}/{_year(pair[4])}{text[pair.end() :]}"
    return read_date(text, zone)


def _year(written: str) -> str:
    return written if len(written) == 4 else f"20{written}"
