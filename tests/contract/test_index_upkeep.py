"""Writing an index anew beside the old one, and forgetting old months, on every adapter."""

from __future__ import annotations

import asyncio
import sqlite3
from collections.abc import AsyncIterator, Sequence
from contextlib import closing
from datetime import UTC, datetime

import pytest
from elasticsearch import AsyncElasticsearch

from services.search.index.document import Document
from services.search.index.errors import IndexMisconfigured
from services.search.index.open import open_index, open_upkeep
from services.search.index.port import ArticleIndex
from services.search.index.upkeep import Upkeep
from shared.contracts.query import ArticleSearch
from tests.contract.index_documents import DOCUMENTS, SEEN, article_id, document
from tests.contract.index_world import empty, filter_, index, index_url

__all__ = ["empty", "index", "index_url"]

OLD = DOCUMENTS[:3]
NEW = DOCUMENTS[2:6]


def ids_of(documents: Sequence[Document]) -> list[str]:
    return sorted(one.article.id for one in documents)


async def found(index: ArticleIndex) -> list[str]:
    """The ids of all articles that searches find."""
    await index.refresh()
    page = await index.search(ArticleSearch(filter=filter_(), limit=100))
    return sorted(item.article.id for item in page.items)


@pytest.fixture
async def upkeep(index_url: str) -> AsyncIterator[Upkeep]:
    """The same index as another process opens it."""
    opened = open_upkeep(index_url)
    yield opened
    await opened.close()


async def make_old(index_url: str, index: ArticleIndex) -> None:
    """Let the index have the format of an earlier version."""
    if index_url.startswith("sqlite"):
        with closing(sqlite3.connect(index_url.removeprefix("sqlite:///"))) as connection:
            connection.execute("PRAGMA user_version = 1")
        return
    address, prefix = index_url.split("?prefix=")
    async with AsyncElasticsearch(address) as client:
        await client.indices.create(
            index=f"{prefix}-v1-2026.10",
            aliases={prefix: {}},
            mappings={"properties": {"id": {"type": "keyword"}}},
        )
        await client.index(index=f"{prefix}-v1-2026.10", id="old", document={"id": "old"}, refresh=True)
        for name in await client.indices.get_alias(index=f"{prefix}-v2-*"):
            await client.indices.delete(index=name)


async def test_an_old_format_is_refused_with_the_command_and_written_anew(
    empty: ArticleIndex, index_url: str, upkeep: Upkeep
) -> None:
    await empty.put(OLD)
    await make_old(index_url, empty)
    later = open_index(index_url)
    with pytest.raises(IndexMisconfigured, match="gaung index rebuild"):
        await later.prepare()
    async with upkeep.rebuilding() as fresh:
        assert await fresh.versions(ids_of(NEW)) == {}
        assert {result.outcome for result in await fresh.put(NEW)} == {"written"}
    await later.prepare()
    assert await found(later) == ids_of(NEW)
    # And what comes next is found as well.
    await later.put(DOCUMENTS[:1])
    assert await found(later) == ids_of([*NEW, DOCUMENTS[0]])
    await later.close()


async def test_an_interrupted_rebuild_changes_nothing_and_goes_on(
    empty: ArticleIndex, index_url: str, upkeep: Upkeep
) -> None:
    await empty.put(OLD)
    await make_old(index_url, empty)

    async def killed() -> None:
        async with upkeep.rebuilding() as fresh:
            await fresh.put(NEW[:2])
            raise RuntimeError("killed")

    with pytest.raises(RuntimeError, match="killed"):
        await killed()
    later = open_index(index_url)
    with pytest.raises(IndexMisconfigured):
        await later.prepare()
    async with upkeep.rebuilding() as fresh:
        await upkeep_refresh(fresh)
        assert sorted(await fresh.versions(ids_of(NEW))) == ids_of(NEW[:2])
        await fresh.put(NEW[2:])
    await later.prepare()
    assert await found(later) == ids_of(NEW)
    await later.close()


