"""Opens what asks an engine by hand."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

from elasticsearch import AsyncElasticsearch

from benchmarks.search_questions import Ask, Engine
from benchmarks.search_raw_elastic import RawElastic
from benchmarks.search_raw_sqlite import RawSqlite


@asynccontextmanager
async def open_raw(engine: Engine) -> AsyncIterator[Ask]:
    """Raw answers from the engine's index."""
    if engine.url.startswith("sqlite:///"):
        yield RawSqlite(Path(engine.url.removeprefix("sqlite:///"))).ask
        return
    node, _, alias = engine.url.partition("?prefix=")
    async with AsyncElasticsearch(node, request_timeout=60) as client:
        # Ours and the API ask in the same words: without this, whoever asks second is told from memory.
        await client.indices.put_settings(index=alias, settings={"index.requests.cache.enable": False})
        yield RawElastic(client, alias).ask
