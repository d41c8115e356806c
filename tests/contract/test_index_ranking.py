"""Rankings over both adapters: by meaning against a plain computation, by words, and within every filter."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

import numpy as np
import pytest

from services.search.index.criteria import NOTHING, AllOf, AnyOf, OneOf, wanted_texts
from services.search.index.document import Document
from services.search.index.open import open_index
from services.search.index.port import ArticleIndex, Hit
from services.search.index.selection import criteria_of
from services.search.index.visibility import is_visible, visibility_keys
from shared.contracts.query import ArticleSearch
from tests.contract.index_documents import DOCUMENTS, EVENTS, SEEN, SIMULTANEOUS, document, vector
from tests.contract.index_world import empty, filter_, index, index_url, names

__all__ = ["empty", "index", "index_url"]

# Elasticsearch computes with single floats, SQLite's rescoring too: what differs less may change places.
TOLERANCE = 2e-6
QUERY = vector(11)


def cosine(document: Document, query: Sequence[float] = QUERY) -> float:
    one, other = np.array(document.enrichment.embedding), np.array(query)
    return float(one @ other / np.linalg.norm(one) / np.linalg.norm(other))


def ranked(documents: Sequence[Document], query: Sequence[float] = QUERY) -> list[Hit]:
    hits = [Hit(each.article.id, cosine(each, query)) for each in documents]
    return sorted(hits, key=lambda hit: (-hit.score, hit.id))


def assert_same(found: Sequence[Hit], wanted: Sequence[Hit], limit: int = 100) -> None:
    """The best scores in order, and articles that have them: equal ones may stand in for each other."""
    best = [hit.score for hit in wanted[:limit]]
    assert [hit.score for hit in found] == pytest.approx(best, abs=TOLERANCE)
    scores = {hit.id: hit.score for hit in wanted}
    assert len({hit.id for hit in found}) == len(found)
    for hit in found:
        assert hit.score == pytest.approx(scores[hit.id], abs=TOLERANCE)


@pytest.mark.parametrize("scope", [["ID"], ["64"], ["64.08"], ["64.72", "19"], ["11"]])
@pytest.mark.parametrize(
    "fields",
    [
        {},
        {"tones": ["negatif"]},
        {"regions": ["64.71"], "about": True},
        {"from_": "2026-11-05T00:00:00+08:00", "to": "2026-11-09T00:00:00+08:00"},
        {"q": "jembatan -kritik"},
        {"copies": "fold"},
        {"kinds": ["rilis", "aspirasi"], "langs": ["id"]},
        {"story": "story-jembatan"},
        {"persons": ["siti aminah"]},
    ],
)
async def test_the_nearest_within_every_filter(
    index: ArticleIndex, scope: list[str], fields: dict[str, Any]
) -> None:
    wanted = filter_(scope, **fields)
    criteria = await index.criteria(wanted)
    # The filter itself has its own tests; here only what passes it is taken from the index.
    page = await index.search(ArticleSearch(filter=wanted, limit=100, highlight=False))
    passing = {item.article.id for item in page.items}
    chosen = [each for each in DOCUMENTS if each.article.id in passing]
    assert all(is_visible(visibility_keys(each.article, each.enrichment), scope) for each in chosen)
    assert_same(await index.nearest(QUERY, criteria, 100), ranked(chosen))


async def test_who_does_not_pass_takes_nobodys_place(index: ArticleIndex) -> None:
    # The three nearest of all are outside.
    outside = [hit.id for hit in ranked(DOCUMENTS)[:3]]
    inside = [each for each in DOCUMENTS if each.article.id not in outside]
    criteria = AnyOf("id", tuple(each.article.id for each in inside))
    assert_same(await index.nearest(QUERY, criteria, 3), ranked(inside), 3)
    assert await index.nearest(QUERY, NOTHING, 3) == []


async def test_equal_scores_stand_in_order_of_the_id(index: ArticleIndex) -> None:
    # Their names, and so their vectors, are equally long.
    criteria = AnyOf("id", tuple(each.article.id for each in SIMULTANEOUS))
    found = await index.nearest(QUERY, criteria, 100)
    assert len(found) == 12
    assert [hit.id for hit in found] == sorted(hit.id for hit in found)


async def test_a_new_embedding_counts_at_once_and_a_deleted_article_never(empty: ArticleIndex) -> None:
    await empty.put(EVENTS)
    await empty.refresh()
    await empty.nearest(QUERY, AllOf(()), 5)
    first, elsewhere = EVENTS[0], vector(500)
    moved = replace(
        first,
        article=first.article.model_copy(update={"revision": 2}),
        enrichment=first.enrichment.model_copy(update={"embedding": elsewhere}),
    )
    await empty.put([moved])
    await empty.delete([EVENTS[1].article.id])
    await empty.refresh()
    found = await empty.nearest(elsewhere, AllOf(()), 100)
    assert found[0].id == first.article.id
    assert found[0].score == pytest.approx(1, abs=TOLERANCE)
    assert_same(found, ranked([moved, *EVENTS[2:]], elsewhere))


async def test_what_another_process_writes_is_found(empty: ArticleIndex, index_url: str) -> None:
    await empty.put(EVENTS[:4])
    await empty.refresh()
    assert len(await empty.nearest(QUERY, AllOf(()), 100)) == 4
    other = open_index(index_url)
    await other.prepare()
    # The last number goes and its place is taken by another article.
    await other.delete([EVENTS[3].article.id])
    await other.put(EVENTS[4:8])
    await other.refresh()
    assert_same(await empty.nearest(QUERY, AllOf(()), 100), ranked([*EVENTS[:3], *EVENTS[4:8]]))
    await other.close()


async def test_articles_without_embedding_are_left_out(empty: ArticleIndex) -> None:
    bare = EVENTS[0].enrichment.model_copy(update={"embedding": None})
    await empty.put([replace(EVENTS[0], enrichment=bare), EVENTS[1]])
    await empty.refresh()
    assert [hit.id for hit in await empty.nearest(QUERY, AllOf(()), 10)] == [EVENTS[1].article.id]


@pytest.fixture
async def crowd(empty: ArticleIndex) -> tuple[ArticleIndex, list[Document]]:
    """Two thousand articles in forty clusters, as news has stories."""
    rng = np.random.default_rng(7)
    centres = rng.normal(size=(40, 384))
    raw = centres[rng.integers(0, 40, 2000)] + 0.6 * rng.normal(size=(2000, 384))
    documents = [
        document(
            f"kerumunan-{number}",
            "Kabar",
            "Isi.",
            "2026-11-10T08:00:00+08:00",
            about=["64.71" if number % 10 else "64.08"],
            embedding=(row / np.linalg.norm(row)).tolist(),
            seen=SEEN,
        )
        for number, row in enumerate(raw)
    ]
    for start in range(0, 2000, 500):
        await empty.put(documents[start : start + 500])
    await empty.refresh()
    return empty, documents


async def test_a_crowd_is_ranked_as_a_plain_computation_ranks_it(
    crowd: tuple[ArticleIndex, list[Document]],
) -> None:
    index, documents = crowd
    for scope in (["ID"], ["64.08"]):
        criteria = await index.criteria(filter_(scope))
        within = [
            each for each in documents if is_visible(visibility_keys(each.article, each.enrichment), scope)
        ]
        for query in (documents[3].enrichment.embedding, documents[1999].enrichment.embedding):
            assert query is not None
            found = await index.nearest(query, criteria, 200)
            wanted = ranked(within, query)[:200]
            scores = {each.article.id: cosine(each, query) for each in within}
            for hit in found:
                assert hit.score == pytest.approx(scores[hit.id], abs=TOLERANCE)
            # HNSW may miss a few; what it finds stands in the right order.
            assert len({hit.id for hit in found} & {hit.id for hit in wanted}) >= 0.98 * len(wanted)
            assert [hit.id for hit in found[:20]] == [hit.id for hit in wanted[:20]]


async def test_most_relevant_puts_the_article_with_all_words_first(index: ArticleIndex) -> None:
    criteria = criteria_of(filter_(q="banjir sungai rumah"))
    any_word = OneOf(tuple(wanted_texts(criteria)))
    found = await index.most_relevant(any_word, 100)
    assert names([found[0].id]) == ["banjir-samarinda"]
    assert {"banjir-kutim", "jembatan"} <= set(names(hit.id for hit in found))
    assert [hit.score for hit in found] == sorted((hit.score for hit in found), reverse=True)
    only = AllOf((AnyOf("visible_to", ("64.08",)), any_word))
    assert "banjir-samarinda" not in names(hit.id for hit in await index.most_relevant(only, 100))
    assert len(await index.most_relevant(any_word, 1)) == 1
    assert await index.most_relevant(AllOf(()), 5) == []
