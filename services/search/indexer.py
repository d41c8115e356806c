"""Handles article.enriched: keeps the revision, writes it to the index, and passes it on to get its story."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence

from sqlalchemy.ext.asyncio import AsyncEngine

from services.search import store
from services.search.index.document import PutResult
from services.search.index.errors import IndexUnavailable
from services.search.index.port import ArticleIndex
from services.search.messages import announcement, decoded_or_quarantine
from shared.contracts.channels import channel_of
from shared.contracts.messages import ArticleEnriched, ArticleStored
from shared.messaging.port import Ack, Answer, Broker, Message, Quarantine, Retry
from shared.runtime.logs import get_logger

log = get_logger("search.indexer")

# One bulk request and one transaction for so many articles: above 32 the share of both per article hardly
# falls, while everybody in the batch waits for the last.
BATCH = 32


class Indexer:
    """Row first, index second, announcement third: killed in between, the redelivery repeats the rest."""

    def __init__(self, engine: AsyncEngine, index: ArticleIndex, broker: Broker) -> None:
        self._engine = engine
        self._index = index
        self._broker = broker

    async def handle(self, messages: Sequence[Message]) -> list[Answer]:
        """One answer for each message; what the index refuses for good is quarantined with its reason."""
        decoded = [decoded_or_quarantine(message, ArticleEnriched) for message in messages]
        events = [each for each in decoded if isinstance(each, ArticleEnriched)]
        if not events:
            return [each for each in decoded if isinstance(each, Quarantine)]
        await store.keep(self._engine, events)
        current = await store.documents(self._engine, sorted({event.article.id for event in events}))
        try:
            results = {result.id: result for result in await self._index.put(current)}
        except IndexUnavailable as error:
            log.warning("index unavailable", reason=str(error), articles=len(events))
            return [each if isinstance(each, Quarantine) else Retry(str(error)) for each in decoded]
        return list(
            await asyncio.gather(
                *(self._conclude(*each, results) for each in zip(decoded, messages, strict=True))
            )
        )

    async def _conclude(
        self, decoded: ArticleEnriched | Quarantine, message: Message, results: dict[str, PutResult]
    ) -> Answer:
        if isinstance(decoded, Quarantine):
            return decoded
        article = decoded.article
        if article.id not in results:
            # It was forgotten while it was on its way: the row is not there, and nobody is told of it.
            return Ack()
        result = results[article.id]
        if result.outcome == "rejected":
            log.error(
                "document rejected", article_id=article.id, source_id=article.source.id, reason=result.reason
            )
            return Quarantine(f"the index rejects the document: {result.reason}")
        stored = ArticleStored(article_id=article.id, revision=article.revision)
        await self._broker.publish(
            channel_of(ArticleStored.TYPE), announcement(stored, article.revision, message)
        )
        return Ack()
