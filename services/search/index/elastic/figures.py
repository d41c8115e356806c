"""Aggregations for timelines and facets: the request and what its answer means."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from services.search.index.buckets import Tally
from services.search.index.fields import from_millis
from shared.contracts.query import FacetQuery, FacetValue, TimelineQuery

# More than Indonesia has provinces and regencies (552), so that no bucket leaves a value out.
_SPLIT_SIZE = 600
# Every shard offers more candidates than asked for, so that counts over monthly indices come out exact.
_SHARD_SIZE = 5_000


def timeline_aggregations(request: TimelineQuery) -> dict[str, Any]:
    """Buckets that hold something; the gaps are filled afterwards."""
    inner: dict[str, Any] = {
        "tone_sum": {"sum": {"field": "tone_value"}},
        "toned": {"value_count": {"field": "tone_value"}},
    }
    if request.split is not None:
        inner["split"] = {"terms": {"field": request.split, "size": _SPLIT_SIZE}}
    histogram = {
        "field": "published",
        "calendar_interval": request.interval,
        "time_zone": request.timezone,
        "min_doc_count": 1,
    }
    return {"timeline": {"date_histogram": histogram, "aggs": inner}}


def tallies_of(aggregations: Mapping[str, Any]) -> dict[datetime, Tally]:
    """What was published, by the start of its bucket."""
    return {
        from_millis(bucket["key"]): Tally(
            count=bucket["doc_count"],
            tone_sum=round(bucket["tone_sum"]["value"]),
            toned=bucket["toned"]["value"],
            split={value["key"]: value["doc_count"] for value in bucket.get("split", {}).get("buckets", [])},
        )
        for bucket in aggregations["timeline"]["buckets"]
    }


def facet_aggregations(request: FacetQuery) -> dict[str, Any]:
    """One terms aggregation for each field."""
    return {
        field: {
            "terms": {
                "field": field,
                "size": request.size,
                "shard_size": _SHARD_SIZE,
                "order": [{"_count": "desc"}, {"_key": "asc"}],
            }
        }
        for field in request.fields
    }


def facets_of(aggregations: Mapping[str, Any]) -> dict[str, list[FacetValue]]:
    """Field → values, most frequent first."""
    return {
        field: [FacetValue(value=bucket["key"], count=bucket["doc_count"]) for bucket in found["buckets"]]
        for field, found in aggregations.items()
    }
