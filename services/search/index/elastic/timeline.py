"""Timelines on Elasticsearch: a date histogram in the zone, and of an open split the most frequent values."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from elasticsearch import AsyncElasticsearch

from services.search.index.buckets import MOST_SERIES, Row, Tally, most_frequent
from services.search.index.criteria import Criterion
from services.search.index.elastic.compile import query
from services.search.index.fields import from_millis
from shared.contracts.query import Split, Timeline, TimelineQuery, Total

# Every month's index offers that many candidates, so that the most frequent values come out exact; no
# installation has as many sources, and Indonesia has 552 provinces and regencies.
_SHARD_SIZE = 5_000
# More than there are tones or topics.
_CLOSED_SIZE = 100
_OPEN_SPLITS: tuple[Split, ...] = ("region", "source")
_TONES = {
    "tone_sum": {"sum": {"field": "tone_value"}},
    "toned": {"value_count": {"field": "tone_value"}},
}


async def timeline(
    client: AsyncElasticsearch, alias: str, wanted: Criterion, request: TimelineQuery
) -> Timeline:
    """Counts per bucket, gaps filled. TooManyBuckets."""
    zone, from_, to = ZoneInfo(request.timezone), request.filter.from_, request.filter.to
    series: list[str] | None = None
    if request.split in _OPEN_SPLITS:
        found = await _aggregated(client, alias, wanted, _series_aggregations(request.split))
        row = Row.over(_edges(found["aggregations"]), request.interval, zone, from_, to)
        values = [bucket["key"] for bucket in found["aggregations"]["series"]["buckets"]]
        series = values[: row.most_series]
    found = await _aggregated(client, alias, wanted, _aggregations(request, series))
    tallies = _tallies(found["aggregations"])
    row = Row.over(tallies, request.interval, zone, from_, to)
    return Timeline(
        buckets=row.filled(tallies),
        series=most_frequent(tallies.values()) if series is None else series,
        total=Total(value=found["hits"]["total"]["value"]),
    )


async def _aggregated(
    client: AsyncElasticsearch, alias: str, wanted: Criterion, aggregations: dict[str, Any]
) -> Mapping[str, Any]:
    answer = await client.search(
        index=alias, size=0, query=query(wanted), aggregations=aggregations, track_total_hits=True
    )
    return answer.body  # type: ignore[no-any-return]  # the client types every body as Any


def _series_aggregations(split: Split) -> dict[str, Any]:
    terms = {
        "field": split,
        "size": MOST_SERIES,
        "shard_size": _SHARD_SIZE,
        "order": [{"_count": "desc"}, {"_key": "asc"}],
    }
    edges = {"first": {"min": {"field": "published"}}, "last": {"max": {"field": "published"}}}
    return {"series": {"terms": terms}, **edges}


def _edges(aggregations: Mapping[str, Any]) -> Iterable[datetime]:
    """When the first and the last article were published; nothing without articles."""
    found = [aggregations[edge]["value"] for edge in ("first", "last")]
    return [from_millis(edge) for edge in found if edge is not None]


def _aggregations(request: TimelineQuery, series: Sequence[str] | None) -> dict[str, Any]:
    """Buckets that hold something. Of an open split only `series`, and how many values there are in all."""
    inner: dict[str, Any] = dict(_TONES)
    if request.split is not None and series is None:
        inner["split"] = {"terms": {"field": request.split, "size": _CLOSED_SIZE}}
    elif request.split is not None and series:
        terms = {"field": request.split, "size": len(series), "include": list(series)}
        inner |= {"split": {"terms": terms}, "values": {"value_count": {"field": request.split}}}
    histogram = {
        "field": "published",
        "calendar_interval": request.interval,
        "time_zone": request.timezone,
        "min_doc_count": 1,
    }
    return {"timeline": {"date_histogram": histogram, "aggs": inner}}


def _tallies(aggregations: Mapping[str, Any]) -> dict[datetime, Tally]:
    """What was published, by the start of its bucket."""
    return {from_millis(bucket["key"]): _tally(bucket) for bucket in aggregations["timeline"]["buckets"]}


def _tally(bucket: Mapping[str, Any]) -> Tally:
    tally = Tally(bucket["doc_count"], round(bucket["tone_sum"]["value"]), bucket["toned"]["value"])
    if "split" in bucket:
        tally.split = {value["key"]: value["doc_count"] for value in bucket["split"]["buckets"]}
        counted = sum(tally.split.values())
        tally.split_other = bucket["values"]["value"] - counted if "values" in bucket else 0
    return tally
