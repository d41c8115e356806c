"""Measures the article index against raw queries: latency at 1 and 16 clients, and the cost of writing.

``python -m benchmarks.search [--only ENGINE] [--articles N] [--keep DIR]``. Without arguments: SQLite with
100,000 articles, Elasticsearch (GAUNG_TEST_INDEX_URL) with 1,000,000 without and 100,000 with vectors. Raw
and ours are asked the same questions in turns, so that neighbours on the machine disturb both alike. `api` is
the whole way: HTTP app of the gateway, key, search service, index.
"""

from __future__ import annotations

import argparse
import asyncio
import logging
import os
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

import structlog

from benchmarks.search_api import open_api
from benchmarks.search_filling import fill, growth
from benchmarks.search_latency import compare, heading
from benchmarks.search_questions import KINDS, Engine, ask
from benchmarks.search_raw import open_raw
from services.search.index.open import open_index


def main() -> int:
    """Fill, measure, print."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.search", description=__doc__)
    parser.add_argument("--only", choices=("sqlite", "elasticsearch", "elasticsearch-vectors"))
    parser.add_argument("--articles", type=int, help="instead of 100,000, 1,000,000 and 100,000")
    parser.add_argument("--keep", type=Path, help="folder for the SQLite file; what it holds is used again")
    given = parser.parse_args()
    structlog.configure(wrapper_class=structlog.make_filtering_bound_logger(logging.ERROR))
    logging.disable(logging.WARNING)
    with tempfile.TemporaryDirectory() as temporary:
        folder = given.keep or Path(temporary)
        for engine in engines(folder, given.articles):
            if given.only in (None, engine.name):
                asyncio.run(measure(engine, folder))
    return 0


def engines(folder: Path, articles: int | None) -> Iterator[Engine]:
    """What is measured: SQLite always, Elasticsearch where there is a node."""
    yield Engine("sqlite", f"sqlite:///{folder / 'index.db'}", articles or 100_000, True)
    node = os.environ.get("GAUNG_TEST_INDEX_URL", "").rstrip("/")
    if not node:
        sys.stdout.write("no Elasticsearch: set GAUNG_TEST_INDEX_URL to measure it\n")
        return
    yield Engine("elasticsearch", f"{node}?prefix=bench-plain", articles or 1_000_000, False)
    yield Engine("elasticsearch-vectors", f"{node}?prefix=bench-vectors", articles or 100_000, True)


async def measure(engine: Engine, folder: Path) -> None:
    """Fill one index, ask it everything, and say what one more article costs."""
    vectors = "with" if engine.vectors else "without"
    sys.stdout.write(f"\n{engine.name}: {engine.articles:,} articles {vectors} vectors\n")
    index = open_index(engine.url)
    try:
        await index.prepare()
        await fill(index, engine)
        sys.stdout.write(heading())
        async with open_api(engine, folder) as api, open_raw(engine) as raw:
            for kind in KINDS:
                await compare(kind, engine.articles, raw, lambda kind, asked: ask(index, kind, asked), api)
        await growth(index, engine, folder)
    finally:
        await index.close()


if __name__ == "__main__":
    sys.exit(main())
