"""Counts key terms over a sample of articles on Elasticsearch: candidates first, then their background."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping, Sequence
from typing import Any

from elasticsearch import AsyncElasticsearch

from services.search.index.criteria import Criterion
from services.search.index.elastic.compile import Query, query
from services.search.index.significance import MOST_CANDIDATES, Sample, least_candidate_count, significant
from shared.contracts.terms import SignificantTerm

# Every month's index offers that many candidates of the 2,000; the second question counts them exactly.
_SHARD_SIZE = 5_000


async def significant_terms(
    client: AsyncElasticsearch,
    alias: str,
    wanted: Criterion,
    background: Criterion,
    here: Sample,
    there: Sample,
    size: int,
) -> list[SignificantTerm]:
    """The terms that set the articles of `wanted` apart from the rest of `background`."""
    found = await _candidates(client, alias, wanted, here)
    inside, everywhere = await asyncio.gather(
        _of_these(client, alias, wanted, here, list(found)),
        _of_these(client, alias, background, there, list(found)),
    )
    return significant(inside, everywhere, here, there, size)


async def _candidates(
    client: AsyncElasticsearch, alias: str, wanted: Criterion, sample: Sample
) -> dict[str, int]:
    """The most frequent terms of the sample with the number of articles that have each."""
    size = MOST_CANDIDATES + 1
    terms = {"field": "term", "size": size, "shard_size": _SHARD_SIZE}
    found = await _counts(client, alias, wanted, sample, terms)
    least = least_candidate_count(sorted(found.values(), reverse=True))
    return {term: count for term, count in found.items() if count >= least}


async def _of_these(
    client: AsyncElasticsearch, alias: str, wanted: Criterion, sample: Sample, terms: Sequence[str]
) -> dict[str, int]:
    """How many articles of the sample have each of these terms; those of none are left out."""
    if not terms:
        return {}
    asked = {"field": "term", "size": len(terms), "include": list(terms)}
    return await _counts(client, alias, wanted, sample, asked)


async def _counts(
    client: AsyncElasticsearch, alias: str, wanted: Criterion, sample: Sample, terms: Mapping[str, Any]
) -> dict[str, int]:
    drawn: Query = {"range": {"lot": {"lt": sample.lots}}}
    answer = await client.search(
        index=alias,
        size=0,
        query={"bool": {"filter": [query(wanted), drawn]}},
        aggregations={"terms": {"terms": terms}},
        track_total_hits=False,
        filter_path="aggregations.terms.buckets",
    )
    # An answer without buckets is filtered down to nothing at all.
    buckets = answer.get("aggregations", {}).get("terms", {}).get("buckets", [])
    return {bucket["key"]: bucket["doc_count"] for bucket in buckets}
