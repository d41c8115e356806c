"""Measures whether one more article costs the same in a full index as in one of 10,000 articles.

Batches go to both in turns and the medians are compared, so that neighbours on the machine disturb both
alike. Nothing is forced or waited for: both refresh and merge when they think it is time, as in service.
"""

from __future__ import annotations

import statistics
import time
import uuid
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory

from elasticsearch import AsyncElasticsearch

from benchmarks.search_corpus import article_id, documents
from benchmarks.search_figures import Aim
from benchmarks.search_filling import BATCH, fill
from benchmarks.search_questions import Engine
from services.search.index.open import open_index
from services.search.index.port import ArticleIndex

SMALL = 10_000
# The first opens files and connections and is not counted.
TURNS = 13
TARGET = 1.2


async def growth(index: ArticleIndex, engine: Engine) -> Aim:
    """The cost of an article in the full index over that in a small one. The full one is left as it was."""
    async with _small(engine) as small:
        try:
            full, little = await _costs(index, small, engine)
        finally:
            await index.delete([article_id(engine.articles + number) for number in range(TURNS * BATCH)])
    ratio = full / little
    return Aim(
        f"one more article: {full:.2f} ms at {engine.articles:,}, {little:.2f} ms at {SMALL:,}, "
        f"{ratio:.2f} times (aim {TARGET})",
        ratio <= TARGET,
    )


async def _costs(index: ArticleIndex, small: ArticleIndex, engine: Engine) -> tuple[float, float]:
    """Milliseconds of an article in the one and in the other."""
    targets = [index, small]
    taken: dict[ArticleIndex, list[float]] = {target: [] for target in targets}
    for turn in range(TURNS):
        batch = list(documents(BATCH, vectors=engine.vectors, start=engine.articles + turn * BATCH))
        # Whoever is second finds the words of the batch known already: each is second as often.
        for target in targets if turn % 2 else reversed(targets):
            started = time.perf_counter()
            await target.put(batch)
            taken[target].append((time.perf_counter() - started) / BATCH * 1000)
    full, little = (statistics.median(taken[target][1:]) for target in targets)
    return full, little


@asynccontextmanager
async def _small(engine: Engine) -> AsyncIterator[ArticleIndex]:
    """An index of 10,000 articles on the same engine, gone afterwards."""
    async with _room(engine) as url:
        index = open_index(url)
        try:
            await index.prepare()
            await fill(index, replace(engine, url=url, articles=SMALL))
            yield index
        finally:
            await index.close()


@asynccontextmanager
async def _room(engine: Engine) -> AsyncIterator[str]:
    """An address where nothing is."""
    if engine.url.startswith("sqlite:///"):
        # Beside the full one: on the same disk.
        beside = Path(engine.url.removeprefix("sqlite:///")).parent
        with TemporaryDirectory(dir=beside) as folder:
            yield f"sqlite:///{folder}/index.db"
        return
    node = engine.url.partition("?")[0]
    prefix = f"bench-small-{uuid.uuid4().hex[:8]}"
    async with AsyncElasticsearch(node) as client:
        try:
            yield f"{node}?prefix={prefix}"
        finally:
            indices = list(await client.indices.get(index=f"{prefix}-*"))
            await client.indices.delete(index=indices)
            await client.indices.delete_index_template(name=f"{prefix}-*")
