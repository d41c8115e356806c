"""Counts over articles: timelines and facets."""

from __future__ import annotations

import math
import sqlite3
from collections import defaultdict
from datetime import datetime
from functools import lru_cache
from typing import Any
from zoneinfo import ZoneInfo

from services.search.index.buckets import Tally, bucket_start, next_start
from services.search.index.criteria import Criterion
from services.search.index.fields import from_millis, millis
from services.search.index.sqlite.compile import condition
from services.search.index.sqlite.pages import rows
from shared.contracts.query import FacetField, FacetRest, FacetValue, Interval, Split

# Fields with one value are columns; of several values those without spaces are columns too, with the values
# between spaces, and names are tags.
_COLUMNS: dict[str, str] = {
    "source": "a.source",
    "tone": "a.tone",
    "lang": "a.lang",
    "kind": "a.kind",
    "aspiration": "a.aspiration",
    "story": "a.story_id",
    "region": "a.region",
    "topic": "a.topic",
}
_SPACED = ("region", "topic")
# All zones in use today stand at a multiple of fifteen minutes from UTC, so that a quarter of an hour lies in
# one bucket whatever the zone. Where a zone does not change its clocks, as none in Indonesia does, its hours
# and days are counted at once.
_QUARTER_HOUR = 15 * 60 * 1000
_HOUR, _DAY = 4 * _QUARTER_HOUR, 96 * _QUARTER_HOUR
# No zone changes its clocks and changes them back within a week.
_WEEK = 7 * _DAY
_TONES = "count(a.tone_value), coalesce(sum(a.tone_value), 0)"


def tallies(
    connection: sqlite3.Connection,
    wanted: Criterion,
    interval: Interval,
    zone: ZoneInfo,
    split: Split | None,
) -> dict[datetime, Tally]:
    """What was published, by the start of its bucket; of a split every value."""
    where, parameters = condition(wanted)
    value = _COLUMNS[split] if split is not None else "NULL"
    step, ahead = _steps(connection, interval, zone)
    step_is_bucket = step == {"hour": _HOUR, "day": _DAY}.get(interval)
    sql = (
        f"SELECT (a.published + {ahead}) / {step}, {value}, count(*), {_TONES} FROM article AS a"  # noqa: S608 - values are parameters
        f" WHERE {where} GROUP BY 1, 2 ORDER BY 1"
    )
    found: dict[datetime, Tally] = defaultdict(Tally)
    start, end = datetime.min, -math.inf
    for number, held, count, toned, tone_sum in rows(connection, sql, parameters):
        moment = number * step - ahead
        if step_is_bucket:
            start = from_millis(moment).astimezone(zone)
        # In order of time, so that zones are asked once for each bucket and not for each step.
        elif moment >= end:
            start = bucket_start(from_millis(moment), interval, zone)
            end = millis(next_start(start, interval, zone))
        tally = found[start]
        tally.count += count
        tally.tone_sum += tone_sum
        tally.toned += toned
        for name in _values(split, held):
            tally.split[name] = tally.split.get(name, 0) + count
    return found


def _steps(connection: sqlite3.Connection, interval: Interval, zone: ZoneInfo) -> tuple[int, int]:
    """The milliseconds that are counted together, and by how many the zone is ahead of UTC."""
    sql = "SELECT (SELECT min(published) FROM article), (SELECT max(published) FROM article)"
    first, last = rows(connection, sql, ())[0]
    if first is None:
        return _QUARTER_HOUR, 0
    ahead = _constantly_ahead(zone, first // _WEEK, last // _WEEK + 1)
    if ahead is None:
        return _QUARTER_HOUR, 0
    return _HOUR if interval == "hour" else _DAY, ahead


@lru_cache(maxsize=100)
def _constantly_ahead(zone: ZoneInfo, first_week: int, last_week: int) -> int | None:
    """Milliseconds by which the zone is ahead of UTC in all these weeks; None where it changes its clocks."""
    weeks = range(first_week, last_week + 1)
    offsets = {from_millis(week * _WEEK).astimezone(zone).utcoffset() for week in weeks}
    if len(offsets) != 1:
        return None
    [offset] = offsets
    return round(offset.total_seconds() * 1000) if offset is not None else None


def facet(
    connection: sqlite3.Connection, wanted: Criterion, field: FacetField, size: int, *, in_depth: bool
) -> tuple[list[FacetValue], FacetRest]:
    """The most frequent values of a field, equals in order of their value, and what they leave out."""
    counted: dict[str, Tally] = defaultdict(Tally)
    for held, count, toned, tone_sum in _groups(connection, wanted, field):
        for name in _values(field, held):
            tally = counted[name]
            tally.count += count
            tally.toned += toned
            tally.tone_sum += tone_sum
    by_count = sorted(counted, key=lambda name: (-counted[name].count, name))
    values = [
        FacetValue(
            value=name,
            count=counted[name].count,
            toned=counted[name].toned,
            mean_tone=counted[name].mean_tone,
        )
        if in_depth
        else FacetValue(value=name, count=counted[name].count)
        for name in by_count[:size]
    ]
    return values, FacetRest(
        other=sum(counted[name].count for name in by_count[size:]),
        without=_without(connection, wanted, field) if in_depth else None,
    )


def _groups(connection: sqlite3.Connection, wanted: Criterion, field: FacetField) -> list[Any]:
    """What articles hold in a field, with how many of them hold just that, and their tones."""
    where, parameters = condition(wanted)
    value, join = _COLUMNS.get(field), ""
    if value is None:
        # CROSS: the articles first, and then the names of each; the other way round all names are read.
        value, join = "t.value", " CROSS JOIN tag AS t ON t.number = a.number AND t.field = ?"
        parameters = [field, *parameters]
    sql = f"SELECT {value}, count(*), {_TONES} FROM article AS a{join} WHERE {where} GROUP BY 1"  # noqa: S608 - values are parameters
    return rows(connection, sql, parameters)


def _values(field: str | None, held: str | None) -> list[str]:
    """The values in a column."""
    if not held:
        return []
    return held.split() if field in _SPACED else [held]


def _without(connection: sqlite3.Connection, wanted: Criterion, field: FacetField) -> int:
    """How many articles have no value of a field."""
    where, parameters = condition(wanted)
    column = _COLUMNS.get(field)
    no_value = "NOT EXISTS (SELECT 1 FROM tag AS t WHERE t.number = a.number AND t.field = ?)"
    if column is not None:
        no_value = f"coalesce({column}, '') = ''"
    else:
        parameters = [*parameters, field]
    sql = f"SELECT count(*) FROM article AS a WHERE ({where}) AND {no_value}"  # noqa: S608 - values are parameters
    return int((rows(connection, sql, parameters))[0][0])
