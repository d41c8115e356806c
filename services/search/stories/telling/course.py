"""How a story went: volume and tone over time, and the article with which the tone turned."""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Sequence
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from services.search.index.buckets import Row, Tally, bucket_start
from services.search.index.fields import TONE_VALUES, from_millis
from services.search.index.story import Member
from services.search.stories.telling.article import headline_of
from shared.contracts.query import Interval
from shared.contracts.story import StoryCourse, TurningPoint

# The finest interval that gives no more than about 60 points, what a chart on a screen shows.
_INTERVALS: tuple[tuple[timedelta, Interval], ...] = (
    (timedelta(hours=48), "hour"),
    (timedelta(days=60), "day"),
    (timedelta(days=366), "week"),
)
# Fewer articles on either side are no course that could turn.
_LEAST_SIDE = 3
# A whole step of the scale: from netral to negatif, say.
_LEAST_TURN = 1.0
# Control charts call out at three standard errors (Shewhart 1931); the best of many cuts needs no less.
_STANDARD_ERRORS = 3.0


def course_of(members: Sequence[Member], timezone: str) -> StoryCourse:
    """Articles and tones by bucket in this zone, from the first article to the last."""
    zone = ZoneInfo(timezone)
    first, last = from_millis(members[0].published), from_millis(members[-1].published)
    interval: Interval = next((name for span, name in _INTERVALS if last - first <= span), "month")
    tallies: dict[datetime, Tally] = defaultdict(Tally)
    for member in members:
        tally = tallies[bucket_start(from_millis(member.published), interval, zone)]
        tally.count += 1
        if member.tone is not None:
            tally.toned += 1
            tally.tone_sum += TONE_VALUES[member.tone]
            tally.split[member.tone] = tally.split.get(member.tone, 0) + 1
    row = Row.over(tallies, interval, zone, None, None)
    return StoryCourse(interval=interval, timezone=timezone, buckets=row.filled(tallies))


def turning_point(members: Sequence[Member]) -> TurningPoint | None:
    """The article with which the tone turned; None where it did not, or too few articles have one.

    Copies are left out: thirty papers that repeat a release are one voice. Of all places to cut the sequence
    in two, the one that explains most of its variance; a turn when the means differ by a whole step of the
    scale and by three standard errors.
    """
    toned = [member for member in members if member.copy_of is None and member.tone is not None]
    values = [TONE_VALUES[str(member.tone)] for member in toned]
    count, total = len(values), sum(values)
    best, place, running = 0.0, 0, 0
    for cut in range(1, count):
        running += values[cut - 1]
        if min(cut, count - cut) < _LEAST_SIDE:
            continue
        gap = running / cut - (total - running) / (count - cut)
        explained = cut * (count - cut) / count * gap * gap
        if explained > best + 1e-12:
            best, place = explained, cut
    if not place:
        return None
    before, after = values[:place], values[place:]
    mean_before, mean_after = sum(before) / place, sum(after) / len(after)
    gap = abs(mean_after - mean_before)
    squares = sum((value - mean_before) ** 2 for value in before)
    squares += sum((value - mean_after) ** 2 for value in after)
    error = math.sqrt(squares / max(1, count - 2) * (1 / place + 1 / len(after)))
    if gap < _LEAST_TURN or gap < _STANDARD_ERRORS * error:
        return None
    return TurningPoint(
        **headline_of(toned[place]).model_dump(),
        mean_before=round(mean_before, 3),
        mean_after=round(mean_after, 3),
        before=place,
        after=len(after),
    )
