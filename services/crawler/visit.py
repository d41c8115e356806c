"""One visit: fetch what a task names, make of it what it is, and store the result in one transaction."""

from __future__ import annotations

import asyncio
import random
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine

from services.crawler.archive import Archive
from services.crawler.article_store import Draft, Stored, get_article, store
from services.crawler.enqueue import add_articles
from services.crawler.errors import NotAnArticle, NotHtml, PageDropped
from services.crawler.extract import Extracted, Hints, extract
from services.crawler.fetch import Fetcher, Page
from services.crawler.frontier import AGAIN, Task, keep, release, settle
from services.crawler.health import DROPPED as DROPPED_PREFIX
from services.crawler.health import count
from services.crawler.look import look
from services.crawler.manners import Manners
from services.crawler.metrics import DROPPED, EXTRACT_SECONDS, FETCHED, STORED
from services.crawler.robots import Robots
from services.crawler.schedule import HOME_INTERVAL, MOST_ATTEMPTS, poll_delay, recheck_at, retry_delay
from services.crawler.source_store import (
    find_source,
    note_error,
    note_success,
    ref,
    remember_places,
    source_for,
)
from shared.contracts.article import Article, SourceRef
from shared.contracts.crawl import Source
from shared.runtime.logs import get_logger

log = get_logger("crawler.visit")

HTML_TYPES = frozenset({"text/html", "application/xhtml+xml", "", "application/octet-stream", "text/plain"})
# A source that is gone keeps its last polls at this pace until somebody removes them.
ORPHAN_INTERVAL = 3600.0


@dataclass(frozen=True)
class Outcome:
    """What a visit came to: the article as it stands, or why there is none. Polls have neither."""

    article: Article | None = None
    dropped: PageDropped | None = None


