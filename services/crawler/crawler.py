"""The crawler as the other rooms see it: import sources, crawl this now, take this document, are you idle?"""

from __future__ import annotations

import asyncio
from datetime import UTC, datetime
from pathlib import Path
from typing import BinaryIO

from sqlalchemy.ext.asyncio import AsyncEngine

from services.crawler.article_store import Stored
from services.crawler.canonical import article_id
from services.crawler.dispatcher import Dispatcher
from services.crawler.enqueue import ask_for
from services.crawler.errors import CrawlerError, TooSlow
from services.crawler.frontier import anything_due, claim_one
from services.crawler.imports.feeding import anything_waiting
from services.crawler.imports.preview import preview
from services.crawler.imports.runner import ImportRunner
from services.crawler.imports.taking import take
from services.crawler.polls import bring_forward
from services.crawler.push import push
from services.crawler.relay import Relay
from services.crawler.source_store import import_source, source_for
from services.crawler.sources_file import read_sources_file
from services.crawler.visit import Outcome, Visitor
from shared.contracts.article import Article
from shared.contracts.crawl import TenantPush
from shared.contracts.imports import Import, ImportOrder, ImportPreview

# How long `crawl_now` waits for a host that somebody else is asking.
HOST_WAIT_SECONDS = 90.0
POLL_SECONDS = 0.1
# Reading a file keeps a core busy for up to a minute: others wait for their turn, pages for none.
FILES_AT_ONCE = 2


class Crawler:
    """A running crawler; made by `open_crawler`."""

    def __init__(
        self,
        engine: AsyncEngine,
        visitor: Visitor,
        dispatcher: Dispatcher,
        relay: Relay,
        importing: ImportRunner,
    ) -> None:
        self.engine = engine
        self._visitor = visitor
        self._dispatcher = dispatcher
        self._relay = relay
        self._importing = importing
        self._reading = asyncio.Semaphore(FILES_AT_ONCE)

    async def import_sources(self, path: Path) -> int:
        """Import a sources file; how many sources it has. Raises SourcesFileError (and imports nothing)."""
        found = read_sources_file(path)
        now = datetime.now(UTC)
        async with self.engine.begin() as connection:
            for source in found:
                await import_source(connection, source, now, together=len(found))
        return len(found)

    async def push(self, pushed: TenantPush) -> Stored:
        """Take a document into the pipeline. Raises NotAllowedUrl."""
        stored = await push(self.engine, pushed)
        self._relay.nudge()
        return stored

    async def take_import(self, file: BinaryIO, order: ImportOrder) -> Import:
        """Take a file of documents in; its rows go into the pipeline from now on. Raises UnusableFile."""
        async with self._reading:
            taken = await take(self.engine, file, order)
        self._importing.nudge()
        return taken

    async def preview_import(self, file: BinaryIO, order: ImportOrder) -> ImportPreview:
        """What an import of the file would do; nothing of it is kept. Raises UnusableFile."""
        async with self._reading:
            return await asyncio.to_thread(preview, file, order, datetime.now(UTC))

    async def undo_import(self, tenant_id: str, identity: str) -> int:
        """Take an import back; how many articles went. Raises UnknownImport and StillOnTheWay."""
        return await self._importing.undo(tenant_id, identity)

    async def ask_for(self, url: str) -> str:
        """Have an address crawled before everything else; the article id it will have, most likely.

        (The page may name another canonical address.) Raises NotAllowedUrl.
        """
        async with self.engine.begin() as connection:
            source = await source_for(connection, url)
            now = datetime.now(UTC)
            key, _ = await ask_for(connection, url, source.id, now, now)
        return article_id(key)

    async def crawl_now(self, url: str) -> Article:
        """Crawl an address and wait for it. Raises the PageDropped that came of it, or TooSlow."""
        async with self.engine.begin() as connection:
            source = await source_for(connection, url)
            key, host = await ask_for(connection, url, source.id, datetime.now(UTC), None)
        outcome = await self._visit(url, key, host)
        self._relay.nudge()
        if outcome.dropped:
            raise outcome.dropped
        if outcome.article is None:
            raise CrawlerError(f"{url}: nothing came of it")
        return outcome.article

    async def _visit(self, url: str, key: str, host: str) -> Outcome:
        deadline = asyncio.get_running_loop().time() + HOST_WAIT_SECONDS
        while asyncio.get_running_loop().time() < deadline:
            task = await claim_one(
                self.engine, self._dispatcher.owner(), "article", key, host, datetime.now(UTC)
            )
            if task:
                return await self._visitor.visit(task)
            await asyncio.sleep(POLL_SECONDS)
        raise TooSlow(f"{url}: the host is busy, it will be crawled later")

    async def idle(self) -> bool:
        """Whether nothing is due, nothing in hand (in any process) and the outbox empty."""
        if self._dispatcher.in_flight:
            return False
        async with self.engine.connect() as connection:
            busy = await anything_due(connection, datetime.now(UTC)) or await anything_waiting(connection)
        return not busy and await self._relay.length() == 0

    async def run_once(self) -> None:
        """Crawl everything due now, and polls that are only spread; return when all of it is relayed."""
        settled = False
        while not settled:
            # In this order: a visit that ends between the two may have found polls that lie ahead.
            idle = await self.idle()
            async with self.engine.begin() as connection:
                brought = await bring_forward(connection, datetime.now(UTC))
            settled = idle and not brought
            if not settled:
                await asyncio.sleep(POLL_SECONDS)
