"""Articles per hour of a filter: what rules that are judged by time look at."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import numpy as np
import numpy.typing as npt

from shared.contracts.query import Timeline
from shared.contracts.watch import Per

HOUR = timedelta(hours=1)
Counts = npt.NDArray[np.int64]
Mask = npt.NDArray[np.bool_]


@dataclass(frozen=True)
class Series:
    """Hours one after the other from `start` (UTC), as arrays of one length.

    `toned` counts articles that have a tone, `negative` those of negative tone. `observed` is False for hours
    of which nothing is known: the crawler did not run.
    """

    start: datetime
    count: Counts
    negative: Counts
    toned: Counts
    observed: Mask

    def __len__(self) -> int:
        return len(self.count)

    def index(self, moment: datetime) -> int:
        """The place of the hour that a moment falls into; may lie outside."""
        return (moment - self.start) // HOUR

    def until(self, moment: datetime) -> Series:
        """The hours that began before a moment."""
        end = max(0, -((self.start - moment) // HOUR))
        return Series(
            self.start, self.count[:end], self.negative[:end], self.toned[:end], self.observed[:end]
        )

    def only(self, known: Mask) -> Series:
        """The same hours, of which only those in the mask (of the same length, or nearly) were observed."""
        mask = np.ones(len(self), dtype=np.bool_)
        mask[: len(known)] = known[: len(self)]
        return replace(self, observed=self.observed & mask)

    def hours_of_week(self, zone: ZoneInfo) -> Counts:
        """Of each hour its place in the week of the zone: 0 is Monday at midnight, 167 Sunday at 23."""
        first = self.start.astimezone(zone)
        if not len(self):
            return np.zeros(0, dtype=np.int64)
        last = (self.start + HOUR * (len(self) - 1)).astimezone(zone)
        if first.utcoffset() == last.utcoffset():
            # Indonesia changes no clocks: the hours of the week follow one another.
            return (first.weekday() * 24 + first.hour + np.arange(len(self))) % 168
        local = [(self.start + HOUR * k).astimezone(zone) for k in range(len(self))]
        return np.array([hour.weekday() * 24 + hour.hour for hour in local], dtype=np.int64)


def series_of(timeline: Timeline) -> Series:
    """The series of a timeline of hours, split by tone where tones are wanted; every hour is observed."""
    buckets = timeline.buckets
    return Series(
        buckets[0].start.astimezone(UTC) if buckets else datetime.min.replace(tzinfo=UTC),
        np.array([bucket.count for bucket in buckets], dtype=np.int64),
        np.array([bucket.split.get("negatif", 0) for bucket in buckets], dtype=np.int64),
        np.array([sum(bucket.split.values()) for bucket in buckets], dtype=np.int64),
        np.ones(len(buckets), dtype=np.bool_),
    )


def empty(start: datetime, hours: int) -> Series:
    """Hours of which nothing is known."""
    zeros = np.zeros(hours, dtype=np.int64)
    return Series(start, zeros, zeros, zeros, np.zeros(hours, dtype=np.bool_))


def within(part: Series, start: datetime, hours: int, part_start: datetime) -> Series:
    """A series that begins at `part_start` as a part of a longer one, unobserved outside of it."""
    before = (part_start - start) // HOUR
    after = hours - before - len(part)

    def padded(values: npt.NDArray[np.generic]) -> npt.NDArray[np.generic]:
        return np.pad(values, (max(before, 0), max(after, 0)))[:hours]

    return Series(
        start,
        padded(part.count).astype(np.int64),
        padded(part.negative).astype(np.int64),
        padded(part.toned).astype(np.int64),
        padded(part.observed).astype(np.bool_),
    )


def window(moment: datetime, per: Per, zone: ZoneInfo) -> tuple[datetime, datetime]:
    """The hour or day of the zone's wall clock that a moment falls into: its start and its end, UTC."""
    if per == "hour":
        local = moment.astimezone(zone)
        past = timedelta(minutes=local.minute, seconds=local.second, microseconds=local.microsecond)
        start = moment.astimezone(UTC) - past
        return start, start + HOUR
    day = moment.astimezone(zone).date()
    midnight = datetime.combine(day, datetime.min.time(), zone)
    following = datetime.combine(day + timedelta(days=1), datetime.min.time(), zone)
    return midnight.astimezone(UTC), following.astimezone(UTC)


def windows(now: datetime, per: Per, zone: ZoneInfo) -> list[tuple[datetime, datetime]]:
    """The windows to judge at a moment, oldest first: the running one and those that latecomers still fill.

    Two hours or one day back: an article is found minutes after its publication, rarely hours; after an
    outage no older window raises an alert any more.
    """
    back = {"hour": 2, "day": 1}[per]
    found = [window(now, per, zone)]
    for _ in range(back):
        found.insert(0, window(found[0][0] - timedelta(minutes=1), per, zone))
    return found
