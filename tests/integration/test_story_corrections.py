"""Corrections of stories through the public API, by the real services, on one machine and on servers."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import httpx
import pytest
from fastapi import FastAPI
from sqlalchemy.ext.asyncio import AsyncEngine

from services.gateway.keys import issue_key
from services.gateway.roles import Role
from services.gateway.service import open_gateway
from services.gateway.tenants import create_tenant
from services.search.service import open_search
from shared.contracts.channels import channel_of
from shared.contracts.enrichment import Person, Quote
from shared.contracts.messages import ArticleEnriched
from shared.messaging.connect import connect
from shared.messaging.port import Broker, Message
from shared.runtime.clients import Clients
from shared.runtime.settings import Service, Settings
from tests.search_world import PARAGRAPH, article_id, enriched

BRIDGE = [f"https://jembatan{k}.example/1" for k in range(3)]
CHILLI, AWAY = "https://cabai.example/1", "https://ppu.example/1"
MARKET = "Harga cabai rawit naik di Pasar Induk Sangatta menjelang hari raya, kata pedagang."
HEAD = Person(name="Rahmadi Saleh", role="Kepala Dinas", org="PUPR Kutai Timur")


def news() -> list[ArticleEnriched]:
    """A bridge (told three times, once from a neighbour's side), chillies, and something elsewhere."""
    texts = [PARAGRAPH, f"Sangatta - {PARAGRAPH} (red)", f"{PARAGRAPH} Warga Sepaku ikut memutar."]
    told = [
        enriched(url, text=text, source=f"koran-{k}")
        for k, (url, text) in enumerate(zip(BRIDGE, texts, strict=True))
    ]
    told[2] = enriched(BRIDGE[2], text=texts[2], regions=["64.08", "64.09"], source="koran-2")
    quote = Quote(speaker="Rahmadi Saleh", text="Jembatan darurat selesai dalam sepekan")
    told = [
        each.model_copy(
            update={"enrichment": each.enrichment.model_copy(update={"people": [HEAD], "quotes": [quote]})}
        )
        for each in told
    ]
    return [
        *told,
        enriched(CHILLI, title="Cabai Naik", text=MARKET, about="cabai"),
        enriched(
            AWAY, title="Sepaku Panen", text="Petani Sepaku panen raya.", about="panen", regions=["64.09"]
        ),
    ]


@dataclass
class World:
    """The services with the articles in their stories, and a client for the public API."""

    client: httpx.AsyncClient
    engine: AsyncEngine
    broker: Broker
    keys: dict[tuple[str, Role], dict[str, str]] = field(default_factory=dict)
    tenants: dict[str, str] = field(default_factory=dict)

    async def key(self, region: str, role: Role) -> dict[str, str]:
        """The headers of a key of the region's tenant."""
        if region not in self.tenants:
            self.tenants[region] = (await create_tenant(self.engine, region, [region])).id
        if (region, role) not in self.keys:
            issued = await issue_key(self.engine, self.tenants[region], role)
            self.keys[region, role] = {"Authorization": f"Bearer {issued.key}"}
        return self.keys[region, role]

    async def get(self, path: str, region: str = "64.08") -> Any:
        """The body of a 200, as the region's tenant gets it."""
        answer = await self.client.get(path, headers=await self.key(region, "viewer"))
        assert answer.status_code == 200, answer.text
        return answer.json()

    async def order(
        self, method: str, path: str, body: Any = None, region: str = "64.08", role: Role = "analyst"
    ) -> httpx.Response:
        """What a correction is answered."""
        return await self.client.request(method, path, json=body, headers=await self.key(region, role))

    async def come(self, *events: ArticleEnriched) -> None:
        """These articles arrive, and everybody waits until their stories are found with them.

        On Elasticsearch an article is read at once, and found up to a second later.
        """
        for event in events:
            await self.broker.publish(channel_of(ArticleEnriched.TYPE), Message.of(event, source="nlp"))
        for event in events:
            for _ in range(400):
                path = f"/v1/articles/{event.article.id}"
                answer = await self.client.get(path, headers=await self.key("ID", "viewer"))
                if answer.status_code == 200 and answer.json()["story"]:
                    story = answer.json()["story"]["id"]
                    listed = await self.get(f"/v1/articles?story={story}&limit=100", "ID")
                    if event.article.id in [item["id"] for item in listed["items"]]:
                        break
                await asyncio.sleep(0.05)
            else:
                raise AssertionError(f"it did not arrive: {answer.text}")

    async def story_of(self, url: str) -> str:
        """The story of an article."""
        story: str = (await self.get(f"/v1/articles/{article_id(url)}", "ID"))["story"]["id"]
        return story


@pytest.fixture(params=["one machine", "servers"])
def addresses(request: pytest.FixtureRequest) -> dict[str, str]:
    """Where broker, database and index are: in files, or on servers."""
    if request.param == "one machine":
        return {}
    return {
        "broker_url": request.getfixturevalue("require_rabbitmq"),
        "database_url": request.getfixturevalue("require_postgres"),
        "index_url": request.getfixturevalue("require_index"),
    }


@pytest.fixture
async def world(addresses: dict[str, str], tmp_path: Path) -> AsyncIterator[World]:
    """Search and gateway with the articles in their stories."""
    settings = Settings(
        data_dir=tmp_path, internal_token="t", secret_key="s", rate_limit=100_000, **addresses
    )
    apps: dict[Service, FastAPI] = {}
    async with AsyncExitStack() as stack:
        broker = await connect(settings.broker())
        stack.push_async_callback(broker.close)
        clients = Clients(settings, apps)
        stack.push_async_callback(clients.close)
        apps["search"] = await stack.enter_async_context(open_search(settings, broker, clients))
        gateway = await stack.enter_async_context(open_gateway(settings, broker, clients))
        transport = httpx.ASGITransport(app=gateway.public)
        client = await stack.enter_async_context(
            httpx.AsyncClient(transport=transport, base_url="http://gaung.example")
        )
        world = World(client, gateway.public.state.gateway.engine, broker)
        await world.come(*news())
        yield world


async def until(world: World, path: str, region: str, size: int) -> Any:
    """The story as soon as searches see that it has so many articles; Elasticsearch takes a second for it."""
    for _ in range(100):
        answer = await world.client.get(path, headers=await world.key(region, "viewer"))
        if answer.status_code == 200 and answer.json()["size"] == size:
            return answer.json()
        await asyncio.sleep(0.05)
    raise AssertionError(answer.text)


async def test_merge_and_undo(world: World) -> None:
    bridge, chilli = await world.story_of(BRIDGE[0]), await world.story_of(CHILLI)
    assert bridge != chilli
    answer = await world.order("POST", f"/v1/stories/{bridge}/merge", {"story": chilli, "note": "satu hal"})
    assert answer.status_code == 200, answer.text
    made = answer.json()
    (survivor,) = made["stories"]
    assert survivor in (bridge, chilli)
    assert made["state"] == "applied"
    for name in (bridge, chilli):
        assert (await until(world, f"/v1/stories/{name}", "64.08", 4))["id"] == survivor
    # Asked again it is the same correction.
    again = await world.order("POST", f"/v1/stories/{bridge}/merge", {"story": chilli})
    assert again.json()["id"] == made["id"]

    mine = (await world.get(f"/v1/stories/{survivor}/changes"))["items"]
    assert [(each["kind"], each["correction"]["id"], each["correction"]["note"]) for each in mine] == [
        ("merge", made["id"], "satu hal")
    ]
    # The neighbour sees that somebody corrected, and neither who nor why.
    theirs = await world.get(f"/v1/stories/{survivor}", "64.09")
    (told,) = theirs["history"]["corrections"]
    assert (told["kind"], told["own"]) == ("merge", False)
    assert told["id"] is told["actor"] is told["note"] is None
    path = f"/v1/stories/{survivor}/corrections/{made['id']}"
    assert (await world.order("DELETE", path, region="64.09")).status_code == 404
    assert (await world.order("DELETE", path, role="viewer")).status_code == 403

    undone = await world.order("DELETE", path)
    assert undone.status_code == 200, undone.text
    assert undone.json()["own"] is True
    assert set(undone.json()["stories"]) == {bridge, chilli}
    assert await world.story_of(BRIDGE[0]) != await world.story_of(CHILLI)
    assert (await world.order("DELETE", path)).json()["state"] == "applied"
    # An operator elsewhere may; that stands in the trail of the installation, not in that of the tenant there.
    undone = await world.order("DELETE", path, region="64.09", role="operator")
    assert undone.status_code == 200, undone.text
    assert undone.json()["own"] is False
    trail = "/v1/admin/audit?action=story.undo"
    neighbour, operator = await world.key("64.09", "admin"), await world.key("64.09", "operator")
    assert (await world.client.get(trail, headers=neighbour)).json()["total"]["value"] == 0
    newest = (await world.client.get(trail, headers=operator)).json()["items"][0]
    assert (newest["detail"], newest["tenant_id"]) == (f"correction {made['id']}", None)


async def test_split_holds_when_later_articles_come(world: World) -> None:
    story = await world.story_of(BRIDGE[0])
    leaving = [article_id(BRIDGE[1])]
    answer = await world.order("POST", f"/v1/stories/{story}/split", {"articles": leaving})
    assert answer.status_code == 200, answer.text
    assert len(answer.json()["stories"]) == 2
    apart = await world.story_of(BRIDGE[1])
    assert apart != await world.story_of(BRIDGE[0])
    again = await world.order("POST", f"/v1/stories/{story}/split", {"articles": leaving})
    assert again.json()["id"] == answer.json()["id"]
    await world.come(
        enriched("https://jembatan9.example/1", text=f"{PARAGRAPH} Kata warga.", source="koran-9")
    )
    assert await world.story_of(BRIDGE[1]) != await world.story_of(BRIDGE[0])


async def test_what_is_not_yours_or_makes_no_sense_is_refused(world: World) -> None:
    bridge, chilli, away = [await world.story_of(url) for url in (BRIDGE[0], CHILLI, AWAY)]
    merge, split = f"/v1/stories/{bridge}/merge", f"/v1/stories/{bridge}/split"
    foreign = await world.order("POST", merge, {"story": away})
    unknown = await world.order("POST", merge, {"story": "s0"})
    assert foreign.status_code == unknown.status_code == 404
    assert foreign.json()["detail"] == unknown.json()["detail"]
    assert (await world.order("POST", f"/v1/stories/{away}/merge", {"story": bridge})).status_code == 404
    assert (await world.order("POST", merge, {"story": bridge})).status_code == 400
    assert (await world.order("POST", merge, {"story": chilli}, role="viewer")).status_code == 403
    every = [article_id(url) for url in BRIDGE]
    for articles, status in (([], 400), (every, 400), ([article_id(CHILLI)], 404), ([article_id(AWAY)], 404)):
        assert (await world.order("POST", split, {"articles": articles})).status_code == status
    # Penajam Paser Utara sees one of the three: all that it sees is all there is.
    alone = await world.order("POST", split, {"articles": [every[2]]}, region="64.09")
    assert alone.status_code == 400
    assert (await world.order("POST", split, {"articles": [every[0]]}, region="64.09")).status_code == 404


async def test_a_story_in_full_is_made_of_what_the_tenant_sees(world: World) -> None:
    story = await world.story_of(BRIDGE[0])
    full = await until(world, f"/v1/stories/{story}", "64.08", 3)
    assert full["copies"] == 2
    assert full["first"]["article_id"] == min(article_id(url) for url in BRIDGE)
    assert {source["id"] for source in full["sources"]} == {"koran-0", "koran-1", "koran-2"}
    (speaker,) = full["speakers"]
    assert (speaker["name"], speaker["role"]) == ("Rahmadi Saleh", "Kepala Dinas")
    assert [(quote["articles"]) for quote in speaker["quotes"]] == [3]
    assert sum(bucket["count"] for bucket in full["course"]["buckets"]) == 3
    assert full["course"]["timezone"] == "Asia/Makassar"
    (group,) = full["copy_groups"]
    assert len(group["articles"]) == 3
    neighbour = await world.get(f"/v1/stories/{story}", "64.09")
    assert neighbour["article_ids"] == [article_id(BRIDGE[2])]
    assert "koran-0" not in str(neighbour)
    assert all(article_id(url) not in str(neighbour["sources"]) for url in BRIDGE[:2])
    listed = await world.get("/v1/stories")
    assert {item["id"] for item in listed["items"]} == {story, await world.story_of(CHILLI)}
