"""Measures the pipeline from fetched HTML to searchable articles: one process, everything embedded.

``python -m benchmarks.pipeline [--articles 275]``. The demo's articles stand in portal pages of 60 to 90 kB.
Every step is the one that the services run, with the SQLite broker between them; the steps run one after the
other, so that each has its own figure. Figures are processor time (all threads of the process) per article:
what neighbours on the machine do counts less, and a second of it is a second of a core. The baseline, in the
same run on the same pages: bare trafilatura with metadata, and the encoder alone.
"""

from __future__ import annotations

import argparse
import asyncio
import logging
import random
import sys
import tempfile
import time
from collections.abc import Awaitable, Callable, Sequence
from contextlib import AbstractAsyncContextManager
from datetime import UTC, datetime
from pathlib import Path

import structlog
from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncEngine

from benchmarks.pipeline_baseline import TimedModel, baseline
from benchmarks.portal_pages import HOME, PortalPage, page_around
from services.crawler.archive import Archive
from services.crawler.article_store import Draft, store
from services.crawler.extract import Extracted, Hints, extract
from services.crawler.relay import Relay
from services.crawler.tables import articles
from services.nlp.encoder import Encoder
from services.nlp.pipeline import Reader
from services.nlp.worker import BATCH as NLP_BATCH
from services.nlp.worker import Worker
from services.search import indexer
from services.search.index.open import open_index
from services.search.index.port import ArticleIndex
from services.search.indexer import Indexer
from services.search.stories import step
from services.search.stories.step import StoryStep
from services.standalone.demo.corpus import load
from shared.contracts.article import SourceRef
from shared.contracts.channels import NLP_ARTICLES, SEARCH_ARTICLES, SEARCH_STORIES, Queue
from shared.messaging.connect import connect
from shared.messaging.port import Broker
from shared.runtime.database import create_engine, migrate
from shared.runtime.settings import Settings

SOURCE = SourceRef(id="kabar-pesisir", name="Kabar Pesisir", domain="kabar-pesisir.example")
# Targets of the project: articles per second and core, and milliseconds of any step but the two great ones.
TARGET = 10.0
STEP_TARGET = 10.0
GREAT = ("extract", "encoder")


class Clock:
    """Milliseconds of processor time per article and step, in the order in which the steps ran."""

    def __init__(self, count: int) -> None:
        self.count = count
        self.steps: dict[str, float] = {}

    async def measure(self, name: str, work: Callable[[], Awaitable[None]]) -> None:
        """Run a step and remember what it took."""
        started = time.process_time()
        await work()
        self.steps[name] = (time.process_time() - started) / self.count * 1000


def main() -> int:
    """Measure and print one table; 1 when an article was lost."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.pipeline", description=__doc__)
    parser.add_argument("--articles", type=int, default=275, help="how many (275 at most)")
    count = parser.parse_args().articles
    structlog.configure(wrapper_class=structlog.make_filtering_bound_logger(logging.ERROR))
    logging.disable(logging.WARNING)
    pages = demo_pages(count)
    with tempfile.TemporaryDirectory() as folder:
        clock, compared, found = asyncio.run(run(pages, Path(folder)))
    report(clock, compared)
    sys.stdout.write(f"{found} of {len(pages)} articles can be searched\n")
    return 0 if found == len(pages) else 1


def demo_pages(count: int) -> list[PortalPage]:
    """The demo's articles in portal pages, always the same."""
    chance = random.Random(6408)
    return [
        page_around(f"{HOME}/{a.id}", a.title, a.text.split("\n\n"), a.published, chance)
        for a in load(datetime.now(UTC))[:count]
    ]


