"""Reciprocal rank fusion: several rankings into one, by places alone.

Cormack, Clarke & Büttcher 2009, "Reciprocal rank fusion outperforms Condorcet and individual rank learning
methods" (SIGIR): a ranking gives the article at place r (from 1) 1/(60 + r); the sums order the fused list.
Scores of different kinds, BM25 and cosines, need no common scale. Computed here, because Elasticsearch's own
needs a paid licence.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from services.search.index.port import Hit

# As measured in the paper: anything near 60 does as well.
_K = 60


def fused(rankings: Iterable[Sequence[Hit]]) -> list[Hit]:
    """The fused ranking; equal sums stand in order of the id: the same rankings give the same list."""
    sums: dict[str, float] = {}
    for ranking in rankings:
        for place, hit in enumerate(ranking, start=1):
            sums[hit.id] = sums.get(hit.id, 0.0) + 1 / (_K + place)
    return sorted((Hit(id_, score) for id_, score in sums.items()), key=lambda hit: (-hit.score, hit.id))
