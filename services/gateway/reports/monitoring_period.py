"""Months and quarters of the calendar: what a monitoring report and a month's work log are about.

A month or quarter that is still running is compared with the same number of days at the beginning of the one
before; a finished one with the whole of it, whose length may differ by a day or three.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, timedelta, tzinfo

from services.gateway.presentation.dates import MONTHS
from services.gateway.presentation.period import Period

_CODE = re.compile(r"(\d{4})-(?:(0[1-9]|1[0-2])|T([1-4]))")
_ROMAN = ("I", "II", "III", "IV")


@dataclass(frozen=True)
class CalendarPeriod:
    """A whole month or a whole quarter, by its first month and its length in months (1 or 3)."""

    year: int
    month: int
    months: int = 1

    @classmethod
    def month_of(cls, day: date) -> CalendarPeriod:
        """The month that a day lies in."""
        return cls(day.year, day.month)

    @classmethod
    def quarter_of(cls, day: date) -> CalendarPeriod:
        """The quarter that a day lies in."""
        return cls(day.year, day.month - (day.month - 1) % 3, 3)

    @classmethod
    def of_days(cls, first: date, last: date) -> CalendarPeriod:
        """The month or quarter that begins on `first`; `last` tells which."""
        return cls(first.year, first.month, 1 if (first.year, first.month) == (last.year, last.month) else 3)

    @classmethod
    def of_code(cls, code: str) -> CalendarPeriod | None:
        """What ``2026-11`` or ``2026-T4`` names; None when it names nothing."""
        found = _CODE.fullmatch(code)
        if found is None or int(found[1]) < 1900:
            return None
        if found[2]:
            return cls(int(found[1]), int(found[2]))
        return cls(int(found[1]), 3 * int(found[3]) - 2, 3)

    @property
    def code(self) -> str:
        """As a form names it."""
        part = f"{self.month:02}" if self.months == 1 else f"T{self.month // 3 + 1}"
        return f"{self.year}-{part}"

    @property
    def name(self) -> str:
        """``November 2026``, ``Triwulan IV 2026``."""
        if self.months == 1:
            return f"{MONTHS[self.month - 1]} {self.year}"
        return f"Triwulan {_ROMAN[self.month // 3]} {self.year}"

    @property
    def kind_name(self) -> str:
        """What it is called in a sentence: bulan or triwulan."""
        return "bulan" if self.months == 1 else "triwulan"

    @property
    def first(self) -> date:
        """The first day."""
        return date(self.year, self.month, 1)

    @property
    def last(self) -> date:
        """The last day."""
        return self._moved(self.months).first - timedelta(days=1)

    @property
    def before(self) -> CalendarPeriod:
        """The month or quarter before."""
        return self._moved(-self.months)

    def running(self, today: date) -> bool:
        """Whether it is not over yet."""
        return self.first <= today <= self.last

    def compared(self, today: date, zone: tzinfo) -> tuple[Period, Period]:
        """The days that can be counted by now, and those to compare them with."""
        now = Period(self.first, min(self.last, today), zone)
        if not self.running(today) or now.last == self.last:
            return now, Period(self.before.first, self.before.last, zone)
        last = min(self.before.first + timedelta(days=now.length - 1), self.before.last)
        return now, Period(self.before.first, last, zone)

    def _moved(self, months: int) -> CalendarPeriod:
        year, month = divmod(self.year * 12 + self.month - 1 + months, 12)
        return CalendarPeriod(year, month + 1, self.months)


def recent_months(today: date, number: int = 12) -> list[CalendarPeriod]:
    """This month and those before it, newest first."""
    return _back_from(CalendarPeriod.month_of(today), number)


def recent_quarters(today: date, number: int = 5) -> list[CalendarPeriod]:
    """This quarter and those before it, newest first."""
    return _back_from(CalendarPeriod.quarter_of(today), number)


def _back_from(newest: CalendarPeriod, number: int) -> list[CalendarPeriod]:
    found = [newest]
    while len(found) < number:
        found.append(found[-1].before)
    return found