async def run(pages: Sequence[PortalPage], folder: Path) -> tuple[Clock, dict[str, float], int]:
    """All steps and the baseline; how many articles the index holds at the end."""
    settings = Settings(data_dir=folder)
    crawler, search = (create_engine(settings.database(), name) for name in ("crawler", "search"))
    await migrate(crawler, "crawler")
    await migrate(search, "search")
    index = open_index(settings.index())
    await index.prepare()
    broker = await connect(settings.broker())
    model = TimedModel(Encoder.load(threads=settings.nlp_threads))
    reader = Reader(model, "benchmark")
    extracted: list[Extracted] = []
    clock = Clock(len(pages))
    # The first page loads what is loaded once.
    _extract(pages[0])
    reader.embed(["pemanasan"])

    async def extract_all() -> None:
        extracted.extend(_extract(page) for page in pages)

    async def store_all() -> None:
        archive = Archive(folder / "archive")
        for page, each in zip(pages, extracted, strict=True):
            draft = _draft(page, each, archive.put(page.html))
            async with crawler.begin() as connection:
                await store(connection, draft, datetime.now(UTC))
        relay = Relay(crawler, broker)
        while await relay.move_batch():
            pass

    async def read_all() -> None:
        worker = Worker(reader, broker)
        await _drain(
            broker, NLP_ARTICLES, broker.consume_batches(NLP_ARTICLES, worker.handle, size=NLP_BATCH)
        )

    async def index_all() -> None:
        handle = Indexer(search, index, broker).handle
        await _drain(
            broker, SEARCH_ARTICLES, broker.consume_batches(SEARCH_ARTICLES, handle, size=indexer.BATCH)
        )

    async def tell_all() -> None:
        handle = StoryStep(search, index, broker).handle
        await _drain(broker, SEARCH_STORIES, broker.consume_batches(SEARCH_STORIES, handle, size=step.BATCH))
        await index.refresh()

    try:
        await clock.measure("extract", extract_all)
        await clock.measure("archive, outbox, relay", store_all)
        await clock.measure("read", read_all)
        rest = clock.steps.pop("read")
        clock.steps["encoder"] = model.articles * 1000 / len(pages)
        clock.steps["other stages"] = rest - clock.steps["encoder"]
        await clock.measure("index", index_all)
        await clock.measure("story", tell_all)
        found = await _searchable(crawler, index)
        compared = baseline(pages, extracted, model)
    finally:
        await broker.close()
        await index.close()
        await crawler.dispose()
        await search.dispose()
    return clock, compared, found


def report(clock: Clock, compared: dict[str, float]) -> None:
    """Print the table."""
    out = sys.stdout.write
    total = sum(clock.steps.values())
    out(f"{clock.count} articles\n{'step':26} {'ms/article':>10} {'share':>6}\n")
    for name, taken in clock.steps.items():
        slow = f"  above {STEP_TARGET:.0f} ms" if taken > STEP_TARGET and name not in GREAT else ""
        out(f"{name:26} {taken:10.2f} {taken / total:6.1%}{slow}\n")
    out(f"{'together':26} {total:10.2f}   {1000 / total:.1f} articles/s/core (target {TARGET:.0f})\n")
    for name, taken in compared.items():
        out(f"baseline: {name:28} {taken:10.2f}\n")
    out(f"pipeline / baseline {total / sum(compared.values()):.2f}\n")


def _extract(page: PortalPage) -> Extracted:
    return extract(page.html, page.url, hints=Hints(), source=SOURCE, now=datetime.now(UTC))


def _draft(page: PortalPage, read: Extracted, digest: str) -> Draft:
    return Draft(
        url=page.url,
        canonical_url=read.canonical_url,
        title=read.title,
        text=read.text,
        author=read.author,
        image=read.image,
        kind="berita",
        source=SOURCE,
        published=read.published,
        content_hash=read.content_hash,
        raw_sha256=digest,
    )


async def _drain(broker: Broker, queue: Queue, consuming: AbstractAsyncContextManager[None]) -> None:
    async with consuming:
        while True:
            depth = await broker.depth(queue)
            if not depth.ready and not depth.in_hand:
                return
            await asyncio.sleep(0.05)


async def _searchable(crawler: AsyncEngine, index: ArticleIndex) -> int:
    async with crawler.connect() as connection:
        ids = list((await connection.execute(select(articles.c.id))).scalars())
    return len([item for item in await index.get(ids) if item.story is not None])


if __name__ == "__main__":
    sys.exit(main())
