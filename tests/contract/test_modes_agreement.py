"""The modes over both indices at once: the same articles, by meaning in the same order with the same scores."""

from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import pytest

from services.search.index.open import open_index
from services.search.semantic.modes import Modes
from services.search.semantic.query_vectors import QueryVectors
from shared.contracts.query import ArticlePage, ArticleSearch, SimilarSearch
from tests.contract.index_documents import DOCUMENTS, article_id
from tests.contract.index_world import filter_, names_of
from tests.unit.services.search.semantic.language import Language

_SCOPES = (["ID"], ["64"], ["64.08"], ["64.72", "19"])
_QUERIES = (
    "banjir sungai",
    "jembatan -kritik",
    'anggaran "jembatan sangatta"',
    "pasar OR harga",
    "jalan region:64.71",
)


@pytest.fixture
async def both(tmp_path: Path, require_index: str) -> AsyncIterator[tuple[Modes, Modes]]:
    """The modes over both indices with the documents, asking one language service."""
    indices = (open_index(f"sqlite:///{tmp_path / 'index.db'}"), open_index(require_index))
    clients = Language().clients()
    for index in indices:
        await index.prepare()
        await index.put(DOCUMENTS)
        await index.refresh()
    yield Modes(indices[0], QueryVectors(clients)), Modes(indices[1], QueryVectors(clients))
    for index in indices:
        await index.close()
    await clients.close()


def assert_equal(one: ArticlePage, other: ArticlePage, asked: Any) -> None:
    """The same articles with the same scores; equal scores may stand in another order."""
    assert (one.total, one.mode_used, one.next is None) == (other.total, other.mode_used, other.next is None)
    scores = [{item.article.id: item.score for item in page.items} for page in (one, other)]
    assert scores[0].keys() == scores[1].keys(), asked
    for article, score in scores[0].items():
        assert score == pytest.approx(scores[1][article], abs=5e-6), asked
    by_id = {item.article.id: item.highlights for item in other.items}
    assert all(item.highlights == by_id[item.article.id] for item in one.items), asked


async def test_semantic_is_equal(both: tuple[Modes, Modes]) -> None:
    for scope in _SCOPES:
        for q in _QUERIES:
            for copies in ("include", "fold"):
                wanted = filter_(scope, q=q, copies=copies)
                request = ArticleSearch(filter=wanted, mode="semantic", limit=100)
                one, other = [await modes.search(request) for modes in both]
                assert_equal(one, other, (scope, q, copies))


async def test_hybrid_finds_the_same_articles(both: tuple[Modes, Modes]) -> None:
    for scope in _SCOPES:
        for q in _QUERIES:
            request = ArticleSearch(filter=filter_(scope, q=q), mode="hybrid", limit=100)
            one, other = [await modes.search(request) for modes in both]
            assert set(names_of(one)) == set(names_of(other)), (scope, q)
            assert one.total == other.total


async def test_similar_is_equal(both: tuple[Modes, Modes]) -> None:
    for name in ("jembatan", "jembatan-salinan", "serentak-03", "english"):
        for fields in ({}, {"copies": "fold"}, {"tones": ["negatif"]}, {"q": "jembatan"}):
            request = SimilarSearch(id=article_id(name), filter=filter_(**fields), limit=100)
            one, other = [await modes.similar(request) for modes in both]
            assert one is not None
            assert other is not None
            assert_equal(one, other, (name, fields))
