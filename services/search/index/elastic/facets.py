"""Facets on Elasticsearch: the most frequent values of a field, counted exactly over all monthly indices."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from elasticsearch import AsyncElasticsearch

from services.search.index.criteria import Criterion
from services.search.index.elastic.compile import query
from shared.contracts.query import FacetField, FacetQuery, FacetRest, Facets, FacetValue, Total

# Every month's index offers that many candidates. Where one has more values and it may matter, the field is
# asked for again with as many as a province has names of persons.
_SHARD_SIZES = (5_000, 200_000)
_TONES = {
    "tone_sum": {"sum": {"field": "tone_value"}},
    "toned": {"value_count": {"field": "tone_value"}},
}
_NAMES: dict[FacetField, str] = {"story": "story_id"}


async def facets(client: AsyncElasticsearch, alias: str, wanted: Criterion, request: FacetQuery) -> Facets:
    """Values by field, most frequent first, and what they leave out."""
    found: dict[str, Any] = {}
    fields = list(request.fields)
    total = 0
    for shard_size in _SHARD_SIZES:
        answer = await client.search(
            index=alias,
            size=0,
            query=query(wanted),
            aggregations=_aggregations(request, fields, shard_size),
            track_total_hits=True,
        )
        total = answer["hits"]["total"]["value"]
        found |= answer["aggregations"]
        fields = [field for field in fields if _may_be_wrong(found[field])]
        if not fields:
            break
    return Facets(
        facets={field: [_value(bucket) for bucket in found[field]["buckets"]] for field in request.fields},
        rests={field: _rest(found, field) for field in request.fields},
        total=Total(value=total),
    )


def _aggregations(request: FacetQuery, fields: Sequence[FacetField], shard_size: int) -> dict[str, Any]:
    aggregations: dict[str, Any] = {}
    for field in fields:
        name = _NAMES.get(field, field)
        terms = {
            "field": name,
            "size": request.size,
            "shard_size": max(shard_size, request.size),
            "order": [{"_count": "desc"}, {"_key": "asc"}],
            "show_term_doc_count_error": True,
        }
        aggregations[field] = {"terms": terms}
        if request.in_depth:
            aggregations[field]["aggs"] = _TONES
            aggregations[_without(field)] = {"missing": {"field": name}}
    return aggregations


def _without(field: FacetField) -> str:
    return f"without {field}"


def _may_be_wrong(found: Mapping[str, Any]) -> bool:
    """Whether some index held back values that may belong among those shown, or count in them."""
    buckets = found["buckets"]
    if any(bucket["doc_count_error_upper_bound"] for bucket in buckets):
        return True
    return bool(buckets) and buckets[-1]["doc_count"] <= found["doc_count_error_upper_bound"]


def _value(bucket: Mapping[str, Any]) -> FacetValue:
    value, count = bucket["key"], bucket["doc_count"]
    if "toned" not in bucket:
        return FacetValue(value=value, count=count)
    toned = bucket["toned"]["value"]
    mean = round(bucket["tone_sum"]["value"]) / toned if toned else None
    return FacetValue(value=value, count=count, toned=toned, mean_tone=mean)


def _rest(found: Mapping[str, Any], field: FacetField) -> FacetRest:
    without = found.get(_without(field))
    return FacetRest(
        other=found[field]["sum_other_doc_count"], without=without["doc_count"] if without else None
    )
