"""A stretch of days of the reader's own calendar, and the stretch of the same length before it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta, tzinfo

from services.gateway.presentation.dates import MONTHS
from services.gateway.presentation.direction import ToneCounts
from shared.contracts.query import Bucket

DAYS = 30
# What a day-by-day chart of a phone still shows, and what people compare: year against year.
LONGEST_DAYS = 366

Day = tuple[date, ToneCounts]


@dataclass(frozen=True)
class Period:
    """The days from `first` to `last`, both included; bounds are midnights of the zone.

    `rolling` when it was asked for as "the last so many days", which is how it is then called.
    """

    first: date
    last: date
    zone: tzinfo
    rolling: bool = False

    @classmethod
    def ending(cls, now: datetime, zone: tzinfo, days: int = DAYS) -> Period:
        """The last `days` days, of which the day of `now` in `zone` is the last."""
        today = now.astimezone(zone).date()
        return cls(today - timedelta(days=days - 1), today, zone, rolling=True)

    @property
    def today(self) -> date:
        """The last day."""
        return self.last

    @property
    def length(self) -> int:
        """Number of days."""
        return (self.last - self.first).days + 1

    @property
    def before(self) -> Period:
        """The period of the same length that ends where this one begins."""
        return Period(self.first - timedelta(days=self.length), self.first - timedelta(days=1), self.zone)

    @property
    def start(self) -> datetime:
        """Midnight that begins the period."""
        return self._midnight(self.first)

    @property
    def start_before(self) -> datetime:
        """Midnight that begins the period before."""
        return self.before.start

    @property
    def end(self) -> datetime:
        """Midnight that ends the last day."""
        return self._midnight(self.last + timedelta(days=1))

    @property
    def name(self) -> str:
        """As a sentence calls it: ``30 hari terakhir``, ``1 sampai 15 November 2026``."""
        return f"{self.length} hari terakhir" if self.rolling else spoken_range(self.first, self.last)

    @property
    def name_before(self) -> str:
        """As a sentence calls the period before: ``30 hari sebelumnya``."""
        return f"{self.length} hari sebelumnya"

    @property
    def address(self) -> dict[str, str]:
        """How an address names this period."""
        if self.rolling:
            return {"hari": str(self.length)}
        return {"dari": self.first.isoformat(), "sampai": self.last.isoformat()}

    def days(self, buckets: Sequence[Bucket]) -> tuple[list[Day], ToneCounts]:
        """The days one by one, oldest first, and the sum of the period before."""
        by_day = {bucket.start.astimezone(self.zone).date(): tone_counts(bucket) for bucket in buckets}
        last = [(day, by_day.get(day, ToneCounts())) for day in self.calendar]
        before = [by_day.get(day, ToneCounts()) for day in self.before.calendar]
        return last, summed(before)

    @property
    def calendar(self) -> list[date]:
        """Every day, oldest first."""
        return [self.first + timedelta(days=number) for number in range(self.length)]

    def _midnight(self, day: date) -> datetime:
        return datetime.combine(day, time(), tzinfo=self.zone)


def spoken_range(first: date, last: date) -> str:
    """``1 sampai 15 November 2026``; months and years are said once where they are the same."""
    end = f"{last.day} {MONTHS[last.month - 1]} {last.year}"
    if first == last:
        return end
    start = str(first.day)
    if (first.year, first.month) != (last.year, last.month):
        start += f" {MONTHS[first.month - 1]}"
    if first.year != last.year:
        start += f" {first.year}"
    return f"{start} sampai {end}"


def tone_counts(bucket: Bucket) -> ToneCounts:
    """A bucket split by tone; what the split does not cover had no tone."""
    known = {tone: bucket.split.get(tone, 0) for tone in ("positif", "netral", "negatif")}
    return ToneCounts(**known, untold=max(0, bucket.count - sum(known.values())))


def summed(counts: Sequence[ToneCounts]) -> ToneCounts:
    """All of them together."""
    return ToneCounts(
        positif=sum(one.positif for one in counts),
        netral=sum(one.netral for one in counts),
        negatif=sum(one.negatif for one in counts),
        untold=sum(one.untold for one in counts),
    )