class Visitor:
    """Visits one task at a time; many at once are many calls of `visit`.

    Transactions take shared rows in one order (articles, frontier, counters, sources), so that no two of them
    wait for each other in a circle.
    """

    def __init__(
        self, engine: AsyncEngine, fetcher: Fetcher, robots: Robots, archive: Archive, host_delay: float
    ) -> None:
        self._engine = engine
        self._fetcher = fetcher
        self._robots = robots
        self._archive = archive
        self._host_delay = host_delay

    async def visit(self, task: Task) -> Outcome:
        """Visit and store. Raises LeaseLost when the result was not ours to store any more."""
        manners = Manners(self._fetcher, self._robots, task.url, self._host_delay)
        keeping = asyncio.create_task(keep(self._engine, task))
        try:
            return await self._visit(task, manners)
        finally:
            keeping.cancel()

    async def _visit(self, task: Task, manners: Manners) -> Outcome:
        try:
            if task.attempts > MOST_ATTEMPTS and task.kind == "article":
                raise PageDropped(f"{task.url}: {task.attempts} visits began and never ended")
            if task.kind == "article":
                return await self._article(task, manners)
            await self._poll(task, manners)
            return Outcome()
        except PageDropped as error:
            await self._failed(task, manners, error)
            return Outcome(dropped=error)

    async def _article(self, task: Task, manners: Manners) -> Outcome:
        page = await manners.get(task.url, task.validators)
        FETCHED.labels(task.kind).inc()
        if page.not_modified and task.article_id:
            return Outcome(await self._unchanged(task, manners))
        if page.content_type not in HTML_TYPES:
            raise NotHtml(f"{page.url}: {page.content_type}")
        async with self._engine.connect() as connection:
            source = await find_source(connection, task.source_id)
            origin = ref(source) if source else await source_for(connection, task.url)
        digest, read = await asyncio.to_thread(self._read, task, page, origin)
        now = datetime.now(UTC)
        draft = Draft(
            url=page.url,
            canonical_url=read.canonical_url,
            title=read.title,
            text=read.text,
            author=read.author,
            image=read.image,
            kind="rilis" if origin.official else "berita",
            source=origin,
            published=read.published,
            content_hash=read.content_hash,
            raw_sha256=digest,
        )
        async with self._engine.begin() as connection:
            await release(connection, task, manners.next_at())
            stored = await store(connection, draft, now)
            await self._settle_article(connection, task, stored, page, now)
            await count(connection, task.source_id, {"fetched": 1, "extracted": 1}, now)
        outcome = "unchanged" if not stored.changed else "new" if stored.article.revision == 1 else "revised"
        STORED.labels(outcome).inc()
        log.info("article read", source=task.source_id, url=task.url, id=stored.article.id, outcome=outcome)
        return Outcome(stored.article)

    def _read(self, task: Task, page: Page, source: SourceRef) -> tuple[str, Extracted]:
        digest = self._archive.put(page.body)
        hints = Hints(task.hint_title, task.hint_published)
        with EXTRACT_SECONDS.time():
            html = decoded(page)
            return digest, extract(html, page.url, hints=hints, source=source, now=datetime.now(UTC))

    async def _settle_article(
        self, connection: AsyncConnection, task: Task, stored: Stored, page: Page, now: datetime
    ) -> None:
        checks = task.checks + 1
        await settle(
            connection,
            task,
            now,
            attempts=0,
            checks=checks,
            due_at=recheck_at(checks, stored.article.published_at, now),
            priority=AGAIN,
            etag=page.validators.etag,
            last_modified=page.validators.last_modified,
            article_id=stored.article.id,
            last_error=None,
        )

    async def _unchanged(self, task: Task, manners: Manners) -> Article:
        now = datetime.now(UTC)
        async with self._engine.begin() as connection:
            await release(connection, task, manners.next_at())
            article = await get_article(connection, task.article_id or "")
            stored = Stored(article, changed=False)
            page = Page(task.url, b"", "", None, task.validators, not_modified=True)
            await self._settle_article(connection, task, stored, page, now)
            await count(connection, task.source_id, {"fetched": 1}, now)
        STORED.labels("unchanged").inc()
        return article

    async def _poll(self, task: Task, manners: Manners) -> None:
        seen = await look(manners, task.kind, task.url, task.validators, datetime.now(UTC))
        FETCHED.labels(task.kind).inc()
        now = datetime.now(UTC)
        async with self._engine.begin() as connection:
            await release(connection, task, manners.next_at())
            source = await find_source(connection, task.source_id)
            found = [] if source and source.paused else seen.found
            new = await add_articles(connection, task.source_id, found, task.key, now)
            await settle(
                connection,
                task,
                now,
                attempts=0,
                due_at=_next_poll(task, source, 0, now),
                etag=seen.validators.etag,
                last_modified=seen.validators.last_modified,
                last_error=seen.complaint,
            )
            await count(connection, task.source_id, {"discovered": new}, now)
            if source and seen.polls is not None:
                await remember_places(connection, source, seen.polls, now)
            await note_success(connection, task.source_id, task.url, now)
            if seen.complaint:
                await note_error(connection, task.source_id, task.url, seen.complaint)
        log.info(
            "polled", source=task.source_id, kind=task.kind, url=task.url, found=len(seen.found), new=new
        )

    async def _failed(self, task: Task, manners: Manners, error: PageDropped) -> None:
        now = datetime.now(UTC)
        async with self._engine.begin() as connection:
            await release(connection, task, manners.next_at())
            if task.kind == "article":
                wait = retry_delay(task.attempts) if error.transient else None
                due_at = now + timedelta(seconds=wait) if wait is not None else None
            else:
                source = await find_source(connection, task.source_id)
                due_at = _next_poll(task, source, task.attempts, now)
            await settle(connection, task, now, due_at=due_at, last_error=str(error)[:500])
            if task.kind != "article":
                await note_error(connection, task.source_id, task.url, str(error))
            elif due_at is None:
                arrived = int(isinstance(error, NotAnArticle))
                counted = {"fetched": arrived, DROPPED_PREFIX + error.reason: 1}
                await count(connection, task.source_id, counted, now)
        DROPPED.labels(error.reason).inc()
        log.warning(
            "visit failed",
            source=task.source_id,
            kind=task.kind,
            url=task.url,
            reason=error.reason,
            error=str(error),
        )


def _next_poll(task: Task, source: Source | None, failures: int, now: datetime) -> datetime | None:
    """When a poll is due again; never while its source is paused."""
    if source is None:
        interval = ORPHAN_INTERVAL
    elif source.paused:
        return None
    elif task.kind == "home" and not failures:
        interval = HOME_INTERVAL
    else:
        interval = source.interval
    return now + timedelta(seconds=poll_delay(interval, failures, random.random()))


def decoded(page: Page) -> bytes | str:
    """The text of a page: UTF-8 when it is that, else by the charset of its Content-Type, else to be guessed.

    Many servers call UTF-8 pages ISO-8859-1; text in another charset is hardly ever valid UTF-8 by chance.
    """
    for charset in ("utf-8-sig", page.charset):
        if charset:
            try:
                return page.body.decode(charset)
            except (LookupError, UnicodeDecodeError):
                continue
    return page.body
