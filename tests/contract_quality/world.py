"""Every service in this process on SQLite, seeded, behind a socket; the language service where it is needed."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import httpx
from fastapi import FastAPI

from services.crawler.service import open_crawler
from services.gateway.keys import issue_key
from services.gateway.roles import ROLES, Role
from services.gateway.service import open_gateway
from services.gateway.tenants import create_tenant
from services.nlp.service import open_nlp
from services.notifier.service import open_notifier
from services.search.service import open_search
from shared.messaging.connect import connect
from shared.messaging.port import Broker, Message
from shared.runtime.clients import Clients
from shared.runtime.process import serving
from shared.runtime.settings import Service, Settings
from tests.integration.test_gateway_api import ENRICHED, EVENTS

# Test runs ask as fast as they can; the limits have tests of their own.
UNLIMITED = 10_000_000
SOURCE = {
    "id": "kabar-pesisir",
    "url": "https://kabar-pesisir.example/",
    "region": "64.08",
    "paused": True,
}


@dataclass
class QualityWorld:
    """A served installation. `keys` holds one key per role, all of one tenant that sees Kutai Timur."""

    address: str
    public: FastAPI
    client: httpx.AsyncClient
    broker: Broker
    keys: dict[Role, str] = field(default_factory=dict)
    # What exists, by the name of the parameter that takes its id; and what belongs to the one who asks.
    ids: dict[str, list[str]] = field(default_factory=dict)
    own: list[str] = field(default_factory=list)

    async def call(self, method: str, path: str, role: Role = "operator", **request: Any) -> httpx.Response:
        """A request with the key of a role."""
        headers = {"Authorization": f"Bearer {self.keys[role]}", **request.pop("headers", {})}
        return await self.client.request(method, path, headers=headers, **request)


@asynccontextmanager
async def opened(folder: Path, *, reading: bool = False) -> AsyncIterator[QualityWorld]:
    """The seeded world while the context is open; what is pushed is read only when `reading`."""
    async with served(folder, reading=reading) as world:
        engine = world.public.state.gateway.engine
        kutim = await create_tenant(engine, "Kutai Timur", ["64.08"])
        for role in ROLES:
            issued = await issue_key(engine, kutim.id, role)
            world.keys[role] = issued.key
            world.own.append(issued.id)
        world.own.append(kutim.id)
        for event in EVENTS:
            await world.broker.publish(ENRICHED, Message.of(event, source="nlp"))
        await _settled(world)
        await _furnish(world)
        yield world


@asynccontextmanager
async def served(folder: Path, *, reading: bool = False) -> AsyncIterator[QualityWorld]:
    """The services over whatever lies in the folder."""
    settings = Settings(
        data_dir=folder,
        internal_token="t",
        secret_key="s",
        rate_limit=UNLIMITED,
        tenant_daily_quota=UNLIMITED,
        crawler_host_delay=0,
        # Every kind of channel is set up; what is sent there arrives nowhere.
        notifier_smtp_url="smtp://127.0.0.1:9",
        notifier_telegram_token="1:test",
        notifier_allow_networks="127.0.0.0/8",  # type: ignore[arg-type]  # as the environment gives it
    )
    apps: dict[Service, FastAPI] = {}
    async with AsyncExitStack() as stack:
        broker = await connect(settings.broker())
        stack.push_async_callback(broker.close)
        clients = Clients(settings, apps)
        stack.push_async_callback(clients.close)
        apps["notifier"] = await stack.enter_async_context(open_notifier(settings, broker, clients))
        apps["search"] = await stack.enter_async_context(open_search(settings, broker, clients))
        if reading:
            apps["nlp"] = await stack.enter_async_context(open_nlp(settings, broker, clients))
        apps["crawler"] = await stack.enter_async_context(open_crawler(settings, broker, clients))
        gateway = await stack.enter_async_context(open_gateway(settings, broker, clients))
        port = await stack.enter_async_context(serving(gateway.public, "127.0.0.1", 0))
        address = f"http://127.0.0.1:{port}"
        client = await stack.enter_async_context(httpx.AsyncClient(base_url=address, timeout=30))
        yield QualityWorld(address, gateway.public, client, broker)


async def _settled(world: QualityWorld) -> None:
    for _ in range(600):
        answer = await world.call("GET", "/v1/articles")
        items = answer.json()["items"]
        if len(items) == 4 and all(item["story"] for item in items):
            return
        await asyncio.sleep(0.05)
    raise AssertionError(f"the articles did not arrive: {answer.text}")


async def _furnish(world: QualityWorld) -> None:
    """Make one of everything through the API itself, and note the ids."""

    async def made(path: str, **request: Any) -> str:
        answer = await world.call("POST", path, **request)
        assert answer.is_success, answer.text
        identifier: str = answer.json()["id"]
        return identifier

    articles = (await world.call("GET", "/v1/articles")).json()["items"]
    tenant = await made("/v1/admin/tenants", json={"name": "Bontang", "regions": ["64.74"]})
    complaint = (
        "waktu,isi\n2026-08-17 09:00,Jalan poros Sangatta rusak parah sejak Maret\n2026-08-17 10:00,\n"
    )
    world.ids = {
        "article_id": [article["id"] for article in articles],
        "story_id": sorted({article["story"]["id"] for article in articles}),
        "code": ["64.08"],
        "source_id": [await made("/v1/admin/sources", json=SOURCE)],
        "tenant_id": [tenant],
        "key_id": [await made("/v1/admin/keys", json={"tenant": tenant, "role": "viewer"})],
        "watch_id": [await made("/v1/watches", json={"name": "Jembatan", "filter": {"q": "jembatan"}})],
        "import_id": [
            await made(
                "/v1/imports",
                files={"file": ("aduan.csv", complaint.encode(), "text/csv")},
                data={"source": "SP4N", "kind": "aspirasi"},
            )
        ],
    }
