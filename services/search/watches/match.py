"""Handles article.indexed: runs every watch over the articles just indexed."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta

from sqlalchemy.ext.asyncio import AsyncEngine

from services.search.index.errors import IndexUnavailable
from services.search.index.port import ArticleIndex
from services.search.index.visibility import is_visible, visibility_keys
from services.search.messages import decoded_or_quarantine
from services.search.query.errors import QueryError
from services.search.stories import history
from services.search.watches import lease, store
from services.search.watches.desk import Desk
from services.search.watches.firing import Firing
from services.search.watches.story_rules import story_firing
from shared.contracts.messages import ArticleIndexed
from shared.contracts.query import ArticleSearch, IndexedArticle
from shared.contracts.watch import Watch
from shared.messaging.port import Ack, Answer, Message, Quarantine, Retry
from shared.runtime.logs import get_logger

log = get_logger("search.watches")

# One query for each watch and batch; at most 100, the most a page of articles holds.
BATCH = 64
# Older articles come from a first crawl or an import of an archive: they are found, but they are no news.
NEWS_AGE = timedelta(days=2)


class Matcher:
    """Raises the alerts that articles trigger, and hurries on the rules that are judged by time."""

    def __init__(self, engine: AsyncEngine, index: ArticleIndex, desk: Desk) -> None:
        self._engine = engine
        self._index = index
        self._desk = desk

    async def handle(self, messages: Sequence[Message]) -> list[Answer]:
        """One answer for each message."""
        decoded = [decoded_or_quarantine(message, ArticleIndexed) for message in messages]
        events = [each for each in decoded if isinstance(each, ArticleIndexed)]
        fresh = [event for event in events if event.indexed_at - event.published_at <= NEWS_AGE]
        try:
            await self._match(fresh)
        except IndexUnavailable as error:
            log.warning("index unavailable", reason=str(error), articles=len(fresh))
            return [each if isinstance(each, Quarantine) else Retry(str(error)) for each in decoded]
        return [each if isinstance(each, Quarantine) else Ack() for each in decoded]

    async def _match(self, events: Sequence[ArticleIndexed]) -> None:
        watches = await store.all_watches(self._engine) if events else []
        if not watches:
            return
        await self._index.refresh()
        keys = await self._visibility([event.article_id for event in events])
        now = datetime.now(UTC)
        for watch in watches:
            # Most watches are other regions' business: that is seen without asking the index.
            ids = [key for key, own in keys.items() if is_visible(own, watch.filter.scope)]
            if ids:
                await self._run(watch, ids, now)

    async def _visibility(self, ids: Sequence[str]) -> dict[str, list[str]]:
        """Of each article the keys by which scopes see it."""
        found = await self._index.get(ids)
        return {item.article.id: visibility_keys(item.article, item.enrichment) for item in found}

    async def _run(self, watch: Watch, ids: Sequence[str], now: datetime) -> None:
        request = ArticleSearch(filter=watch.filter, limit=100, highlight=False)
        try:
            page = await self._index.search(request, ids=ids)
        except QueryError as error:
            # It was valid when it was saved; the language has changed since.
            log.error(
                "watch cannot be read", watch_id=watch.id, tenant_id=watch.tenant_id, reason=error.message
            )
            await store.mark_broken(self._engine, watch.id, error.message)
            return
        if page.items and store.by_time(watch.when):
            await lease.hurry(self._engine, watch.id, now)
        elif page.items and not await self._desk.file(
            watch, await self._firings(watch, page.items, now), now
        ):
            narrowed = await store.one(self._engine, watch.tenant_id, watch.id)
            if narrowed is not None:
                await self._run(narrowed, ids, now)

    async def _firings(self, watch: Watch, items: Sequence[IndexedArticle], now: datetime) -> list[Firing]:
        by_story: dict[str, list[IndexedArticle]] = defaultdict(list)
        for item in items:
            if item.story is not None:
                by_story[item.story.id].append(item)
        # Whoever heard of a story before it was merged has heard of it.
        former = await history.former_ids(self._engine, by_story)
        found = [
            await story_firing(self._index, watch, story_id, triggers, former.get(story_id, ()), now)
            for story_id, triggers in by_story.items()
        ]
        return [firing for firing in found if firing is not None]
