"""Handles article.indexed: runs every watch over the articles just indexed, one alert for each story."""

from __future__ import annotations

import hashlib
from collections import defaultdict
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta

from sqlalchemy.ext.asyncio import AsyncEngine

from services.search.index.errors import IndexUnavailable
from services.search.index.port import ArticleIndex
from services.search.messages import announcement, decoded_or_quarantine
from services.search.query.errors import QueryError
from services.search.stories import history
from services.search.watches import store
from services.search.watches.reason import new_story_reason
from shared.contracts.channels import channel_of
from shared.contracts.messages import AlertRaised, ArticleIndexed
from shared.contracts.query import ArticleSearch
from shared.contracts.watch import Watch
from shared.messaging.port import Ack, Answer, Broker, Message, Quarantine, Retry
from shared.runtime.logs import get_logger

log = get_logger("search.watches")

# One query for each watch and batch; at most 100, the most a page of articles holds.
BATCH = 64
# Older articles come from a first crawl or an import of an archive: they are found, but they are no news.
NEWS_AGE = timedelta(days=2)


class Matcher:
    """Alert row first, announcement second, mark third: killed in between, it is announced again."""

    def __init__(self, engine: AsyncEngine, index: ArticleIndex, broker: Broker) -> None:
        self._engine = engine
        self._index = index
        self._broker = broker

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
        watches = await store.listed(self._engine) if events else []
        if not watches:
            return
        await self._index.refresh()
        ids = [event.article_id for event in events]
        for watch in watches:
            await self._run(watch, ids)

    async def _run(self, watch: Watch, ids: Sequence[str]) -> None:
        request = ArticleSearch(filter=watch.filter, limit=100, highlight=False)
        try:
            page = await self._index.search(request, ids=ids)
        except QueryError as error:
            # It was valid when it was saved; the language has changed since.
            log.error(
                "watch cannot be read", watch_id=watch.id, tenant_id=watch.tenant_id, reason=error.message
            )
            return
        by_story: dict[str, list[str]] = defaultdict(list)
        for item in page.items:
            if item.story is not None:
                by_story[item.story.id].append(item.article.id)
        # Whoever heard of a story before it was merged has heard of it.
        former = await history.former_ids(self._engine, by_story)
        names = {story_id: [story_id, *former.get(story_id, ())] for story_id in by_story}
        keys = [alert_id(watch.id, name) for story_names in names.values() for name in story_names]
        sent = await store.known(self._engine, keys)
        raised = [
            await self._alert(alert_id(watch.id, story_id), watch, story_id, by_story[story_id])
            for story_id, story_names in names.items()
            if sent.isdisjoint(alert_id(watch.id, name) for name in story_names)
        ]
        if raised:
            await self._send(raised)

    async def _alert(self, key: str, watch: Watch, story_id: str, article_ids: list[str]) -> store.Alert:
        story = await self._index.story(story_id, watch.filter.scope)
        if story is None:
            raise IndexUnavailable(f"story {story_id} is not visible yet")
        event = AlertRaised(
            alert_id=key,
            tenant_id=watch.tenant_id,
            watch_id=watch.id,
            title=story.headline,
            reason=new_story_reason(watch.name, story, watch.zone),
            article_ids=sorted(article_ids),
            deliveries=watch.deliveries,
            raised_at=datetime.now(UTC),
        )
        return store.Alert(story_id, event)

    async def _send(self, raised: Sequence[store.Alert]) -> None:
        await store.raise_once(self._engine, raised)
        for event in await store.unsent(self._engine, [alert.event.alert_id for alert in raised]):
            await self._broker.publish(channel_of(event.TYPE), announcement(event, "raised"))
            await store.mark_sent(self._engine, event.alert_id, datetime.now(UTC))
            log.info(
                "alert raised", alert_id=event.alert_id, watch_id=event.watch_id, tenant_id=event.tenant_id
            )


def alert_id(watch_id: str, story_id: str) -> str:
    """The id of the one alert that a watch raises for a story."""
    return hashlib.sha256(f"{watch_id}/{story_id}".encode()).hexdigest()[:32]
