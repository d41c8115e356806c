"""Counts key terms over a sample of articles on Elasticsearch: candidates first, then their background."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from elasticsearch import AsyncElasticsearch

from services.search.index.criteria import Criterion
from services.search.index.elastic.compile import Query, query
from services.search.index.significance import (
    MOST_CANDIDATES,
    Sample,
    least_candidate_count,
    lots_of,
    significant,
)
from shared.contracts.terms import SignificantTerms

# Every month's index offers that many candidates of the 2,000; the second question counts them exactly.
_SHARD_SIZE = 5_000


@dataclass(frozen=True)
class _Side:
    """One side of the comparison: how many articles it has, and the query of those drawn."""

    articles: int
    drawn: Query


async def significant_terms(
    client: AsyncElasticsearch,
    alias: str,
    wanted: Criterion,
    background: Criterion,
    size: int,
) -> SignificantTerms:
    """The terms that set the articles of `wanted` apart from the rest of `background`."""
    inside, outside = await asyncio.gather(_side(client, alias, wanted), _side(client, alias, background))
    found = await _candidates(client, alias, inside)
    (counts, here), (everywhere, there) = await asyncio.gather(
        _of_these(client, alias, inside, found), _of_these(client, alias, outside, found)
    )
    return significant(counts, everywhere, here, there, size)


async def _side(client: AsyncElasticsearch, alias: str, wanted: Criterion) -> _Side:
    asked = query(wanted)
    articles = (await client.count(index=alias, query=asked))["count"]
    drawn: Query = {"range": {"lot": {"lt": lots_of(articles)}}}
    return _Side(articles, {"bool": {"filter": [asked, drawn]}})


async def _candidates(client: AsyncElasticsearch, alias: str, side: _Side) -> list[str]:
    """The most frequent terms of those drawn."""
    size = MOST_CANDIDATES + 1
    terms = {"field": "term", "size": size, "shard_size": _SHARD_SIZE}
    found, _ = await _counts(client, alias, side, terms)
    least = least_candidate_count(sorted(found.values(), reverse=True))
    return [term for term, count in found.items() if count >= least]


async def _of_these(
    client: AsyncElasticsearch, alias: str, side: _Side, terms: Sequence[str]
) -> tuple[dict[str, int], Sample]:
    """How many of the articles drawn have each of these terms; terms of none are left out."""
    # Elasticsearch wants a size above 0, and without terms finds none.
    asked = {"field": "term", "size": max(1, len(terms)), "include": list(terms)}
    return await _counts(client, alias, side, asked)


async def _counts(
    client: AsyncElasticsearch, alias: str, side: _Side, terms: Mapping[str, Any]
) -> tuple[dict[str, int], Sample]:
    answer = await client.search(
        index=alias,
        size=0,
        query=side.drawn,
        aggregations={"terms": {"terms": terms}},
        track_total_hits=True,
        filter_path="hits.total,aggregations.terms.buckets",
    )
    # An answer without buckets is filtered down to nothing at all.
    buckets = answer.get("aggregations", {}).get("terms", {}).get("buckets", [])
    found = {bucket["key"]: bucket["doc_count"] for bucket in buckets}
    return found, Sample(side.articles, answer["hits"]["total"]["value"])
