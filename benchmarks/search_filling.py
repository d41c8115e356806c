"""Fills an index with generated articles, in as many processes as there are cores.

Making an article and cutting it into words takes Python 1.7 ms: one process that does it between two requests
would leave the engine waiting.
"""

from __future__ import annotations

import asyncio
import multiprocessing
import os
import sys
import time
from collections import deque
from collections.abc import AsyncIterator, Iterator
from concurrent.futures import ProcessPoolExecutor
from itertools import islice

from benchmarks.search_corpus import article_id, documents
from benchmarks.search_questions import Engine
from services.search.index.document import Document
from services.search.index.open import open_index
from services.search.index.port import ArticleIndex
from shared.contracts.query import Filter

# Articles in one request, and those that a process is given at a time.
BATCH, PART = 500, 2_500
_WORKERS = os.cpu_count() or 1
# Parts given away at a time: a slow one does not leave the other processes idle.
_AHEAD = 2 * _WORKERS
_TOLD_EVERY = 100_000


async def fill(index: ArticleIndex, engine: Engine) -> str | None:
    """Write what is missing, showing how far it is; says how fast it went, or None when nothing was."""
    there = await _there(index, engine.articles)
    if there == engine.articles:
        return None
    started, done = time.perf_counter(), there
    async for count in _written(engine, there):
        done += count
        _tell(done, engine.articles, (done - there) / (time.perf_counter() - started), count)
    await index.refresh()
    seconds = time.perf_counter() - started
    return f"Written {done - there:,} articles in {seconds:,.0f} s: {(done - there) / seconds:,.0f}/s."


async def _written(engine: Engine, there: int) -> AsyncIterator[int]:
    """Write the rest in parts; how many articles each part that is done had.

    No part is given away that lies further than _AHEAD beyond the first that is not done: whatever happens,
    all but the last few are there.
    """
    loop = asyncio.get_running_loop()
    # Not forked: clients and connections of this process are not theirs.
    spawned = multiprocessing.get_context("spawn")
    with ProcessPoolExecutor(_WORKERS, mp_context=spawned) as pool:
        under_way: deque[asyncio.Future[int]] = deque()
        for start in range(there, engine.articles, PART):
            if len(under_way) == _AHEAD:
                yield await under_way.popleft()
            count = min(PART, engine.articles - start)
            under_way.append(loop.run_in_executor(pool, _write, engine, start, count))
        while under_way:
            yield await under_way.popleft()


def _write(engine: Engine, start: int, count: int) -> int:
    """Write some articles from a process of its own."""
    asyncio.run(_put(engine, start, count))
    return count


async def _put(engine: Engine, start: int, count: int) -> None:
    index = open_index(engine.url)
    try:
        for batch in _batches(documents(count, vectors=engine.vectors, start=start)):
            await index.put(batch)
    finally:
        await index.close()


def _batches(source: Iterator[Document]) -> Iterator[list[Document]]:
    while batch := list(islice(source, BATCH)):
        yield batch


def _tell(done: int, wanted: int, rate: float, count: int) -> None:
    """A line that moves for people; for logs one for every 100,000 articles."""
    left = (wanted - done) / rate / 60
    line = f"  {done:,} of {wanted:,} written, {rate:,.0f}/s, {left:.0f} min left"
    if sys.stderr.isatty():
        sys.stderr.write(f"\r{line}  " + ("\n" if done == wanted else ""))
    elif done // _TOLD_EVERY > (done - count) // _TOLD_EVERY:
        sys.stderr.write(f"{line}\n")
    sys.stderr.flush()


async def _there(index: ArticleIndex, wanted: int) -> int:
    """How many of the first articles are there for certain: all before this number."""
    await index.refresh()
    if await index.count(Filter(scope=["ID"])) >= wanted:
        return wanted
    low, high = 0, wanted
    while low < high:
        middle = (low + high + 1) // 2
        if await index.get([article_id(middle - 1)]):
            low = middle
        else:
            high = middle - 1
    # An earlier run that was ended may have left holes in the parts that it had given away.
    return max(low - _AHEAD * PART, 0)
