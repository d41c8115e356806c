"""The crawler as the other rooms see it: import sources, crawl this now, take this document, are you idle?"""

from __future__ import annotations

import asyncio
from datetime import UTC, datetime
from pathlib import Path

import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncEngine

from services.crawler.article_store import Stored
from services.crawler.canonical import article_id
from services.crawler.dispatcher import Dispatcher
from services.crawler.enqueue import ask_for
from services.crawler.errors import CrawlerError, TooSlow
from services.crawler.frontier import POLLS, anything_due, claim_one
from services.crawler.push import push
from services.crawler.relay import Relay
from services.crawler.source_store import import_source, source_for
from services.crawler.sources_file import read_sources_file
from services.crawler.tables import frontier
from services.crawler.visit import Outcome, Visitor
from shared.contracts.article import Article
from shared.contracts.crawl import PushedArticle

# How long `crawl_now` waits for a host that somebody else is asking.
HOST_WAIT_SECONDS = 90.0
POLL_SECONDS = 0.05


class Crawler:
    """A running crawler; made by `open_crawler`."""

    def __init__(self, engine: AsyncEngine, visitor: Visitor, dispatcher: Dispatcher, relay: Relay) -> None:
        self.engine = engine
        self._visitor = visitor
        self._dispatcher = dispatcher
        self._relay = relay

    async def import_sources(self, path: Path) -> int:
        """Import a sources file; how many sources it has. Raises SourcesFileError, then nothing was imported."""
        found = read_sources_file(path)
        now = datetime.now(UTC)
        async with self.engine.begin() as connection:
            for source in found:
                await import_source(connection, source, now, together=len(found))
        return len(found)

    async def push(self, pushed: PushedArticle) -> Stored:
        """Take a document into the pipeline. Raises NotAllowedUrl."""
        stored = await push(self.engine, pushed)
        self._relay.nudge()
        return stored

    async def ask_for(self, url: str) -> str:
        """Have an address crawled before everything else; the article id it will have, most likely.

        (The page may name another canonical address.) Raises NotAllowedUrl.
        """
        async with self.engine.begin() as connection:
            source = await source_for(connection, url)
            key, _ = await ask_for(connection, url, source.id, datetime.now(UTC))
        return article_id(key)

    async def crawl_now(self, url: str) -> Article:
        """Crawl an address and wait for it. Raises the PageDropped that came of it, or TooSlow."""
        async with self.engine.begin() as connection:
            source = await source_for(connection, url)
            key, host = await ask_for(connection, url, source.id, datetime.now(UTC))
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
            busy = await anything_due(connection, datetime.now(UTC))
        return not busy and await self._relay.length() == 0

    async def run_once(self) -> None:
        """Crawl everything that is due now, polls never done among it, and return when all of it is relayed."""
        now = datetime.now(UTC)
        never = sa.and_(
            frontier.c.kind.in_(POLLS), frontier.c.visited_at.is_(None), frontier.c.due_at.is_not(None)
        )
        async with self.engine.begin() as connection:
            await connection.execute(sa.update(frontier).where(never).values(due_at=now))
        while not await self.crawled_until_idle():
            await asyncio.sleep(POLL_SECONDS)

    async def crawled_until_idle(self) -> bool:
        """Whether the crawler is idle, and still is after polls that a discovery added were brought forward."""
        if not await self.idle():
            return False
        never = sa.and_(
            frontier.c.kind.in_(POLLS), frontier.c.visited_at.is_(None), frontier.c.due_at.is_not(None)
        )
        async with self.engine.begin() as connection:
            brought = await connection.execute(
                sa.update(frontier).where(never).values(due_at=datetime.now(UTC))
            )
        return brought.rowcount == 0
