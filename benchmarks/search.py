"""Measures the article index against raw queries: latency at 1 and 16 clients, and the cost of writing.

``python -m benchmarks.search [--only ENGINE] [--kinds A,B] [--articles N] [--keep DIR] [--prefix NAME]
[--fill] [--write]``. Without arguments: SQLite with 100,000 articles, Elasticsearch (GAUNG_TEST_INDEX_URL)
with 1,000,000 without and 100,000 with vectors. Raw and ours are asked the same questions in turns, so that
neighbours on the machine disturb both alike. The API is the whole way: HTTP app of the gateway, key, search
service, index.
"""

from __future__ import annotations

import argparse
import asyncio
import logging
import os
import sqlite3
import sys
import tempfile
from collections.abc import Collection, Iterator
from pathlib import Path

import structlog
from elasticsearch import AsyncElasticsearch

from benchmarks.document import Section, circumstances
from benchmarks.search_api import open_api
from benchmarks.search_figures import HEADING, Aim, summary
from benchmarks.search_filling import fill
from benchmarks.search_growth import growth
from benchmarks.search_latency import compare
from benchmarks.search_ours import open_ours
from benchmarks.search_questions import KINDS, Engine
from benchmarks.search_raw import open_raw
from services.search.index.open import open_index


def main() -> int:
    """Fill, measure, print, and write where asked."""
    given = _arguments()
    structlog.configure(wrapper_class=structlog.make_filtering_bound_logger(logging.ERROR))
    logging.disable(logging.WARNING)
    with tempfile.TemporaryDirectory() as temporary:
        folder = given.keep or Path(temporary)
        for engine in engines(folder, given.articles, given.prefix):
            if given.only not in (None, engine.name):
                continue
            if given.fill:
                sys.stdout.write(f"{engine.name}: {asyncio.run(filled(engine)) or 'full already'}\n")
                continue
            section = Section(f"search, {engine.name}")
            asyncio.run(measure(engine, given.kinds, section))
            if given.write:
                section.write()
    return 0


def engines(folder: Path, articles: int | None, prefix: str = "bench") -> Iterator[Engine]:
    """What is measured: SQLite always, Elasticsearch where there is a node."""
    yield Engine("sqlite", f"sqlite:///{folder / 'index.db'}", articles or 100_000, True)
    node = os.environ.get("GAUNG_TEST_INDEX_URL", "").rstrip("/")
    if not node:
        sys.stdout.write("no Elasticsearch: set GAUNG_TEST_INDEX_URL to measure it\n")
        return
    yield Engine("elasticsearch", f"{node}?prefix={prefix}-plain", articles or 1_000_000, False)
    yield Engine("elasticsearch-vectors", f"{node}?prefix={prefix}-vectors", articles or 100_000, True)


async def measure(engine: Engine, kinds: Collection[str], section: Section) -> None:
    """Fill one index, ask it everything, and say what one more article costs."""
    vectors = "with" if engine.vectors else "without"
    section.say(f"\n## Search: {engine.name}, {engine.articles:,} articles {vectors} vectors\n")
    section.say(circumstances(["python -m benchmarks.search", *sys.argv[1:]], await _version(engine)))
    pace = await filled(engine)
    section.say(f"\n{pace}\n\n{HEADING}" if pace else f"\n{HEADING}")
    aims: list[Aim] = []
    index = open_index(engine.url)
    try:
        async with open_api(engine) as api, open_raw(engine) as raw, open_ours(index) as ours:
            for kind in engine.kinds:
                if kind not in kinds:
                    continue
                for row in await compare(kind, engine.articles, raw, ours, api):
                    section.say(row.line())
                    aims += row.aims()
        if set(kinds) == set(KINDS):
            aims.append(await growth(index, engine))
            section.say(f"\n{aims[-1].what.capitalize()}")
    finally:
        await index.close()
    section.say(f"\n{summary(aims)}")


async def filled(engine: Engine) -> str | None:
    """Create the index and write what it lacks; says how fast."""
    index = open_index(engine.url)
    try:
        await index.prepare()
        return await fill(index, engine)
    finally:
        await index.close()


async def _version(engine: Engine) -> str:
    if engine.url.startswith("sqlite:"):
        return f"SQLite {sqlite3.sqlite_version}"
    async with AsyncElasticsearch(engine.url.partition("?")[0]) as client:
        return f"Elasticsearch {(await client.info())['version']['number']}"


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.search", description=__doc__)
    parser.add_argument("--only", choices=("sqlite", "elasticsearch", "elasticsearch-vectors"))
    parser.add_argument("--kinds", type=_kinds, default=KINDS, help=f"some of {','.join(KINDS)}; no growth")
    parser.add_argument("--articles", type=int, help="instead of 100,000, 1,000,000 and 100,000")
    parser.add_argument("--keep", type=Path, help="folder for the SQLite file; what it holds is used again")
    parser.add_argument("--prefix", default="bench", help="of the Elasticsearch indices, which are kept")
    parser.add_argument("--fill", action="store_true", help="write the articles, and measure nothing")
    parser.add_argument("--write", action="store_true", help="into docs/benchmarks.md")
    given = parser.parse_args()
    if given.write and (given.fill or set(given.kinds) != set(KINDS)):
        parser.error("--write publishes the whole table: not with --kinds or --fill")
    return given


def _kinds(text: str) -> tuple[str, ...]:
    kinds = tuple(text.split(","))
    unknown = set(kinds) - set(KINDS)
    if unknown:
        raise argparse.ArgumentTypeError(f"no such kind: {', '.join(sorted(unknown))}")
    return kinds


if __name__ == "__main__":
    sys.exit(main())
