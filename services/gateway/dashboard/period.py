"""The last 30 days and the 30 before them, as days of the reader's own calendar."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta, tzinfo

from services.gateway.dashboard.direction import ToneCounts
from shared.contracts.query import Bucket

DAYS = 30

Day = tuple[date, ToneCounts]


@dataclass(frozen=True)
class Period:
    """Two equal stretches of days that end with today; bounds are midnights of the zone."""

    today: date
    zone: tzinfo

    @classmethod
    def ending(cls, now: datetime, zone: tzinfo) -> Period:
        """The period whose last day is the day of `now` in `zone`."""
        return cls(now.astimezone(zone).date(), zone)

    @property
    def start(self) -> datetime:
        """Midnight that begins the last 30 days."""
        return self._midnight(self.today - timedelta(days=DAYS - 1))

    @property
    def start_before(self) -> datetime:
        """Midnight that begins the 30 days before."""
        return self._midnight(self.today - timedelta(days=2 * DAYS - 1))

    @property
    def end(self) -> datetime:
        """Midnight that ends today."""
        return self._midnight(self.today + timedelta(days=1))

    def days(self, buckets: Sequence[Bucket]) -> tuple[list[Day], ToneCounts]:
        """The last 30 days one by one, oldest first, and the sum of the 30 before."""
        by_day = {bucket.start.astimezone(self.zone).date(): tone_counts(bucket) for bucket in buckets}
        first = self.today - timedelta(days=DAYS - 1)
        last = [(day, by_day.get(day, ToneCounts())) for day in _days(first, DAYS)]
        before = [by_day.get(day, ToneCounts()) for day in _days(first - timedelta(days=DAYS), DAYS)]
        return last, summed(before)

    def _midnight(self, day: date) -> datetime:
        return datetime.combine(day, time(), tzinfo=self.zone)


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


def _days(first: date, count: int) -> list[date]:
    return [first + timedelta(days=number) for number in range(count)]
