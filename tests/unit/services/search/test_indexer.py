"""The indexer: rows, index and announcements stay right whatever comes twice, late or broken."""

from __future__ import annotations

from collections.abc import Sequence

import pytest
from sqlalchemy.ext.asyncio import AsyncEngine

from services.search import store
from services.search.index.document import Document, PutResult
from services.search.index.errors import IndexUnavailable
from services.search.index.port import ArticleIndex
from services.search.indexer import Indexer
from shared.contracts.messages import ArticleStored
from shared.contracts.query import ArticleSearch, Filter
from shared.messaging.port import Ack, BrokerUnavailable, Message, Quarantine, Retry
from tests.search_world import RecordingBroker, article_id, enriched, message

URL = "https://kabar-pesisir.example/1"
EVERYTHING = ArticleSearch(filter=Filter(scope=["ID"]))


@pytest.fixture
def indexer(engine: AsyncEngine, index: ArticleIndex, broker: RecordingBroker) -> Indexer:
    return Indexer(engine, index, broker)  # type: ignore[arg-type]  # publishes only


class Sick:
    """An index that is away, or refuses one article."""

    def __init__(self, refused: str | None = None) -> None:
        self.refused = refused

    async def put(self, documents: Sequence[Document]) -> list[PutResult]:
        if self.refused is None:
            raise IndexUnavailable("the index does not answer")
        return [
            PutResult(d.article.id, "rejected", "field too long")
            if d.article.id == self.refused
            else PutResult(d.article.id, "written")
            for d in documents
        ]


async def test_articles_are_indexed_and_announced(
    indexer: Indexer, index: ArticleIndex, broker: RecordingBroker
) -> None:
    events = [enriched(f"https://a.example/{k}") for k in range(3)]
    assert await indexer.handle([message(event) for event in events]) == [Ack()] * 3
    await index.refresh()
    page = await index.search(EVERYTHING)
    assert {item.article.id for item in page.items} == {event.article.id for event in events}
    assert [event.article_id for event in broker.events(ArticleStored)] == [e.article.id for e in events]


@pytest.mark.parametrize("order", [(1, 2), (2, 1), (2, 1, 2, 1)])
async def test_revisions_in_any_order_end_in_the_same_state(
    order: tuple[int, ...], indexer: Indexer, index: ArticleIndex
) -> None:
    for revision in order:
        event = enriched(URL, title=f"Judul {revision}", revision=revision)
        assert await indexer.handle([message(event)]) == [Ack()]
    (found,) = await index.get([article_id(URL)])
    assert found.article.revision == 2
    assert found.article.title == "Judul 2"
    assert [(each.revision, each.title) for each in found.revisions] == [(1, "Judul 1"), (2, "Judul 2")]


async def test_both_revisions_in_one_batch(
    indexer: Indexer, index: ArticleIndex, broker: RecordingBroker
) -> None:
    batch = [message(enriched(URL, title=f"Judul {revision}", revision=revision)) for revision in (2, 1)]
    assert await indexer.handle(batch) == [Ack(), Ack()]
    (found,) = await index.get([article_id(URL)])
    assert [each.title for each in found.revisions] == ["Judul 1", "Judul 2"]
    assert [event.revision for event in broker.events(ArticleStored)] == [2, 1]


async def test_a_redelivery_repeats_the_announcement_with_the_same_id(
    indexer: Indexer, broker: RecordingBroker
) -> None:
    for _ in range(2):
        await indexer.handle([message(enriched(URL))])
    first, second = [sent for _, sent in broker.sent]
    assert first.id == second.id


async def test_what_does_not_decode_is_set_aside_and_the_others_pass(indexer: Indexer) -> None:
    broken = Message(type="id.gaung.article.enriched.v1", source="x", subject="x", data=b"{")
    foreign = Message(type="id.gaung.article.crawled.v1", source="x", subject="x", data=b"{}")
    answers = await indexer.handle([broken, message(enriched(URL)), foreign])
    assert isinstance(answers[0], Quarantine)
    assert answers[1] == Ack()
    assert isinstance(answers[2], Quarantine)
    assert "unknown message type" in answers[2].reason


async def test_an_index_that_is_away_means_later(engine: AsyncEngine, broker: RecordingBroker) -> None:
    indexer = Indexer(engine, Sick(), broker)  # type: ignore[arg-type]  # puts and publishes only
    (answer,) = await indexer.handle([message(enriched(URL))])
    assert answer == Retry("the index does not answer")
    assert broker.sent == []


async def test_a_refused_document_is_set_aside_with_the_reason(
    engine: AsyncEngine, broker: RecordingBroker
) -> None:
    indexer = Indexer(engine, Sick(refused=article_id(URL)), broker)  # type: ignore[arg-type]  # as above
    answers = await indexer.handle([message(enriched(URL)), message(enriched("https://a.example/2"))])
    assert answers == [Quarantine("the index rejects the document: field too long"), Ack()]
    assert len(broker.sent) == 1


async def test_an_announcement_that_fails_fails_the_message(
    indexer: Indexer, broker: RecordingBroker, engine: AsyncEngine
) -> None:
    broker.refuse = BrokerUnavailable("no broker")
    with pytest.raises(BrokerUnavailable):
        await indexer.handle([message(enriched(URL))])
    broker.refuse = None
    assert await indexer.handle([message(enriched(URL))]) == [Ack()]
    assert await store.count(engine) == 1
