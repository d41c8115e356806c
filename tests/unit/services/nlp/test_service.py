"""The service: articles in, enriched articles out, idempotent; its API; and no start without a model."""

from __future__ import annotations

import asyncio
import threading
import time
from collections.abc import AsyncIterator, Sequence
from pathlib import Path

import httpx
import pytest

from services.nlp import service
from services.nlp.encoder import EncoderError, ModelMissing, Reading
from services.nlp.passage import Passage
from services.nlp.pipeline import Reader
from services.nlp.texts import article_from_text
from services.nlp.worker import Worker, enriched_message
from shared.contracts.article import Article
from shared.contracts.channels import NLP_ARTICLES, SEARCH_ARTICLES, channel_of
from shared.contracts.messages import ArticleCrawled, ArticleEnriched
from shared.messaging.connect import connect
from shared.messaging.decode import decode
from shared.messaging.port import Ack, Answer, Broker, BrokerUnavailable, Message, Quarantine, Retry
from shared.runtime.clients import Clients
from shared.runtime.settings import Settings
from tests.contract.messaging_cleanup import delete_namespace
from tests.unit.services.nlp.fakes import FakeModel

CRAWLED = channel_of(ArticleCrawled.TYPE)
TRACE = "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01"


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    return Settings(data_dir=tmp_path, internal_token="token")


@pytest.fixture
async def broker(settings: Settings) -> AsyncIterator[Broker]:
    opened = await connect(settings.broker())
    yield opened
    await opened.close()


@pytest.fixture
def fake_model(monkeypatch: pytest.MonkeyPatch) -> FakeModel:
    model = FakeModel(poison="racun")
    monkeypatch.setattr(service.Reader, "load", classmethod(lambda cls, settings: Reader(model, "fake-1")))
    return model


def crawled(article: Article, traceparent: str | None = None) -> Message:
    return Message.of(ArticleCrawled(article=article), source="crawler", traceparent=traceparent)


@pytest.fixture(params=["sqlite", "rabbitmq"])
async def any_broker(request: pytest.FixtureRequest, settings: Settings) -> AsyncIterator[Broker]:
    rabbitmq = request.param == "rabbitmq"
    address = request.getfixturevalue("require_rabbitmq") if rabbitmq else settings.broker()
    opened = await connect(address)
    yield opened
    await opened.close()
    if rabbitmq:
        await delete_namespace(address)


async def enriched(broker: Broker, count: int) -> list[Message]:
    """The next messages on the search queue."""
    received: list[Message] = []
    done = asyncio.Event()

    async def handle(message: Message) -> Answer:
        received.append(message)
        if len(received) >= count:
            done.set()
        return Ack()

    async with broker.consume(SEARCH_ARTICLES, handle):
        await asyncio.wait_for(done.wait(), 20)
    return received


async def test_articles_come_out_enriched(
    settings: Settings, any_broker: Broker, fake_model: FakeModel
) -> None:
    broker = any_broker
    articles = [article_from_text(f"Kabar {n}", "Kabupaten Demak banjir.") for n in range(11)]
    for article in articles:
        await broker.publish(CRAWLED, crawled(article, TRACE))
    async with service.open_nlp(settings, broker, Clients(settings)):
        messages = await enriched(broker, len(articles))
    events = [decode(message, ArticleEnriched) for message in messages]
    assert {event.article.id for event in events} == {article.id for article in articles}
    assert {event.enrichment.regions[0].code for event in events} == {"33.21"}
    assert {message.traceparent for message in messages} == {TRACE}
    assert max(fake_model.batches) > 1
    assert (await broker.depth(NLP_ARTICLES)).ready == 0


async def test_leaving_finishes_what_is_in_hand(
    settings: Settings, broker: Broker, fake_model: FakeModel, monkeypatch: pytest.MonkeyPatch
) -> None:
    reading = threading.Event()
    read = fake_model.read

    def slowly(passages: Sequence[Passage]) -> list[Reading]:
        reading.set()
        time.sleep(0.5)
        return read(passages)

    monkeypatch.setattr(fake_model, "read", slowly)
    await broker.publish(CRAWLED, crawled(article_from_text("Kabar", "Kabupaten Demak banjir.")))
    async with service.open_nlp(settings, broker, Clients(settings)):
        await asyncio.to_thread(reading.wait, 20)
    assert (await broker.depth(NLP_ARTICLES)).ready == 0
    assert (await broker.depth(SEARCH_ARTICLES)).ready == 1


