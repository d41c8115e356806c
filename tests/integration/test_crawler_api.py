"""The crawler's internal API: token, sources, health, pushed documents; and backpressure."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from pathlib import Path

import httpx
import pytest

from services.crawler.service import open_crawler
from shared.contracts.channels import NLP_ARTICLES, Queue
from shared.messaging.connect import connect
from shared.messaging.port import Broker, BrokerUnavailable, Depth
from shared.runtime.clients import Clients
from tests.integration.crawler_web import crawler_settings, crawling, serving_web, take_all

PUSHED = {
    "kind": "aspirasi",
    "title": "Jalan rusak di Sandaran",
    "text": "Jalan poros rusak sejak Senin (6/7/2026), mohon diperbaiki.\n\nBagikan: Facebook | X",
    "source": {"name": "Lapor Kutim", "region": "64.08", "timezone": "Asia/Makassar"},
}


@pytest.fixture
async def broker(tmp_path: Path) -> AsyncIterator[Broker]:
    opened = await connect(f"sqlite:///{tmp_path / 'broker.db'}")
    yield opened
    await opened.close()


@pytest.fixture
async def api(broker: Broker, tmp_path: Path) -> AsyncIterator[httpx.AsyncClient]:
    async with crawling(crawler_settings(tmp_path), broker) as (_, clients):
        yield clients.to("crawler")


async def test_sources_are_added_listed_changed(api: httpx.AsyncClient) -> None:
    for name in ("a", "b", "c"):
        body = {"url": f"https://{name}.example", "region": "64.08", "interval": "10m", "paused": True}
        answer = await api.post("/sources", json=body)
        assert answer.status_code == 201
    assert answer.json()["timezone"] == "Asia/Makassar"
    assert answer.json()["interval"] == 600
    page = (await api.get("/sources", params={"limit": 2})).json()
    assert [source["id"] for source in page["items"]] == ["a-example", "b-example"]
    page = (await api.get("/sources", params={"limit": 2, "after": page["next"]})).json()
    assert ([source["id"] for source in page["items"]], page["next"]) == (["c-example"], None)
    changed = await api.patch("/sources/a-example", json={"paused": False, "name": "Kabar A"})
    assert (changed.json()["paused"], changed.json()["name"], changed.json()["region"]) == (
        False,
        "Kabar A",
        "64.08",
    )
    assert (await api.get("/sources/a-example")).json() == changed.json()
    health = (await api.get("/sources/a-example/health", params={"days": 2})).json()
    assert health["source"]["id"] == "a-example"
    assert len(health["days"]) == 2


@pytest.mark.parametrize(
    ("method", "path", "body", "status"),
    [
        ("GET", "/sources/tidak-ada", None, 404),
        ("GET", "/sources/tidak-ada/health", None, 404),
        ("PATCH", "/sources/tidak-ada", {"paused": True}, 404),
        ("POST", "/sources", {"url": "kabar.example"}, 422),
        ("POST", "/sources", {"url": "https://a.example", "region": "99.99"}, 422),
        ("POST", "/sources", {"name": "Tanpa alamat"}, 422),
        ("POST", "/crawls", {"url": "ftp://a.example"}, 422),
        ("POST", "/articles", PUSHED | {"title": ""}, 422),
        ("POST", "/articles", PUSHED | {"url": "bukan alamat"}, 422),
        ("GET", "/sources?limit=0", None, 422),
    ],
)
async def test_wrong_requests(
    api: httpx.AsyncClient, method: str, path: str, body: dict[str, object] | None, status: int
) -> None:
    assert (await api.request(method, path, json=body)).status_code == status


async def test_an_id_is_taken_once_and_a_name_stays(api: httpx.AsyncClient) -> None:
    body = {"url": "https://a.example", "paused": True}
    assert (await api.post("/sources", json=body)).status_code == 201
    assert (await api.post("/sources", json=body)).status_code == 409
    assert (await api.patch("/sources/a-example", json={"name": None})).status_code == 422
    assert (await api.patch("/sources/a-example", json={"warna": "biru"})).status_code == 422


async def test_a_pushed_document_is_cleaned_and_known_again(api: httpx.AsyncClient, broker: Broker) -> None:
    complaint = PUSHED | {"report": {"ticket": "A-1"}}
    first = await api.post("/articles", json=complaint)
    again = await api.post("/articles", json=complaint)
    edited = await api.post("/articles", json=complaint | {"text": "Jalan poros sudah diperbaiki."})
    assert first.status_code == 202
    assert first.json() == again.json()
    assert (edited.json()["id"], edited.json()["revision"]) == (first.json()["id"], 2)
    while (await broker.depth(NLP_ARTICLES)).ready < 2:
        await asyncio.sleep(0.02)
    one, two = await take_all(broker)
    assert one.text == "Jalan poros rusak sejak Senin (6/7/2026), mohon diperbaiki."
    assert (one.kind, one.published_from, one.source.region) == ("aspirasi", "dateline", "64.08")
    assert two.seen_at == one.seen_at


async def test_token_health_and_metrics(broker: Broker, tmp_path: Path) -> None:
    settings = crawler_settings(tmp_path)
    async with open_crawler(settings, broker, Clients(settings)) as app:
        transport = httpx.ASGITransport(app=app)
        async with httpx.AsyncClient(transport=transport, base_url="http://crawler") as stranger:
            for path in ("/sources", "/sources/x"):
                assert (await stranger.get(path)).status_code == 401
            assert (await stranger.post("/articles", json=PUSHED)).status_code == 401
            assert (await stranger.get("/healthz")).status_code == 200
            assert (await stranger.get("/readyz")).json()["checks"] == {"database": "ok", "broker": "ok"}
            assert "gaung_crawler_outbox" in (await stranger.get("/metrics")).text


class Crowded:
    """A broker whose queue is as long as the test says, or that is away."""

    def __init__(self, inner: Broker, ready: int | None) -> None:
        self._inner = inner
        self.ready = ready
        self.publish = inner.publish

    async def depth(self, queue: Queue) -> Depth:
        if self.ready is None:
            raise BrokerUnavailable("the broker is away")
        return Depth(self.ready, 0, 0)


async def test_nothing_is_fetched_while_the_queue_is_too_long(broker: Broker, tmp_path: Path) -> None:
    crowded = Crowded(broker, NLP_ARTICLES.bound + 1)
    async with serving_web() as web:
        web.article("/berita/a", "Jalan rusak")
        async with crawling(crawler_settings(tmp_path), crowded) as (crawler, _):  # type: ignore[arg-type]
            await crawler.ask_for(web.url("/berita/a"))
            await asyncio.sleep(1.5)
            assert web.hits == []
            crowded.ready = NLP_ARTICLES.bound
            await asyncio.wait_for(crawler.run_once(), 10)
            assert web.asked("/berita/a") == 1


async def test_a_broker_that_is_away_is_said_by_readyz_and_does_not_stop_the_crawler(
    broker: Broker, tmp_path: Path
) -> None:
    away = Crowded(broker, None)
    async with serving_web() as web:
        web.article("/berita/a", "Jalan rusak")
        async with crawling(crawler_settings(tmp_path), away) as (crawler, clients):  # type: ignore[arg-type]
            ready = await clients.to("crawler").get("/readyz")
            assert (ready.status_code, ready.json()["checks"]["broker"]) == (503, "the broker is away")
            await crawler.ask_for(web.url("/berita/a"))
            await asyncio.wait_for(crawler.run_once(), 10)
            assert web.asked("/berita/a") == 1
