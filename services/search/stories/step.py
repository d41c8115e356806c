"""Handles article.stored: gives the article its story, writes that to the index, and announces it."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from datetime import UTC, datetime

from sqlalchemy.ext.asyncio import AsyncEngine

from services.search import store
from services.search.index.document import Document
from services.search.index.errors import IndexUnavailable
from services.search.index.port import ArticleIndex
from services.search.messages import announcement, decoded_or_quarantine
from services.search.stories.assign import Assigner
from shared.contracts.channels import channel_of
from shared.contracts.messages import ArticleIndexed, ArticleStored
from shared.messaging.port import Ack, Answer, Broker, Message, Quarantine, Retry
from shared.runtime.logs import get_logger

log = get_logger("search.stories")

# As many as the indexer hands on at once.
BATCH = 32


class StoryStep:
    """Story first, index second, announcement third: killed in between, the redelivery repeats the rest."""

    def __init__(self, engine: AsyncEngine, index: ArticleIndex, broker: Broker) -> None:
        self._engine = engine
        self._index = index
        self._broker = broker
        self._assigner = Assigner(engine)

    async def handle(self, messages: Sequence[Message]) -> list[Answer]:
        """One answer for each message."""
        decoded = [decoded_or_quarantine(message, ArticleStored) for message in messages]
        ids = [each.article_id for each in decoded if isinstance(each, ArticleStored)]
        changed = await store.documents(self._engine, await self._assigner.assign(ids))
        try:
            results = await self._index.put(changed)
        except IndexUnavailable as error:
            log.warning("index unavailable", reason=str(error), articles=len(ids))
            return [each if isinstance(each, Quarantine) else Retry(str(error)) for each in decoded]
        await store.written(self._engine, changed)
        refused = {result.id: result.reason for result in results if result.outcome == "rejected"}
        for article_id in refused.keys() - set(ids):
            log.error("document rejected", article_id=article_id, reason=refused[article_id])
        by_id = {document.article.id: document for document in changed}
        answers = (
            self._conclude(event, message, by_id, refused)
            for event, message in zip(decoded, messages, strict=True)
        )
        return list(await asyncio.gather(*answers))

    async def _conclude(
        self,
        stored: ArticleStored | Quarantine,
        message: Message,
        by_id: dict[str, Document],
        refused: dict[str, str | None],
    ) -> Answer:
        if isinstance(stored, Quarantine):
            return stored
        document = by_id.get(stored.article_id)
        if document is None:
            return Quarantine("no such article in the search database")
        if stored.article_id in refused:
            return Quarantine(f"the index rejects the document: {refused[stored.article_id]}")
        event = indexed(document, datetime.now(UTC))
        await self._broker.publish(channel_of(event.TYPE), announcement(event, event.revision, message))
        return Ack()


def indexed(document: Document, now: datetime) -> ArticleIndexed:
    """The event of a document that has its story."""
    article, enrichment = document.article, document.enrichment
    if document.story_id is None:
        raise ValueError(f"article {article.id} has no story")
    return ArticleIndexed(
        article_id=article.id,
        revision=article.revision,
        source_id=article.source.id,
        title=article.title,
        url=article.url,
        published_at=article.published_at,
        seen_at=article.seen_at,
        indexed_at=now,
        regions=sorted({region.code for region in enrichment.regions if region.about}),
        tone=enrichment.tone.label if enrichment.tone else None,
        topics=[topic.id for topic in enrichment.topics],
        story_id=document.story_id,
        copy_of=document.copy_of,
    )