def test_a_redelivery_makes_the_same_message() -> None:
    article = article_from_text("Kabar", "Kabupaten Demak banjir.")
    enrichment = Reader(FakeModel(), "fake-1").read([article])[0]
    first, again = crawled(article), crawled(article)
    assert enriched_message(article, enrichment, first).id == enriched_message(article, enrichment, again).id
    later = article.model_copy(update={"revision": 2})
    assert enriched_message(later, enrichment, first).id != enriched_message(article, enrichment, first).id


async def test_a_poisonous_text_does_not_hold_up_its_batch(broker: Broker) -> None:
    worker = Worker(Reader(FakeModel(poison="racun"), "fake-1"), broker)
    good, bad = article_from_text("Kabar", "Kabupaten Demak."), article_from_text("Kabar", "racun")
    broken = Message(type=ArticleCrawled.TYPE, source="x", subject="x", data=b"{}")
    stranger = Message(type="id.gaung.else.v1", source="x", subject="x", data=b"{}")
    answers = await worker.handle([crawled(good), crawled(bad), broken, stranger])
    assert [type(answer) for answer in answers] == [Ack, Retry, Quarantine, Quarantine]
    assert (await broker.depth(SEARCH_ARTICLES)).ready == 1


async def test_what_cannot_be_published_is_not_acknowledged() -> None:
    class Away:
        async def publish(self, channel: object, message: Message) -> None:
            raise BrokerUnavailable("away")

    worker = Worker(Reader(FakeModel(), "fake-1"), Away())  # type: ignore[arg-type]
    with pytest.raises(BrokerUnavailable):
        await worker.handle([crawled(article_from_text("Kabar", "Kabupaten Demak."))])


async def test_api(settings: Settings, broker: Broker, fake_model: FakeModel) -> None:
    async with service.open_nlp(settings, broker, Clients(settings)) as app:
        clients = Clients(settings, apps={"nlp": app})
        client = clients.to("nlp")
        vectors = (await client.post("/embed", json={"texts": ["banjir", "jalan"]})).json()["embeddings"]
        assert [len(vector) for vector in vectors] == [384, 384]
        assert (await client.post("/embed", json={"texts": []})).json()["embeddings"] == []
        assert (await client.post("/embed", json={"texts": []})).json()["model"]
        assert (await client.post("/embed", json={"texts": ["a" * 2_001]})).status_code == 422
        text = {"title": "Kabar", "text": "Pemkab Kutim membuka posko.", "source_region": "64.08"}
        answer = (await client.post("/enrich", json=text)).json()
        assert [region["code"] for region in answer["regions"]] == ["64.08"]
        assert (await client.post("/enrich", json={"title": "", "text": ""})).status_code == 422
        refused = await client.post("/enrich", json={"title": "", "text": "racun"})
        assert (refused.status_code, refused.json()["detail"]) == (503, "cannot run")
        ready = await client.get("/readyz")
        assert (ready.status_code, ready.json()["checks"]) == (200, {"broker": "ok", "model": "ok"})
        metrics = (await client.get("/metrics")).text
        assert "gaung_nlp_articles_read_total" in metrics
        assert 'gaung_nlp_stage_seconds_count{stage="regions"}' in metrics
        await clients.close()


async def test_api_needs_the_token(settings: Settings, broker: Broker, fake_model: FakeModel) -> None:
    async with service.open_nlp(settings, broker, Clients(settings)) as app:
        transport = httpx.ASGITransport(app=app)
        async with httpx.AsyncClient(transport=transport, base_url="http://nlp") as client:
            assert (await client.post("/embed", json={"texts": ["a"]})).status_code == 401
            assert (await client.get("/healthz")).status_code == 200


async def test_no_start_without_a_model(
    settings: Settings, broker: Broker, monkeypatch: pytest.MonkeyPatch
) -> None:
    def missing(cls: type[Reader], settings: Settings) -> Reader:
        raise ModelMissing("language model incomplete in model: missing model.onnx")

    monkeypatch.setattr(service.Reader, "load", classmethod(missing))
    with pytest.raises(EncoderError, match=r"missing model\.onnx"):
        async with service.open_nlp(settings, broker, Clients(settings)):
            pass
