"""Modes and likeness through gateway, search and language service with the real model, on either index.

Ten of the demo's fictional articles are read, indexed and asked for over HTTP by a regency and a country.
"""

from __future__ import annotations

import json
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import httpx
import pytest
from fastapi import FastAPI

from evaluation.sets import SHIPPED, Item, load, read
from services.gateway.keys import issue_key
from services.gateway.service import open_gateway
from services.gateway.tenants import create_tenant
from services.nlp.app import nlp_app
from services.nlp.encoder import Encoder
from services.nlp.pipeline import Reader
from services.nlp.worker import Worker
from services.search.index.document import Document
from services.search.index.port import ArticleIndex
from services.search.service import open_search
from shared.messaging.connect import connect
from shared.runtime.clients import Clients
from shared.runtime.database import create_engine
from shared.runtime.settings import Service, Settings
from tests.contract.index_world import index_url

__all__ = ["index_url"]

# Kutai Timur: doctors missing. Hulu Sungai Tengah: a flood, three times. The others speak of something else.
CHOSEN = ("c-001", "c-002", "c-005", "c-006", "c-007", "c-008", "c-031", "c-051", "g-019", "g-092")


@pytest.fixture(scope="module")
def reader() -> Reader:
    encoder = Encoder.load(threads=2)
    return Reader(encoder, encoder.labels.model)


@pytest.fixture(scope="module")
def items(reader: Reader) -> dict[str, Item]:
    rows = [row for row in load(SHIPPED["c and g"]) if row["id"] in CHOSEN]
    return {item.labels["id"]: item for item in read(rows, reader)}


@dataclass
class World:
    """The public API, its services, and what the articles are called."""

    client: httpx.AsyncClient
    apps: dict[Service, FastAPI]
    country: dict[str, str]
    kutim: dict[str, str]
    names: dict[str, str]
    ids: dict[str, str]

    async def names_of(self, path: str, headers: dict[str, str]) -> list[str]:
        """The names of the articles of a 200."""
        return [self.names[item["id"]] for item in (await self.get(path, headers))["items"]]

    async def get(self, path: str, headers: dict[str, str]) -> Any:
        """The body of a 200."""
        answer = await self.client.get(path, headers=headers)
        assert answer.status_code == 200, answer.text
        return answer.json()


@pytest.fixture
async def world(
    tmp_path: Path, index_url: str, reader: Reader, items: dict[str, Item]
) -> AsyncIterator[World]:
    settings = Settings(
        data_dir=tmp_path, index_url=index_url, internal_token="t", secret_key="s", rate_limit=1_000
    )
    apps: dict[Service, FastAPI] = {}
    async with AsyncExitStack() as stack:
        broker = await connect(settings.broker())
        stack.push_async_callback(broker.close)
        clients = Clients(settings, apps)
        stack.push_async_callback(clients.close)
        apps["nlp"] = nlp_app(settings, Worker(reader, broker), {})
        apps["search"] = await stack.enter_async_context(open_search(settings, broker, clients))
        index: ArticleIndex = apps["search"].state.search.index
        await index.put([Document(item.article, item.enrichment) for item in items.values()])
        await index.refresh()
        gateway = await stack.enter_async_context(open_gateway(settings, broker, clients))
        engine = create_engine(settings.database(), "gateway")
        stack.push_async_callback(engine.dispose)
        keys = []
        for scope in (["ID"], ["64.08"]):
            tenant = await create_tenant(engine, str(scope), scope)
            issued = await issue_key(engine, tenant.id, "viewer")
            keys.append({"Authorization": f"Bearer {issued.key}"})
        client = await stack.enter_async_context(
            httpx.AsyncClient(transport=httpx.ASGITransport(gateway.public), base_url="http://gaung.example")
        )
        names = {item.article.id: name for name, item in items.items()}
        yield World(client, apps, *keys, names, {name: id_ for id_, name in names.items()})


async def test_a_complaint_finds_what_shares_no_word(world: World) -> None:
    question = "/v1/articles?q=tenaga medis enggan ditempatkan di daerah terisolasi"
    assert await world.names_of(question, world.country) == []
    for mode in ("semantic", "hybrid"):
        found = await world.names_of(f"{question}&mode={mode}", world.country)
        assert set(found[:2]) == {"c-001", "c-002"}, mode
    assert (await world.get(f"{question}&sort=relevance", world.country))["mode_used"] == "hybrid"


async def test_nobody_sees_more_by_meaning_than_by_words(world: World) -> None:
    mine = set(await world.names_of("/v1/articles?limit=100", world.kutim))
    assert mine == {"c-001", "c-002"}
    for mode in ("semantic", "hybrid"):
        for q in ("banjir", "dokter", "gas elpiji mahal"):
            found = await world.names_of(f"/v1/articles?q={q}&mode={mode}&limit=100", world.kutim)
            assert set(found) <= mine, (mode, q)
    like = f"/v1/articles/{world.ids['c-001']}/similar?limit=100"
    assert await world.names_of(like, world.kutim) == ["c-002"]
    foreign = f"/v1/articles/{world.ids['c-005']}/similar"
    assert (await world.client.get(foreign, headers=world.kutim)).status_code == 404


async def test_the_nearest_of_a_flood_are_its_reports(world: World) -> None:
    like = f"/v1/articles/{world.ids['c-005']}/similar"
    body = await world.get(like, world.country)
    assert {world.names[item["id"]] for item in body["items"][:2]} == {"c-006", "c-007"}
    scores = [item["score"] for item in body["items"]]
    assert scores == sorted(scores, reverse=True)
    assert all(0 < score <= 1 for score in scores)
    # q is matched by words among them.
    assert await world.names_of(f"{like}?q=Walangku truk", world.country) == ["c-007"]


async def test_pages_of_a_ranking_follow_each_other(world: World) -> None:
    question = "/v1/articles?q=banjir warga&mode=hybrid"
    whole = await world.names_of(f"{question}&limit=100", world.country)
    seen: list[str] = []
    cursor = ""
    while True:
        body = await world.get(f"{question}&limit=3{cursor}", world.country)
        seen += [world.names[item["id"]] for item in body["items"]]
        if body["next"] is None:
            break
        cursor = f"&cursor={body['next']}"
    assert seen == whole
    assert len(set(seen)) == len(seen) == body["total"]["value"]


async def test_without_the_language_service(world: World) -> None:
    broken = FastAPI(openapi_url=None)
    world.apps["search"].state.search.vectors._clients._clients.pop("nlp", None)
    world.apps["nlp"] = broken
    body = await world.get("/v1/articles?q=banjir&mode=hybrid", world.country)
    assert body["mode_used"] == "text"
    assert "makna" in body["notice"]
    assert {world.names[item["id"]] for item in body["items"]} >= {"c-005", "c-006", "c-007"}
    refused = await world.client.get("/v1/articles?q=banjir&mode=semantic", headers=world.country)
    assert refused.status_code == 503
    assert "makna" in json.loads(refused.content)["detail"]
    # What lies in the index needs no language service.
    assert await world.names_of(f"/v1/articles/{world.ids['c-005']}/similar?limit=2", world.country)


@pytest.mark.parametrize("asked", ["mode=semantic", "mode=hybrid&q=region:64", "mode=semantic&q=-banjir"])
async def test_nothing_meant_is_a_400(world: World, asked: str) -> None:
    answer = await world.client.get(f"/v1/articles?{asked}", headers=world.country)
    assert answer.status_code == 400
    [error] = answer.json()["errors"]
    assert error["name"] == "q"
