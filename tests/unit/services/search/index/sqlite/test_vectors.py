"""Embeddings in memory: exactly the nearest, kept in step, small."""

from __future__ import annotations

import numpy as np
import pytest

from services.search.index.sqlite.vectors import Chosen, Vector, VectorMemory, unit


def vectors(count: int, seed: int = 1) -> Vector:
    """Unit vectors in clusters, as news has stories."""
    rng = np.random.default_rng(seed)
    centres = rng.normal(size=(20, 384))
    raw = centres[rng.integers(0, 20, count)] + 0.4 * rng.normal(size=(count, 384))
    return unit(raw.astype(np.float32))


def rows(found: Vector, first: int = 1) -> list[tuple[int, bytes]]:
    return [(first + number, vector.tobytes()) for number, vector in enumerate(found)]


def everything(last: int) -> Chosen:
    return np.ones(last + 1, dtype=np.bool_)


@pytest.mark.parametrize("limit", [1, 10, 200])
def test_the_exact_nearest_are_always_among_the_contenders(limit: int) -> None:
    found = vectors(5_000)
    memory = VectorMemory()
    memory.add(rows(found))
    for query in (found[17], vectors(1, seed=2)[0]):
        exact = np.argsort(-(found @ query))[:limit] + 1
        contenders = memory.contenders(query, everything(5_000), limit)
        assert set(exact.tolist()) <= set(contenders.tolist())
        # Few more than asked for: each is read from the file again.
        assert len(contenders) < limit + 500


def test_only_the_chosen_contend() -> None:
    found = vectors(100)
    memory = VectorMemory()
    memory.add(rows(found))
    among = np.zeros(51, dtype=np.bool_)
    among[[3, 7, 50]] = True
    assert sorted(memory.contenders(found[60], among, 200).tolist()) == [3, 7, 50]
    assert memory.contenders(found[60], np.zeros(1, dtype=np.bool_), 200).tolist() == []
    # Numbers that no embedding has, below, between and above those that have one.
    sparse = VectorMemory()
    sparse.add([(10, found[0].tobytes()), (20, found[1].tobytes())])
    assert sorted(sparse.contenders(found[0], everything(500), 5).tolist()) == [10, 20]


def test_it_grows_and_takes_nothing_twice() -> None:
    found = vectors(3_000)
    memory = VectorMemory()
    memory.add(rows(found[:1_500]))
    memory.add(rows(found[1_000:], first=1_001))
    assert (memory.size, memory.last) == (3_000, 3_000)
    best = memory.contenders(found[2_999], everything(3_000), 1)
    assert 3_000 in best.tolist()


def test_what_the_file_no_longer_has_is_thrown_out() -> None:
    found = vectors(2_000)
    memory = VectorMemory()
    assert not memory.untidy
    memory.add(rows(found))
    assert memory.untidy
    memory.tidy(np.arange(1, 1_000))
    # The last stays in any case: it says how far the file has been read.
    assert (memory.size, memory.last, memory.untidy) == (1_000, 2_000, False)
    memory.add(rows(found[:10], first=2_001))
    assert memory.last == 2_010
    assert 2_001 in memory.contenders(found[0], everything(2_010), 1).tolist()


def test_a_query_that_began_before_a_tidying_ends_with_its_own_view() -> None:
    found = vectors(2_000)
    memory = VectorMemory()
    memory.add(rows(found))
    view = memory._view()
    memory.tidy(np.arange(1, 10))
    assert [len(part) for part in view] == [2_000, 2_000, 2_000]
