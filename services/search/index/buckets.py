"""Timeline buckets in a time zone: where they begin, the row without gaps, and the series of a split.

Starts are those of Elasticsearch's calendar intervals: midnight in the zone for days, Mondays for weeks, the
first for months; hours are hours of the wall clock.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

from pydantic import TypeAdapter

from services.search.query.errors import TooManyBuckets
from shared.contracts.query import Bucket, Interval

# A year of hours fits (8 760); a chart of more points shows nothing.
MAX_BUCKETS = 10_000
# More series than provinces or a province's regencies need; nobody tells a hundred lines apart.
MOST_SERIES = 100
# Elasticsearch answers with at most 65,536 buckets, series counted in.
_MOST_CELLS = 60_000
# From the first of a month this leads into the next one.
_STEPS = {
    "hour": timedelta(hours=1),
    "day": timedelta(days=1),
    "week": timedelta(days=7),
    "month": timedelta(days=32),
}
# All at once: a year's hours one by one would take as long as counting them.
_BUCKETS = TypeAdapter(list[Bucket])


@dataclass
class Tally:
    """What was counted in one bucket. `toned` is the number of articles that have a tone."""

    count: int = 0
    tone_sum: int = 0
    toned: int = 0
    split: dict[str, int] = field(default_factory=dict)
    split_other: int = 0

    @property
    def mean_tone(self) -> float | None:
        """Mean of +1, 0, -1 over the articles that have a tone; None without any."""
        return self.tone_sum / self.toned if self.toned else None


def bucket_start(moment: datetime, interval: Interval, zone: ZoneInfo) -> datetime:
    """The start of the bucket that a moment falls into, with the zone's offset at that start."""
    local = moment.astimezone(zone)
    if interval == "hour":
        # Through UTC, so that an hour that a clock change repeats stays two buckets.
        past = timedelta(minutes=local.minute, seconds=local.second, microseconds=local.microsecond)
        return (moment.astimezone(UTC) - past).astimezone(zone)
    midnight = local.replace(hour=0, minute=0, second=0, microsecond=0, fold=0)
    if interval == "week":
        return midnight - timedelta(days=midnight.weekday())
    return midnight.replace(day=1) if interval == "month" else midnight


def next_start(start: datetime, interval: Interval, zone: ZoneInfo) -> datetime:
    """The start of the following bucket."""
    if interval == "hour":
        return (start.astimezone(UTC) + _STEPS[interval]).astimezone(zone)
    # Wall-clock arithmetic, and the zone's own midnight: a day is 23 or 25 hours where clocks change.
    following = start + _STEPS[interval]
    return following.replace(day=1) if interval == "month" else following


def starts(first: datetime, last: datetime, interval: Interval, zone: ZoneInfo) -> Iterator[datetime]:
    """Starts of all buckets from the one of `first` to the one of `last`. TooManyBuckets beyond 10 000."""
    start, number = bucket_start(first, interval, zone), 0
    while start <= last:
        number += 1
        if number > MAX_BUCKETS:
            raise TooManyBuckets(MAX_BUCKETS)
        yield start
        start = next_start(start, interval, zone)


@dataclass(frozen=True)
class Row:
    """The starts of a timeline's buckets, without gaps."""

    starts: Sequence[datetime]

    @classmethod
    def over(
        cls,
        moments: Iterable[datetime],
        interval: Interval,
        zone: ZoneInfo,
        from_: datetime | None,
        to: datetime | None,
    ) -> Row:
        """From `from_` (else the first moment) to just before `to` (else the last moment)."""
        known = list(moments)
        first = from_ if from_ is not None else min(known, default=None)
        last = to - timedelta(milliseconds=1) if to is not None else max(known, default=from_)
        if first is None or last is None:
            return cls(())
        return cls(tuple(starts(first, last, interval, zone)))

    @property
    def most_series(self) -> int:
        """How many values a split may show: the fewer, the more buckets there are."""
        return min(MOST_SERIES, _MOST_CELLS // max(1, len(self.starts)))

    def filled(self, tallies: Mapping[datetime, Tally]) -> list[Bucket]:
        """The buckets with what was counted; keys of `tallies` are bucket starts, in any zone."""
        known = {start.astimezone(UTC): tally for start, tally in tallies.items()}
        empty = Tally()
        values = ((start, known.get(start.astimezone(UTC), empty)) for start in self.starts)
        return _BUCKETS.validate_python(
            [
                {
                    "start": start,
                    "count": tally.count,
                    "mean_tone": tally.mean_tone,
                    "toned": tally.toned,
                    "split": tally.split,
                    "split_other": tally.split_other,
                }
                for start, tally in values
            ]
        )


def most_frequent(tallies: Iterable[Tally]) -> list[str]:
    """The values of a split, most frequent first, equals by value."""
    counts: Counter[str] = Counter()
    for tally in tallies:
        if tally.split:
            counts.update(tally.split)
    return sorted(counts, key=lambda value: (-counts[value], value))


def keep_series(tallies: Iterable[Tally], series: Sequence[str]) -> None:
    """Add up all other values of a split in `split_other`."""
    kept = set(series)
    for tally in tallies:
        tally.split_other += sum(count for value, count in tally.split.items() if value not in kept)
        tally.split = {value: count for value, count in tally.split.items() if value in kept}
