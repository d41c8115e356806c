"""Counts over articles: timelines and facets."""

from __future__ import annotations

from collections import defaultdict
from datetime import datetime
from zoneinfo import ZoneInfo

import aiosqlite

from services.search.index.buckets import Tally, bucket_start
from services.search.index.criteria import Criterion
from services.search.index.fields import from_millis
from services.search.index.sqlite.compile import condition
from services.search.index.sqlite.pages import rows
from shared.contracts.query import FacetField, FacetRest, FacetValue, Interval, Split

# Fields with one value are columns; the others are tags of the same name.
_COLUMNS = {
    "source": "a.source",
    "tone": "a.tone",
    "lang": "a.lang",
    "kind": "a.kind",
    "aspiration": "a.aspiration",
    "story": "a.story_id",
}
# All zones in use today stand at a multiple of fifteen minutes from UTC, so that a quarter of an hour lies in
# one bucket whatever the zone.
_QUARTER_HOUR = 15 * 60 * 1000
_TONES = "count(a.tone_value), coalesce(sum(a.tone_value), 0)"


async def tallies(
    connection: aiosqlite.Connection,
    wanted: Criterion,
    interval: Interval,
    zone: ZoneInfo,
    split: Split | None,
) -> dict[datetime, Tally]:
    """What was published, by the start of its bucket; of a split every value."""
    where, parameters = condition(wanted)
    quarter = f"a.published / {_QUARTER_HOUR}"
    sql = f"SELECT {quarter}, count(*), {_TONES} FROM article AS a WHERE {where} GROUP BY 1"  # noqa: S608 - values are parameters
    found: dict[datetime, Tally] = defaultdict(Tally)
    for number, count, toned, tone_sum in await rows(connection, sql, parameters):
        tally = found[bucket_start(from_millis(number * _QUARTER_HOUR), interval, zone)]
        tally.count += count
        tally.tone_sum += tone_sum
        tally.toned += toned
    if split is None:
        return found
    value, join = _counted(split)
    sql = (
        f"SELECT {quarter}, {value}, count(*) FROM article AS a{join}"  # noqa: S608 - values are parameters
        f" WHERE ({where}) AND {value} IS NOT NULL GROUP BY 1, 2"
    )
    for number, name, count in await rows(connection, sql, parameters):
        counts = found[bucket_start(from_millis(number * _QUARTER_HOUR), interval, zone)].split
        counts[name] = counts.get(name, 0) + count
    return found


async def facet(
    connection: aiosqlite.Connection, wanted: Criterion, field: FacetField, size: int, *, in_depth: bool
) -> tuple[list[FacetValue], FacetRest]:
    """The most frequent values of a field, equals in order of their value, and what they leave out."""
    where, parameters = condition(wanted)
    value, join = _counted(field)
    tones = _TONES if in_depth else "NULL, NULL"
    sql = (
        f"SELECT *, sum(n) OVER () FROM (SELECT {value} AS value, count(*) AS n, {tones}"  # noqa: S608 - values are parameters
        f" FROM article AS a{join} WHERE ({where}) AND {value} IS NOT NULL GROUP BY 1)"
        " ORDER BY n DESC, value LIMIT ?"
    )
    found = await rows(connection, sql, [*parameters, size])
    values = [
        FacetValue(value=name, count=n, toned=toned, mean_tone=tone_sum / toned if toned else None)
        for name, n, toned, tone_sum, _ in found
    ]
    other = found[0][-1] - sum(each.count for each in values) if found else 0
    return values, FacetRest(
        other=other, without=await _without(connection, wanted, field) if in_depth else None
    )


async def _without(connection: aiosqlite.Connection, wanted: Criterion, field: FacetField) -> int:
    """How many articles have no value of a field."""
    where, parameters = condition(wanted)
    column = _COLUMNS.get(field)
    no_value = "NOT EXISTS (SELECT 1 FROM tag AS t WHERE t.number = a.number AND t.field = ?)"
    if column is not None:
        no_value = f"{column} IS NULL"
    else:
        parameters = [*parameters, field]
    sql = f"SELECT count(*) FROM article AS a WHERE ({where}) AND {no_value}"  # noqa: S608 - values are parameters
    return int((await rows(connection, sql, parameters))[0][0])


def _counted(field: FacetField | Split) -> tuple[str, str]:
    """The SQL of a field's values and the join that brings them."""
    column = _COLUMNS.get(field)
    if column is not None:
        return column, ""
    # The name is one of FacetField or Split, never the user's words.
    return "t.value", f" JOIN tag AS t ON t.number = a.number AND t.field = '{field}'"
