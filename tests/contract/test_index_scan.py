"""The walk over all articles of a filter, and their number, on every adapter."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from services.search.index.document import Document
from services.search.index.errors import ArticleIndexError
from services.search.index.port import ArticleIndex
from services.search.query.errors import BadCursor, QuerySyntaxError
from shared.contracts.query import ArticleScan, IndexedArticle
from tests.contract.index_documents import DOCUMENTS, SEEN, document
from tests.contract.index_world import empty, filter_, index, index_url, names

__all__ = ["empty", "index", "index_url"]

MANY = 37


def many(first: int = 0, count: int = MANY) -> list[Document]:
    """Documents of which every three were seen in the same millisecond."""
    return [
        document(
            f"walk-{number}",
            f"Kabar nomor {number}",
            "Jembatan diperiksa." if number % 2 else "Sekolah diperiksa.",
            "2026-11-01T10:00:00+08:00",
            about=["64.08"],
            seen=SEEN + timedelta(seconds=number // 3),
        )
        for number in range(first, first + count)
    ]


async def walked(index: ArticleIndex, size: int = 5, **fields: Any) -> list[IndexedArticle]:
    """All articles of a filter, part by part."""
    found: list[IndexedArticle] = []
    after: list[Any] | None = None
    while True:
        part = await index.scan(ArticleScan(filter=filter_(**fields), size=size, after=after))
        assert len(part.items) <= size
        found += part.items
        after = part.next
        if after is None:
            return found
        assert part.items, "a part before the last one is never empty"


async def test_every_article_once_newest_first_sight_first(empty: ArticleIndex) -> None:
    await empty.put(many())
    await empty.refresh()
    for size in (1, 3, 5, MANY, 1000):
        found = await walked(empty, size)
        places = [(-item.article.seen_at.timestamp(), item.article.id) for item in found]
        assert places == sorted(places)
        assert len({item.article.id for item in found}) == len(found) == MANY, size


async def test_an_empty_index_and_a_filter_that_finds_nothing(empty: ArticleIndex) -> None:
    assert await walked(empty) == []
    await empty.put(many(count=3))
    await empty.refresh()
    assert await walked(empty, q="tidakada") == []
    assert await empty.count(filter_(q="tidakada")) == 0


async def test_the_walk_and_the_number_obey_filter_and_scope(index: ArticleIndex) -> None:
    for scope in (["ID"], ["64"], ["64.08"], ["19.71"], ["91"]):
        for fields in (
            {},
            {"q": "jalan"},
            {"tones": ["negatif"]},
            {"copies": "fold"},
            {"regions": ["64.08"]},
            {"seen_from": SEEN},
        ):
            found = await walked(index, 2, scope=scope, **fields)
            assert await index.count(filter_(scope, **fields)) == len(found), (scope, fields)
            foreign = {item.article.id for item in found} - {
                item.article.id for item in await index.get([d.article.id for d in DOCUMENTS], scope)
            }
            assert names(foreign) == [], (scope, fields)
    assert await index.count(filter_()) == len(DOCUMENTS)


async def test_articles_come_in_full_but_for_their_vectors(index: ArticleIndex) -> None:
    found = {item.article.id: item for item in await walked(index, 4)}
    wanted = await index.get([d.article.id for d in DOCUMENTS], ["ID"])
    for item in wanted:
        enrichment = item.enrichment.model_copy(update={"embedding": None, "minhash": None})
        assert found[item.article.id] == item.model_copy(update={"enrichment": enrichment})


async def test_what_comes_or_changes_on_the_way_neither_doubles_nor_hides_anything(
    empty: ArticleIndex,
) -> None:
    documents = many()
    await empty.put(documents)
    await empty.refresh()
    first = await empty.scan(ArticleScan(filter=filter_(), size=10))
    newer = many(first=MANY, count=5)
    revised = [
        replace(
            d, article=d.article.model_copy(update={"revision": 2, "published_at": SEEN + timedelta(days=9)})
        )
        for d in documents
    ]
    await empty.put([*newer, *revised])
    await empty.refresh()
    rest = await empty.scan(ArticleScan(filter=filter_(), size=1000, after=first.next))
    ids = [item.article.id for item in (*first.items, *rest.items)]
    assert sorted(ids) == sorted(d.article.id for d in documents)


async def test_the_number_is_exact_above_the_bound_of_lists(
    empty: ArticleIndex, monkeypatch: pytest.MonkeyPatch
) -> None:
    for module in ("services.search.index.sqlite.adapter", "services.search.index.elastic.adapter"):
        monkeypatch.setattr(f"{module}.EXACT_UP_TO", 10)
    await empty.put(many())
    await empty.refresh()
    assert await empty.count(filter_()) == MANY


async def test_what_is_wrong_with_a_question_is_said(index: ArticleIndex) -> None:
    with pytest.raises(QuerySyntaxError):
        await index.scan(ArticleScan(filter=filter_(q='"jalan')))
    with pytest.raises(QuerySyntaxError):
        await index.count(filter_(q='"jalan'))
    with pytest.raises((BadCursor, ArticleIndexError)):
        await index.scan(ArticleScan(filter=filter_(), after=["x"]))
