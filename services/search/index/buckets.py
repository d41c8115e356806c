"""Timeline buckets in a time zone: where they begin, and the row without gaps.

Starts are those of Elasticsearch's calendar intervals: midnight in the zone for days, Mondays for weeks, the
first for months; hours are hours of the wall clock.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

from services.search.query.errors import TooManyBuckets
from shared.contracts.query import Bucket, Interval

# A year of hours fits (8 760); a chart of more points shows nothing.
MAX_BUCKETS = 10_000


@dataclass
class Tally:
    """What was counted in one bucket. `toned` is the number of articles that have a tone."""

    count: int = 0
    tone_sum: int = 0
    toned: int = 0
    split: dict[str, int] = field(default_factory=dict)

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
        return (start.astimezone(UTC) + timedelta(hours=1)).astimezone(zone)
    # Wall-clock arithmetic, then the zone's own midnight: a day is 23 or 25 hours where clocks change.
    days = {"day": 1, "week": 7, "month": 32}[interval]
    following = start.replace(tzinfo=None) + timedelta(days=days)
    if interval == "month":
        following = following.replace(day=1)
    return following.replace(tzinfo=zone)


def starts(first: datetime, last: datetime, interval: Interval, zone: ZoneInfo) -> Iterator[datetime]:
    """Starts of all buckets from the one of `first` to the one of `last`. TooManyBuckets beyond 10 000."""
    start, number = bucket_start(first, interval, zone), 0
    while start <= last:
        number += 1
        if number > MAX_BUCKETS:
            raise TooManyBuckets(MAX_BUCKETS)
        yield start
        start = next_start(start, interval, zone)


def full_row(
    tallies: Mapping[datetime, Tally],
    interval: Interval,
    zone: ZoneInfo,
    from_: datetime | None,
    to: datetime | None,
) -> list[Bucket]:
    """Buckets without gaps: from `from_` (else the first tally) to just before `to` (else the last tally).

    Keys of `tallies` are bucket starts, in any zone.
    """
    known = {start.astimezone(UTC): tally for start, tally in tallies.items()}
    edges = sorted(known)
    first = from_ if from_ is not None else (edges[0] if edges else None)
    last = to - timedelta(milliseconds=1) if to is not None else (edges[-1] if edges else from_)
    if first is None or last is None:
        return []
    row = []
    for start in starts(first, last, interval, zone):
        tally = known.get(start.astimezone(UTC), Tally())
        row.append(Bucket(start=start, count=tally.count, mean_tone=tally.mean_tone, split=tally.split))
    return row