async def upkeep_refresh(fresh: object) -> None:
    """Elasticsearch shows a second later what was written; a rebuild that starts again comes later still."""
    client = getattr(fresh, "_client", None)
    if client is not None:
        await client.indices.refresh(index=f"{getattr(fresh, '_alias', '')}-v2-*")


async def test_running_services_keep_answering_and_writing(empty: ArticleIndex, upkeep: Upkeep) -> None:
    await empty.put(OLD)
    before = await found(empty)
    async with upkeep.rebuilding() as fresh:
        await fresh.put(OLD)
        assert await found(empty) == before
    assert await found(empty) == before
    await empty.put(NEW)
    assert await found(empty) == ids_of(DOCUMENTS[:6])
    vector = OLD[0].enrichment.embedding
    assert vector is not None
    hits = await empty.nearest(vector, await empty.criteria(filter_()), 1)
    nearest = await empty.get([hits[0].id])
    assert nearest[0].enrichment.embedding == pytest.approx(vector, abs=1e-6)


async def test_ids_come_in_order(index: ArticleIndex, upkeep: Upkeep) -> None:
    await index.refresh()
    walked: list[str] = []
    while part := await upkeep.ids(walked[-1] if walked else None, 4):
        walked += part
    assert walked == ids_of(DOCUMENTS)


async def test_old_months_leave_whole(empty: ArticleIndex, upkeep: Upkeep) -> None:
    months = {
        "lama": datetime(2024, 10, 31, 23, 59, 59, tzinfo=UTC),
        "batas": datetime(2024, 11, 1, tzinfo=UTC),
        "baru": SEEN,
    }
    await empty.put(
        [
            document(name, "Jalan", "Jalan rusak.", "2026-11-01T10:00:00+08:00", seen=seen)
            for name, seen in months.items()
        ]
    )
    assert len(await found(empty)) == 3
    first_kept = datetime(2024, 11, 1, tzinfo=UTC)
    assert await upkeep.count_before(first_kept) == 1
    await upkeep.drop_before(first_kept)
    assert await found(empty) == sorted([article_id("batas"), article_id("baru")])
    assert await upkeep.count_before(first_kept) == 0
    await upkeep.drop_before(first_kept)


async def test_two_processes_let_the_same_months_leave(
    empty: ArticleIndex, index_url: str, upkeep: Upkeep
) -> None:
    for month in (7, 8, 9):
        seen = datetime(2024, month, 5, tzinfo=UTC)
        await empty.put([document(f"{month}", "Jalan", "Rusak.", "2024-07-05T10:00:00+08:00", seen=seen)])
    other = open_upkeep(index_url)
    first_kept = datetime(2024, 9, 1, tzinfo=UTC)
    try:
        await asyncio.gather(upkeep.drop_before(first_kept), other.drop_before(first_kept))
    finally:
        await other.close()
    assert await found(empty) == [article_id("9")]


async def test_past_months_are_merged_and_answer_as_before(
    empty: ArticleIndex, index_url: str, upkeep: Upkeep
) -> None:
    names = [f"berita-{number}" for number in range(6)]
    for name in names:
        seen = datetime(2024, 10, 5, tzinfo=UTC)
        await empty.put([document(name, "Jalan", "Jalan rusak.", "2024-10-05T10:00:00+08:00", seen=seen)])
        await empty.refresh()
    assert await pieces(index_url) > 1
    assert [done async for done in upkeep.merge_before(datetime(2024, 11, 1, tzinfo=UTC))] == [(1, 1)]
    assert await pieces(index_url) == 1
    assert await found(empty) == sorted(article_id(name) for name in names)


async def pieces(index_url: str) -> int:
    """Into how many pieces the words of October 2024 lie scattered."""
    if index_url.startswith("sqlite"):
        with closing(sqlite3.connect(index_url.removeprefix("sqlite:///"))) as connection:
            counted = "SELECT count(DISTINCT segid) FROM article_text_idx"
            return int(connection.execute(counted).fetchone()[0])
    address, prefix = index_url.split("?prefix=")
    async with AsyncElasticsearch(address) as client:
        return len(await client.cat.segments(index=f"{prefix}-v2-2024.10", format="json"))
