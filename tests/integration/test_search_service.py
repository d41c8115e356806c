"""The search service as a whole: events in, stories, answers and alerts out, on both sets of servers."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from typing import Any

import httpx
import pytest

from services.search.service import open_search
from shared.contracts.channels import (
    NOTIFIER_ALERTS,
    SEARCH_ALERTS,
    SEARCH_ARTICLES,
    SEARCH_STORIES,
    channel_of,
)
from shared.contracts.messages import AlertRaised, ArticleEnriched
from shared.contracts.query import Filter
from shared.messaging.connect import connect
from shared.messaging.decode import decode
from shared.messaging.port import Ack, Answer, Broker, Message
from shared.runtime.clients import Clients
from shared.runtime.settings import Settings
from tests.search_world import NOW, PARAGRAPH, article_id, enriched

QUEUES = (SEARCH_ARTICLES, SEARCH_STORIES, SEARCH_ALERTS)
SCOPE = ["64.08"]


@dataclass
class World:
    """A running search service, its broker and a client to its internal API."""

    settings: Settings
    broker: Broker
    http: httpx.AsyncClient

    async def send(self, *events: ArticleEnriched) -> None:
        for event in events:
            await self.broker.publish(channel_of(event.TYPE), Message.of(event, source="nlp"))

    async def ask(self, path: str, **body: Any) -> dict[str, Any]:
        answer = await self.http.post(path, json=body)
        assert answer.status_code == 200, answer.text
        found: dict[str, Any] = answer.json()
        return found

    async def article(self, url: str, scope: list[str] | None = None) -> dict[str, Any]:
        return await self.ask("/articles/get", id=article_id(url), scope=scope or SCOPE)


async def until(condition: Callable[[], Awaitable[bool]], seconds: float = 20) -> None:
    """Wait until something is so; fails after a while."""
    async with asyncio.timeout(seconds):
        while not await condition():
            await asyncio.sleep(0.1)


@pytest.fixture(params=["embedded", "servers"])
def settings(request: pytest.FixtureRequest, tmp_path: Path) -> Settings:
    if request.param == "embedded":
        return Settings(data_dir=tmp_path, internal_token="test")
    return Settings(
        data_dir=tmp_path,
        internal_token="test",
        broker_url=request.getfixturevalue("require_rabbitmq"),
        database_url=request.getfixturevalue("require_postgres"),
        index_url=request.getfixturevalue("require_index"),
    )


@pytest.fixture
async def world(settings: Settings) -> AsyncIterator[World]:
    broker = await connect(settings.broker())
    apps: dict[Any, Any] = {}
    clients = Clients(settings, apps)
    try:
        async with open_search(settings, broker, clients) as app:
            apps["search"] = app
            yield World(settings, broker, clients.to("search"))
    finally:
        await clients.close()
        await broker.close()


async def test_one_event_at_two_outlets_is_one_story_and_the_copy_is_marked(world: World) -> None:
    release, copy, own, other = (f"https://outlet-{k}.example/a" for k in range(4))
    await world.send(
        enriched(release, source="humas-kutim", published_at=NOW - timedelta(hours=5)),
        enriched(copy, source="lintas-pantun", text=f"Sangatta - {PARAGRAPH} (red)", title="Jembatan Putus"),
        enriched(
            own, source="harian-etam", text="Murid menyeberang memakai perahu ketinting di Muara Pantun."
        ),
        enriched(
            other, source="harian-etam", about="pasar", title="Harga Cabai Naik", text="Harga cabai naik."
        ),
    )

    async def storied() -> bool:
        page = await world.ask("/articles/search", filter={"scope": SCOPE})
        return len(page["items"]) == 4 and all(item["story"] for item in page["items"])

    await until(storied)
    articles = {url: await world.article(url) for url in (release, copy, own, other)}
    assert articles[copy]["copy_of"] == article_id(release)
    assert articles[release]["copy_of"] is None
    assert articles[release]["story"]["id"] == articles[copy]["story"]["id"] == articles[own]["story"]["id"]
    assert articles[other]["story"]["id"] != articles[release]["story"]["id"]
    story = await world.ask("/stories/get", id=articles[release]["story"]["id"], scope=SCOPE)
    assert (story["size"], story["copies"]) == (3, 1)
    stories = await world.ask("/stories/search", filter={"scope": SCOPE})
    assert len(stories["items"]) == 2


async def test_a_revision_stays_the_same_article_in_its_story_with_both_titles(world: World) -> None:
    url = "https://kabar-pesisir.example/berita/1"
    second = enriched(url, title="Diperbarui: Jembatan Muara Pantun Putus", revision=2)
    await world.send(enriched(url))

    async def seen(revision: int) -> bool:
        found = await world.http.post("/articles/get", json={"id": article_id(url), "scope": SCOPE})
        return found.status_code == 200 and found.json()["article"]["revision"] == revision

    await until(lambda: seen(1))
    await until(lambda: _idle(world))
    story = (await world.article(url))["story"]["id"]
    await world.send(second, enriched(url), second)
    await until(lambda: seen(2))
    await until(lambda: _idle(world))
    article = await world.article(url)
    assert [each["title"] for each in article["revisions"]] == [
        "Jembatan Gantung Putus di Muara Pantun",
        "Diperbarui: Jembatan Muara Pantun Putus",
    ]
    assert article["story"]["id"] == story
    assert (await world.http.get("/stats")).json() == {"articles": 1}


async def test_what_is_outside_the_scope_is_not_found(world: World) -> None:
    url = "https://kabar-pesisir.example/berita/2"
    await world.send(enriched(url))
    await until(lambda: _found(world, url))
    for path in ("/articles/get", "/stories/get"):
        answer = await world.http.post(path, json={"id": article_id(url), "scope": ["33.28"]})
        assert answer.status_code == 404
    story = (await world.article(url))["story"]
    if story:
        answer = await world.http.post("/stories/get", json={"id": story["id"], "scope": ["33.28"]})
        assert answer.status_code == 404


async def test_bad_questions_are_refused_with_the_reason(world: World) -> None:
    answer = await world.http.post("/articles/search", json={"filter": {"scope": SCOPE, "q": '"tanpa akhir'}})
    assert answer.status_code == 400
    assert answer.json()["name"] == "q"
    assert answer.json()["position"] == 0
    answer = await world.http.post("/articles/search", json={"filter": {"scope": SCOPE}, "after": ["x"]})
    assert answer.status_code == 400
    assert answer.json()["name"] == "after"
    bad_watch = {"tenant_id": "kutim", "name": "x", "filter": {"scope": SCOPE, "q": "(a"}}
    assert (await world.http.post("/watches", json=bad_watch)).status_code == 400
    bad_zone = {"tenant_id": "kutim", "name": "x", "filter": {"scope": SCOPE}, "zone": "Asia/Nowhere"}
    assert (await world.http.post("/watches", json=bad_zone)).status_code == 422
    nobody = httpx.AsyncClient(transport=world.http._transport, base_url="http://search")
    assert (await nobody.post("/articles/search", json={"filter": {"scope": SCOPE}})).status_code == 401


async def test_a_watch_raises_one_alert_for_each_new_story(world: World) -> None:
    heard: list[AlertRaised] = []

    async def hear(message: Message) -> Answer:
        heard.append(decode(message, AlertRaised))
        return Ack()

    body = {
        "tenant_id": "kutim",
        "name": "Jembatan",
        "filter": Filter(scope=SCOPE, q="jembatan").model_dump(mode="json", by_alias=True),
        "deliveries": [{"type": "webhook", "target": "https://hook.example/x"}],
        "zone": "Asia/Makassar",
    }
    watch = (await world.http.post("/watches", json=body)).json()
    listed = await world.ask("/watches/search", tenant_id="kutim")
    assert [each["id"] for each in listed["items"]] == [watch["id"]]
    first = "https://kabar-pesisir.example/berita/3"
    old = enriched("https://arsip.example/1", about="lama", published_at=NOW - timedelta(days=400))
    elsewhere = enriched("https://jateng.example/1", about="x", text="Jembatan lain.", regions=["33.28"])
    async with world.broker.consume(NOTIFIER_ALERTS, hear):
        await world.send(enriched(first), old, elsewhere)
        await until(lambda: _heard(heard))
        await world.send(enriched("https://harian-etam.example/3", source="harian-etam"), enriched(first))
        await until(lambda: _idle(world))
        await asyncio.sleep(0.5)
    assert len(heard) == 1
    assert heard[0].watch_id == watch["id"]
    assert heard[0].article_ids == [article_id(first)]
    assert heard[0].deliveries[0].target == "https://hook.example/x"
    assert "1 berita dari 1 media" in heard[0].reason
    assert "WITA" in heard[0].reason
    alerts = await world.ask("/alerts/search", tenant_id="kutim", scope=SCOPE)
    assert [(each["state"], each["articles"][0]["id"]) for each in alerts["items"]] == [
        ("sent", article_id(first))
    ]
    assert (await world.ask("/alerts/search", tenant_id="tegal", scope=SCOPE))["items"] == []
    mine = f"/watches/{watch['id']}?tenant_id=kutim"
    assert (await world.http.delete(f"/watches/{watch['id']}?tenant_id=tegal")).status_code == 404
    assert (await world.http.delete(mine)).status_code == 204
    assert (await world.http.delete(mine)).status_code == 404


async def test_a_body_that_does_not_decode_is_set_aside_and_the_others_pass(world: World) -> None:
    url = "https://kabar-pesisir.example/berita/4"
    broken = Message(type=ArticleEnriched.TYPE, source="gaung/nlp", subject="x", data=b'{"article": 1}')
    await world.broker.publish(channel_of(ArticleEnriched.TYPE), broken)
    await world.send(enriched(url))
    await until(lambda: _found(world, url))
    await until(lambda: _idle(world))
    (dead,) = await world.broker.dead_letters(SEARCH_ARTICLES)
    assert "body does not decode" in dead.reason


async def _idle(world: World) -> bool:
    for _ in range(3):
        depths = [await world.broker.depth(queue) for queue in QUEUES]
        if any(depth.ready or depth.delayed or depth.in_hand for depth in depths):
            return False
        # RabbitMQ does not tell what is in hand; a batch takes less than this from one queue to the next.
        await asyncio.sleep(0.4)
    return True


async def _found(world: World, url: str) -> bool:
    answer = await world.http.post("/articles/get", json={"id": article_id(url), "scope": SCOPE})
    return answer.status_code == 200


async def _heard(heard: list[AlertRaised]) -> bool:
    return bool(heard)
