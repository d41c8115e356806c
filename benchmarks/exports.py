"""Exports of 1,000 and of 100,000 articles: peak memory of the serving process, pace, time to the first byte.

The target is a ratio: the peak of the large export over that of the small one before it, in the same process;
every format has a process of its own. Gateway and search service run in it together, as in standalone.

``python -m benchmarks.exports [--articles N] [--keep DIR] [--prefix NAME] [--write]``: SQLite always,
Elasticsearch where GAUNG_TEST_INDEX_URL names a node, over the indices of `benchmarks.search` where they are
there.
"""

from __future__ import annotations

import argparse
import asyncio
import multiprocessing
import sys
import tempfile
import threading
import time
from collections.abc import AsyncIterator
from concurrent.futures import ProcessPoolExecutor
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass
from pathlib import Path

import httpx
from fastapi import FastAPI

from benchmarks.document import Section, circumstances
from benchmarks.search import engines, filled
from benchmarks.search_corpus import article_id
from benchmarks.search_figures import Aim, summary
from benchmarks.search_questions import Engine
from services.gateway.keys import issue_key
from services.gateway.service import open_gateway
from services.gateway.tenants import create_tenant
from services.search.service import open_search
from shared.messaging.connect import connect
from shared.runtime.clients import Clients
from shared.runtime.logs import configure_logs
from shared.runtime.process import serving
from shared.runtime.settings import Service, Settings

FORMATS = ("csv", "xlsx", "jsonl")
SMALL, LARGE = 1_000, 100_000
TARGET = 1.3
_SAMPLE_SECONDS = 0.02
_HEADING = (
    "| index | format | rows | peak memory, MB | first byte, s | articles/s | file, MB |\n"
    "|---|---|---:|---:|---:|---:|---:|"
)


@dataclass(frozen=True)
class Export:
    """What one export took."""

    format: str
    rows: int
    peak_megabytes: float
    first_byte_seconds: float
    articles_per_second: float
    megabytes: float

    def line(self, index: str) -> str:
        """The row of the table."""
        return (
            f"| {index} | {self.format} | {self.rows:,} | {self.peak_megabytes:.0f} |"
            f" {self.first_byte_seconds:.2f} | {self.articles_per_second:,.0f} | {self.megabytes:.1f} |"
        )


def main() -> int:
    """Measure every format over every index; 1 when memory grows with the rows."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.exports", description=__doc__)
    parser.add_argument("--articles", type=int, default=LARGE)
    parser.add_argument("--keep", type=Path, help="folder for the SQLite file; what it holds is used again")
    parser.add_argument("--prefix", default="bench", help="of the Elasticsearch indices, which are kept")
    parser.add_argument("--write", action="store_true", help="into docs/benchmarks.md")
    given = parser.parse_args()
    section = Section("exports")
    section.say(f"\n## Exports of {SMALL:,} and {given.articles:,} articles\n")
    section.say(circumstances(["python -m benchmarks.exports", *sys.argv[1:]]))
    section.say(f"\n{_HEADING}")
    aims: list[Aim] = []
    with tempfile.TemporaryDirectory() as temporary:
        for engine in engines(given.keep or Path(temporary), given.articles, given.prefix):
            # Rows are the same with and without vectors.
            if engine.vectors:
                asyncio.run(filled(engine))
                aims += _measured(engine, section)
    section.say(f"\n{summary(aims)}")
    if given.write:
        section.write()
    return 0 if all(aim.met for aim in aims) else 1


def _measured(engine: Engine, section: Section) -> list[Aim]:
    aims = []
    for format_ in FORMATS:
        # What an export before had left in the process would hide what this one takes.
        with ProcessPoolExecutor(1, mp_context=multiprocessing.get_context("spawn")) as pool:
            small, large = pool.submit(_exported, engine, format_).result()
        for export in (small, large):
            section.say(export.line(engine.name))
        ratio = large.peak_megabytes / small.peak_megabytes
        what = (
            f"{engine.name}, {format_}: {ratio:.2f} times the memory for {large.rows:,} rows (aim {TARGET})"
        )
        aims.append(Aim(what, ratio <= TARGET))
    return aims


def _exported(engine: Engine, format_: str) -> tuple[Export, Export]:
    """The small and the large export, in the process that serves them."""
    configure_logs(Settings(log_level="warning"))
    with tempfile.TemporaryDirectory() as folder:
        return asyncio.run(_both(engine, format_, Path(folder)))


async def _both(engine: Engine, format_: str, folder: Path) -> tuple[Export, Export]:
    settings = Settings(data_dir=folder, index_url=engine.url, internal_token="t", secret_key="s")
    async with _served(settings) as client:
        # Answered once the vectors are in memory, which the service reads when it starts: not the export's.
        (await client.get(f"/v1/articles/{article_id(0)}/similar?limit=1")).raise_for_status()
        small = await _export(client, format_, SMALL)
        return small, await _export(client, format_, engine.articles)


async def _export(client: httpx.AsyncClient, format_: str, limit: int) -> Export:
    started, first, size = time.perf_counter(), 0.0, 0
    with _Peak() as peak:
        async with client.stream("GET", f"/v1/exports?format={format_}&limit={limit}") as answer:
            answer.raise_for_status()
            async for chunk in answer.aiter_raw():
                first = first or time.perf_counter() - started
                size += len(chunk)
    seconds = time.perf_counter() - started
    rows = min(int(answer.headers["x-export-rows"]), limit)
    return Export(format_, rows, peak.megabytes, first, rows / seconds, size / 1e6)


@asynccontextmanager
async def _served(settings: Settings) -> AsyncIterator[httpx.AsyncClient]:
    """The gateway on a socket with the search service beside it, as in standalone."""
    apps: dict[Service, FastAPI] = {}
    async with AsyncExitStack() as stack:
        broker = await connect(settings.broker())
        stack.push_async_callback(broker.close)
        clients = Clients(settings, apps)
        stack.push_async_callback(clients.close)
        apps["search"] = await stack.enter_async_context(open_search(settings, broker, clients))
        gateway = await stack.enter_async_context(open_gateway(settings, broker, clients))
        engine = gateway.public.state.gateway.engine
        tenant = await create_tenant(engine, "Bench", ["ID"])
        key = (await issue_key(engine, tenant.id, "viewer")).key
        port = await stack.enter_async_context(serving(gateway.public, "127.0.0.1", 0))
        yield await stack.enter_async_context(
            httpx.AsyncClient(
                base_url=f"http://127.0.0.1:{port}",
                headers={"Authorization": f"Bearer {key}", "Accept-Encoding": "identity"},
                timeout=60,
            )
        )


class _Peak:
    """The most memory this process held meanwhile; the client reads and drops, so it adds nothing."""

    def __enter__(self) -> _Peak:
        self.megabytes = 0.0
        self._over = threading.Event()
        self._thread = threading.Thread(target=self._watch, daemon=True)
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._over.set()
        self._thread.join()

    def _watch(self) -> None:
        while not self._over.wait(_SAMPLE_SECONDS):
            status = Path("/proc/self/status").read_text()
            kilobytes = int(status.split("VmRSS:")[1].split()[0])
            self.megabytes = max(self.megabytes, kilobytes / 1024)


if __name__ == "__main__":
    sys.exit(main())
