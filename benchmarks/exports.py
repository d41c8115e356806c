"""Exports of 1 000 and 100 000 articles: peak memory of the serving process, pace, time to the first byte.

The target is a ratio: the peak of the large export over that of the small one, in the same process.

``python -m benchmarks.exports [--articles 100000] [--elasticsearch URL] [--folder DIR]``; an index that an
earlier run left in DIR is used again.
"""

from __future__ import annotations

import argparse
import asyncio
import sys
import tempfile
import threading
import time
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager
from pathlib import Path

import httpx
from fastapi import FastAPI

from benchmarks.search_filling import fill
from benchmarks.search_questions import Engine
from services.gateway.keys import issue_key
from services.gateway.service import open_gateway
from services.gateway.tenants import create_tenant
from services.search.index.open import open_index
from services.search.service import open_search
from shared.messaging.connect import connect
from shared.runtime.clients import Clients
from shared.runtime.logs import configure_logs
from shared.runtime.process import serving
from shared.runtime.settings import Service, Settings

SMALL = 1_000
TARGET = 1.3
_SAMPLE_SECONDS = 0.02


async def main() -> int:
    """Measure every format over every index; 1 when memory grows with the rows."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--articles", type=int, default=100_000)
    parser.add_argument("--elasticsearch", default="")
    parser.add_argument("--folder", type=Path)
    given = parser.parse_args()
    configure_logs(Settings(log_level="warning"))
    with tempfile.TemporaryDirectory() as passing:
        folder = given.folder or Path(passing)
        urls = {"sqlite": f"sqlite:///{folder / 'index.db'}"}
        if given.elasticsearch:
            urls["elasticsearch"] = f"{given.elasticsearch}?prefix=bench-exports"
        ratios = [
            ratio
            for name, url in urls.items()
            for ratio in await _measured(name, url, given.articles, folder)
        ]
    return 0 if max(ratios) <= TARGET else 1


async def _measured(name: str, url: str, articles: int, folder: Path) -> list[float]:
    index = open_index(url)
    try:
        await index.prepare()
        await fill(index, Engine("sqlite" if name == "sqlite" else "elasticsearch", url, articles, False))
    finally:
        await index.close()
    ratios = []
    async with _served(
        Settings(data_dir=folder, index_url=url, internal_token="t", secret_key="s")
    ) as client:
        for format_ in ("csv", "xlsx", "jsonl"):
            peaks = []
            for limit in (SMALL, articles):
                with _Peak() as peak:
                    rows = await _export(client, name, format_, limit)
                peaks.append(peak.megabytes)
                sys.stdout.write(f"{name} {format_} {limit:,}: peak {peak.megabytes:.0f} MB, {rows}\n")
            ratios.append(peaks[1] / peaks[0])
            sys.stdout.write(f"{name} {format_}: {ratios[-1]:.2f} times the memory (aim: {TARGET})\n")
    return ratios


async def _export(client: httpx.AsyncClient, name: str, format_: str, limit: int) -> str:
    started, first, size = time.perf_counter(), 0.0, 0
    async with client.stream("GET", f"/v1/exports?format={format_}&limit={limit}") as answer:
        answer.raise_for_status()
        async for chunk in answer.aiter_raw():
            first = first or time.perf_counter() - started
            size += len(chunk)
    seconds = time.perf_counter() - started
    rows = min(int(answer.headers["x-export-rows"]), limit)
    return f"first byte after {first:.2f} s, {rows / seconds:,.0f} articles/s, {size / 1e6:.0f} MB"


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
        tenant = await create_tenant(engine, f"ekspor {time.time()}", ["ID"])
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
    sys.exit(asyncio.run(main()))
