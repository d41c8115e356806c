"""Handles batches of crawled articles: reads them in a thread, publishes each enrichment, then answers."""

from __future__ import annotations

import asyncio
import uuid
from collections.abc import Sequence

from services.nlp.encoder import EncoderError
from services.nlp.metrics import ARTICLES_READ
from services.nlp.pipeline import Reader
from shared.contracts.article import Article
from shared.contracts.channels import channel_of
from shared.contracts.enrichment import Enrichment
from shared.contracts.messages import ArticleCrawled, ArticleEnriched
from shared.messaging.decode import decode
from shared.messaging.port import Ack, Answer, Broker, InvalidMessage, Message, Quarantine, Retry
from shared.runtime.logs import get_logger

log = get_logger("nlp.worker")

# One forward pass takes up to this many articles; more fill no more of one core.
BATCH = 8
# Any fixed UUID: the root of our name-based message ids.
_ROOT = uuid.UUID("0d4c1b1e-53c9-5a0e-8a55-64086408bbbb")
_ENRICHED = channel_of(ArticleEnriched.TYPE)


def enriched_message(article: Article, enrichment: Enrichment, cause: Message) -> Message:
    """The message of an enriched revision; a redelivery of its cause makes the same id. Its trace goes on."""
    event = ArticleEnriched(article=article, enrichment=enrichment)
    name = f"{event.TYPE}/{article.id}/{article.revision}"
    return Message.of(event, source="nlp", traceparent=cause.traceparent, id=str(uuid.uuid5(_ROOT, name)))


class Worker:
    """Reads one batch at a time: the model uses the cores it was given, a second batch would only wait."""

    def __init__(self, reader: Reader, broker: Broker) -> None:
        self._reader = reader
        self._broker = broker
        self._one_at_a_time = asyncio.Lock()

    async def read(self, articles: Sequence[Article]) -> list[Enrichment]:
        """The enrichments of articles, read beside the event loop. Raises EncoderError."""
        async with self._one_at_a_time:
            return await asyncio.to_thread(self._reader.read, articles)

    @property
    def model(self) -> str:
        """The name of the model that reads."""
        return self._reader.name

    async def embed(self, texts: Sequence[str]) -> list[list[float]]:
        """Unit vectors of queries. Raises EncoderError."""
        vectors = await asyncio.to_thread(self._reader.embed, texts)
        return [[float(value) for value in vector] for vector in vectors]

    async def handle(self, messages: Sequence[Message]) -> list[Answer]:
        """Enrich and publish a batch; an answer for each message, in order."""
        answers: list[Answer] = [Ack() for _ in messages]
        articles: dict[int, Article] = {}
        for i, message in enumerate(messages):
            try:
                articles[i] = decode(message, ArticleCrawled).article
            except InvalidMessage as error:
                answers[i] = Quarantine(str(error))
        for i, outcome in zip(articles, await self._outcomes(list(articles.values())), strict=True):
            if isinstance(outcome, EncoderError):
                answers[i] = Retry(f"the language model could not read it: {outcome}")
                continue
            await self._broker.publish(_ENRICHED, enriched_message(articles[i], outcome, messages[i]))
            ARTICLES_READ.inc()
        log.info("batch read", articles=len(articles), refused=len(messages) - len(articles))
        return answers

    async def _outcomes(self, articles: list[Article]) -> list[Enrichment | EncoderError]:
        """An enrichment or an error for each article: when a batch fails, each is tried by itself."""
        try:
            return list(await self.read(articles))
        except EncoderError as error:
            if len(articles) == 1:
                return [error]
            log.warning("batch failed, reading one by one", articles=len(articles), error=str(error))
            return [(await self._outcomes([article]))[0] for article in articles]
