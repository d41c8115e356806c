"""Rankings of articles: the nearest by meaning and the most relevant by words, as ids with scores."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from elasticsearch import AsyncElasticsearch

from services.search.index.criteria import Criterion
from services.search.index.elastic.compile import query, ranked
from services.search.index.elastic.reading import IDS, id_of
from services.search.index.port import Hit

# How many neighbours each shard looks at for every one that is asked for. The filter is applied while the
# graph is walked; where few articles pass it, Lucene compares them all. Of the exact 200 nearest among 20 000
# clustered vectors one finds .986 and two .996 (filtered to a tenth or a hundredth: all).
_CANDIDATES_PER_HIT = 2
_MOST_CANDIDATES = 10_000  # Elasticsearch's own bound
# int8 rounds scores by some .002; twice the hits are compared again by their float values, so that order and
# scores are those of the exact cosine: without, .951 of the 200 nearest are found.
_OVERSAMPLE = 2.0


async def nearest(
    client: AsyncElasticsearch, alias: str, vector: Sequence[float], wanted: Criterion, limit: int
) -> list[Hit]:
    """The nearest articles that pass, best first, equals by id, with their cosines."""
    found = await client.search(
        index=alias,
        knn={
            "field": "embedding",
            "query_vector": list(vector),
            "k": limit,
            "num_candidates": min(_CANDIDATES_PER_HIT * limit, _MOST_CANDIDATES),
            "filter": query(wanted),
            "rescore_vector": {"oversample": _OVERSAMPLE},
        },
        size=limit,
        **IDS,
        track_total_hits=False,
    )
    # For similarity cosine the score is (1 + cosine) / 2.
    return _ranked((id_of(hit), 2 * hit["_score"] - 1) for hit in found["hits"]["hits"])


async def most_relevant(client: AsyncElasticsearch, alias: str, wanted: Criterion, limit: int) -> list[Hit]:
    """The articles that pass by BM25 of their wanted words, best first, equals by id."""
    found = await client.search(
        index=alias,
        # Words are as rare as they are over all months, not over each month by itself.
        search_type="dfs_query_then_fetch",
        query=ranked(wanted),
        # No second sort key: with scores alone Lucene skips what cannot reach the list.
        size=limit,
        **IDS,
        track_total_hits=False,
    )
    # What passes without any of the words (a OR -b) has score 0.
    return _ranked((id_of(hit), hit["_score"]) for hit in found["hits"]["hits"] if hit["_score"] > 0)


def _ranked(scored: Iterable[tuple[str, float]]) -> list[Hit]:
    return sorted((Hit(id_, score) for id_, score in scored), key=lambda hit: (-hit.score, hit.id))
