"""Embeddings are read beside other work, and an early end does no harm."""

from __future__ import annotations

import asyncio
from pathlib import Path

from services.search.index.document import Document
from services.search.index.port import ArticleIndex
from services.search.index.sqlite.adapter import SqliteIndex
from services.search.semantic.warm import warmed
from tests.search_world import enriched


async def test_the_embeddings_are_read_before_anybody_asks(index: ArticleIndex) -> None:
    assert isinstance(index, SqliteIndex)
    event = enriched("satu")
    await index.put([Document(event.article, event.enrichment)])
    async with warmed(index), asyncio.timeout(10):
        while index._vectors.size == 0:
            await asyncio.sleep(0.01)


async def test_an_index_that_cannot_answer_stops_nobody(tmp_path: Path) -> None:
    unreadable = tmp_path / "index.db"
    unreadable.write_bytes(b"no database at all" * 100)
    index = SqliteIndex(unreadable)
    async with warmed(index):
        await asyncio.sleep(0.05)
    await index.close()
    async with warmed(SqliteIndex(tmp_path / "never-waited-for.db")):
        pass
