"""The course that an alert stands at the end of: counts in windows as long as the one that fired."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from services.gateway.search_client import SearchClient
from services.gateway.tenants import Tenant
from shared.contracts.alert import AlertRecord, CountFigures, StoryFigures, TurnFigures
from shared.contracts.query import Bucket, Filter, TimelineQuery
from shared.contracts.watch import Threshold, Watch

# Windows before the one that fired: a day of hours, a week and a half of days; a phone shows no more bars.
MOST_BARS = 24
LONGEST_HOURS = 14 * 24


@dataclass(frozen=True)
class Bar:
    """One window: articles by tone. The last one fired."""

    start: datetime
    end: datetime
    negative: int
    others: int
    fired: bool

    @property
    def count(self) -> int:
        """All articles of the window."""
        return self.negative + self.others


@dataclass(frozen=True)
class Series:
    """Windows, oldest first; `line` is what the count is measured against, with its name."""

    bars: tuple[Bar, ...]
    line: float | None
    line_name: str


async def alert_series(
    client: SearchClient, tenant: Tenant, alert: AlertRecord, watch: Watch
) -> Series | None:
    """The course before an alert by the clock; None for a new story, which has no past."""
    figures = alert.figures
    if figures is None or isinstance(figures, StoryFigures):
        return None
    wanted = _filter(figures, tenant, watch)
    length = figures.end - figures.start
    number = window_number(length)
    start = figures.end - number * length
    query = TimelineQuery(
        filter=wanted.model_copy(update={"from_": start, "to": figures.end}),
        interval="hour",
        timezone=tenant.timezone,
        split="tone",
    )
    bars = windows((await client.timeline(query)).buckets, figures.end, length, number)
    if isinstance(figures, TurnFigures):
        return Series(bars, None, "")
    if figures.threshold is not None:
        return Series(bars, float(figures.threshold), "Ambang")
    return Series(bars, figures.expected, "Biasanya pada jam-jam itu")


def window_number(length: timedelta) -> int:
    """How many windows are shown."""
    hours = max(1, round(length.total_seconds() / 3600))
    return max(4, min(MOST_BARS, LONGEST_HOURS // hours))


def windows(buckets: Sequence[Bucket], end: datetime, length: timedelta, number: int) -> tuple[Bar, ...]:
    """Hours added up into `number` windows that end at `end`, oldest first."""
    negative, others = [0] * number, [0] * number
    for bucket in buckets:
        place = number - 1 - (end - bucket.start - timedelta(microseconds=1)) // length
        if 0 <= place < number:
            negative[place] += bucket.split.get("negatif", 0)
            others[place] += bucket.count - bucket.split.get("negatif", 0)
    return tuple(
        Bar(
            start=end - (number - place) * length,
            end=end - (number - place - 1) * length,
            negative=negative[place],
            others=others[place],
            fired=place == number - 1,
        )
        for place in range(number)
    )


def _filter(figures: CountFigures | TurnFigures, tenant: Tenant, watch: Watch) -> Filter:
    """What the rule counted, within the tenant's present scope."""
    if isinstance(figures, TurnFigures) and figures.story_id:
        return Filter(scope=list(tenant.scope), story=figures.story_id, copies="fold")
    changes: dict[str, object] = {"scope": list(tenant.scope)}
    if isinstance(watch.when, Threshold) and watch.when.only_negative:
        changes["tones"] = ["negatif"]
    return watch.filter.model_copy(update=changes)
