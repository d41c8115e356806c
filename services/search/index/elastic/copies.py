"""Which copies stand in for an original that a filter does not find, asked of Elasticsearch."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from elasticsearch import AsyncElasticsearch

from services.search.index.copies import bereft, folded, unfolded
from services.search.index.criteria import EVERYTHING, AllOf, AnyOf, Criterion
from services.search.index.elastic.compile import Query, query
from services.search.index.elastic.reading import IDS, id_of
from services.search.index.selection import criteria_of
from shared.contracts.query import Filter

# The largest page of hits that Elasticsearch gives without a cursor.
_AT_ONCE = 10_000
_HEX = "0123456789abcdef"


async def criteria(
    client: AsyncElasticsearch,
    alias: str,
    wanted: Filter,
    ids: Sequence[str] | None = None,
    asked: Criterion = EVERYTHING,
) -> AllOf:
    """What the filter and `asked` ask for among `ids`; folded, of each article and its copies the first."""
    if wanted.copies == "include":
        return criteria_of(wanted, ids, asked)
    within = unfolded(wanted, asked)
    copies = query(within)
    if ids is not None:
        here = await _first_copies(client, alias, query(AllOf((within, AnyOf("id", tuple(ids))))))
        copies = {"bool": {"filter": [copies, {"terms": {"copy_of": list(here)}}]}}
    firsts = await _first_copies(client, alias, copies)
    originals: list[str] = []
    copied = list(firsts)
    for start in range(0, len(copied), _AT_ONCE):
        some = AnyOf("id", tuple(copied[start : start + _AT_ONCE]))
        originals += await _found(client, alias, AllOf((within, some)))
    return folded(wanted, ids, asked, bereft(firsts, originals))


async def _first_copies(
    client: AsyncElasticsearch, alias: str, within: Query, prefix: str = ""
) -> dict[str, str]:
    """Original → its earliest copy that passes; of originals whose id begins with `prefix`."""
    originals = {"range": {"copy_of": {"gte": prefix, "lt": f"{prefix}g"}}}
    page = await client.search(
        index=alias,
        size=_AT_ONCE,
        query={"bool": {"filter": [within, originals]}},
        collapse={"field": "copy_of"},
        sort=[{"published": "asc"}, {"id": "asc"}],
        **IDS,
        track_total_hits=False,
        filter_path="hits.hits.fields",
    )
    hits: list[dict[str, Any]] = page.get("hits", {}).get("hits", [])
    if len(hits) < _AT_ONCE:
        return {hit["fields"]["copy_of"][0]: id_of(hit) for hit in hits}
    found: dict[str, str] = {}
    for digit in _HEX:
        found |= await _first_copies(client, alias, within, prefix + digit)
    return found


async def _found(client: AsyncElasticsearch, alias: str, wanted: Criterion) -> list[str]:
    """The ids of at most _AT_ONCE articles that pass, in no order."""
    page = await client.search(
        index=alias,
        size=_AT_ONCE,
        query={"bool": {"filter": query(wanted)}},
        sort=["_doc"],
        **IDS,
        track_total_hits=False,
        filter_path="hits.hits.fields",
    )
    return [id_of(hit) for hit in page.get("hits", {}).get("hits", [])]
