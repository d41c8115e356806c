"""Fills an index, and measures whether one more article costs the same in a full index as in a small one."""

from __future__ import annotations

import statistics
import sys
import time
import uuid
from itertools import islice
from pathlib import Path

from benchmarks.search_corpus import article_id, documents
from benchmarks.search_questions import Engine
from services.search.index.open import open_index
from services.search.index.port import ArticleIndex

BATCH = 500
# The index to compare with, and the batches written to both in turns.
SMALL, TURNS = 10_000, 12
TARGET = 1.2


async def fill(index: ArticleIndex, engine: Engine) -> None:
    """Write what is missing; shows how far it is."""
    there = await _there(index, engine.articles)
    source = documents(engine.articles - there, vectors=engine.vectors, start=there)
    done, started = there, time.perf_counter()
    while batch := list(islice(source, BATCH)):
        await index.put(batch)
        done += len(batch)
        if not sys.stderr.isatty():
            continue
        rate = (done - there) / (time.perf_counter() - started)
        left = (engine.articles - done) / rate / 60
        sys.stderr.write(f"\r  {done:,} of {engine.articles:,} written, {rate:,.0f}/s, {left:.0f} min left  ")
    sys.stderr.write("\n")
    await index.refresh()
    if done > there:
        seconds = time.perf_counter() - started
        sys.stdout.write(f"written {done - there:,} in {seconds:,.0f} s: {(done - there) / seconds:,.0f}/s\n")


async def growth(index: ArticleIndex, engine: Engine, folder: Path) -> None:
    """Write batches to the full index and to a small one in turns; print the ratio of their costs."""
    name = f"bench-{uuid.uuid4().hex[:8]}"
    at = folder / f"{name}.db"
    url = f"sqlite:///{at}" if engine.name == "sqlite" else engine.url.split("?")[0] + f"?prefix={name}"
    small = open_index(url)
    try:
        await small.prepare()
        await fill(small, Engine(engine.name, url, SMALL, engine.vectors))
        costs: dict[str, list[float]] = {"full": [], "small": []}
        for turn in range(TURNS):
            batch = list(documents(BATCH, vectors=engine.vectors, start=engine.articles + turn * BATCH))
            for which, target in (("small", small), ("full", index)):
                started = time.perf_counter()
                await target.put(batch)
                costs[which].append((time.perf_counter() - started) / BATCH * 1000)
        full, little = (statistics.median(costs[which]) for which in ("full", "small"))
        sys.stdout.write(
            f"an article costs {full:.2f} ms at {engine.articles:,} and {little:.2f} ms at {SMALL:,}: "
            f"{full / little:.2f} times (aim: {TARGET})\n"
        )
        # The full one is left as it was found.
        extra = [article_id(engine.articles + number) for number in range(TURNS * BATCH)]
        await index.delete(extra)
    finally:
        await small.close()
        at.unlink(missing_ok=True)


async def _there(index: ArticleIndex, most: int) -> int:
    """How many of the generated articles the index holds: they are written in the order of their numbers."""
    low, high = 0, most
    while low < high:
        middle = (low + high + 1) // 2
        if await index.get([article_id(middle - 1)]):
            low = middle
        else:
            high = middle - 1
    return low
