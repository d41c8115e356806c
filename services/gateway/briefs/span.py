"""The days that a brief covers, and those that it is compared with."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Literal
from zoneinfo import ZoneInfo

from services.gateway.times import start_of_day

Period = Literal["day", "week"]

DAYS_OF: dict[Period, int] = {"day": 1, "week": 7}
# One day alone says little about the next: a day and a week alike are compared with the week before.
DAYS_BEFORE = 7


@dataclass(frozen=True)
class Span:
    """`days` days of a zone that end with `last`; bounds are midnights of the zone."""

    last: date
    days: int
    zone: ZoneInfo

    @classmethod
    def of(cls, period: Period, last: date | None, now: datetime, zone: ZoneInfo) -> Span:
        """The span that ends with `last`; by default with yesterday, the last day that is over."""
        yesterday = now.astimezone(zone).date() - timedelta(days=1)
        return cls(last if last is not None else yesterday, DAYS_OF[period], zone)

    @property
    def first(self) -> date:
        """The first day."""
        return self.last - timedelta(days=self.days - 1)

    @property
    def start(self) -> datetime:
        """Midnight that begins the first day."""
        return start_of_day(self.first, self.zone)

    @property
    def end(self) -> datetime:
        """Midnight that ends the last day."""
        return start_of_day(self.last + timedelta(days=1), self.zone)

    @property
    def start_before(self) -> datetime:
        """Midnight that begins the days to compare with; they end where the span begins."""
        return start_of_day(self.first - timedelta(days=DAYS_BEFORE), self.zone)
