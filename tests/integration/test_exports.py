"""Exports over the real search service and a real socket: announced, whole, and resumed where they broke off.

The index holds 1 000 articles of Kutai Timur (64.08), of which every three were seen in one second, and one of
Balikpapan (64.71).
"""

from __future__ import annotations

import csv
import io
import json
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack
from dataclasses import dataclass, replace
from datetime import timedelta
from pathlib import Path
from typing import Any

import httpx
import openpyxl
import pytest
import structlog
from fastapi import FastAPI
from sqlalchemy.ext.asyncio import AsyncEngine

from services.gateway.exports import walk
from services.gateway.keys import issue_key
from services.gateway.roles import Role
from services.gateway.service import open_gateway
from services.gateway.tenants import create_tenant
from services.search.index.document import Document
from services.search.index.port import ArticleIndex
from services.search.service import open_search
from shared.messaging.connect import connect
from shared.runtime.clients import Clients, ServiceUnavailable
from shared.runtime.process import serving
from shared.runtime.settings import Service, Settings
from tests.contract.index_documents import SEEN, document

ROWS = 1_000
LIMIT = 1_200


def without_meaning(one: Document) -> Document:
    """The document without its vector, which takes most of the time to index."""
    return replace(one, enrichment=one.enrichment.model_copy(update={"embedding": None}))


OWN = [
    without_meaning(
        document(
            f"ekspor-{number}",
            f"=Kabar nomor {number}",
            f"Jembatan {number} diperiksa. " + "Keterangan menyusul dari dinas setempat. " * 40,
            "2026-11-01T23:30:00+07:00",
            about=["64.08"],
            tone="negatif",
            story=f"story{number % 7}",
            seen=SEEN + timedelta(seconds=number // 3),
        )
    )
    for number in range(ROWS)
]
FOREIGN = document("asing", "Kabar Balikpapan", "Rahasia.", "2026-11-01T10:00:00+08:00", about=["64.71"])


@dataclass
class World:
    """A served gateway before a real search service."""

    client: httpx.AsyncClient
    engine: AsyncEngine
    index: ArticleIndex
    gateway: FastAPI

    async def key(self, *regions: str, role: Role = "viewer") -> dict[str, str]:
        """The headers of a key of a new tenant."""
        tenant = await create_tenant(self.engine, f"{regions} {role}", regions)
        return {"Authorization": f"Bearer {(await issue_key(self.engine, tenant.id, role)).key}"}


@pytest.fixture(params=["sqlite", "elasticsearch"])
async def world(request: pytest.FixtureRequest, tmp_path: Path) -> AsyncIterator[World]:
    address = request.getfixturevalue("require_index") if request.param == "elasticsearch" else ""
    settings = Settings(
        data_dir=tmp_path,
        internal_token="t",
        secret_key="s",
        rate_limit=10_000,
        export_limit=LIMIT,
        index_url=address,
    )
    apps: dict[Service, FastAPI] = {}
    async with AsyncExitStack() as stack:
        broker = await connect(settings.broker())
        stack.push_async_callback(broker.close)
        clients = Clients(settings, apps)
        stack.push_async_callback(clients.close)
        search = await stack.enter_async_context(open_search(settings, broker, clients))
        apps["search"] = search
        gateway = await stack.enter_async_context(open_gateway(settings, broker, clients))
        port = await stack.enter_async_context(serving(gateway.public, "127.0.0.1", 0))
        client = await stack.enter_async_context(
            httpx.AsyncClient(base_url=f"http://127.0.0.1:{port}", timeout=60)
        )
        index = search.state.search.index
        for first in range(0, ROWS, 250):
            await index.put(OWN[first : first + 250])
        await index.put([FOREIGN])
        await index.refresh()
        yield World(client, gateway.public.state.gateway.engine, index, gateway.public)


def lines(content: bytes) -> list[dict[str, str]]:
    """The rows of a CSV export."""
    return list(csv.DictReader(io.StringIO(content.decode("utf-8-sig"), newline="")))


async def test_every_format_holds_every_article_of_the_scope_once(world: World) -> None:
    kutim = await world.key("64.08")
    wanted = sorted(one.article.id for one in OWN)
    table = await world.client.get("/v1/exports", headers=kutim)
    assert table.headers["content-type"].startswith("text/csv")
    assert 'filename="gaung-' in table.headers["content-disposition"]
    rows = lines(table.content)
    assert sorted(row["id"] for row in rows) == wanted
    assert {row["published_at"] for row in rows} == {"2026-11-02T00:30:00+08:00"}
    assert all(row["title"].startswith("'=Kabar") for row in rows)
    assert {row["story_size"] for row in rows} == {"142", "143"}
    book = await world.client.get("/v1/exports?format=xlsx", headers=kutim)
    sheet = openpyxl.load_workbook(io.BytesIO(book.content), read_only=True)["Artikel"]
    assert sorted(str(row[0]) for row in sheet.iter_rows(min_row=2, values_only=True)) == wanted
    texts = (await world.client.get("/v1/exports?format=jsonl", headers=kutim)).text
    articles = [json.loads(line) for line in texts.splitlines()]
    assert sorted(article["id"] for article in articles) == wanted
    one = articles[0]
    shown = (await world.client.get(f"/v1/articles/{one['id']}", headers=kutim)).json()
    assert shown.pop("highlights") == {}
    assert one == {**shown, "cursor": one["cursor"]}
    for content in (table.content, book.content, texts.encode()):
        assert b"Rahasia" not in content


async def test_an_export_says_beforehand_how_large_it_becomes(world: World) -> None:
    kutim = await world.key("64.08")
    for format_ in ("csv", "jsonl", "xlsx"):
        head = await world.client.head(f"/v1/exports?format={format_}", headers=kutim)
        full = await world.client.get(f"/v1/exports?format={format_}", headers=kutim)
        assert (head.status_code, head.content) == (200, b"")
        # That of the GET is not known, and no other may be told (RFC 9110, 8.6).
        assert "content-length" not in head.headers
        for name in ("x-total-count", "x-export-rows"):
            assert head.headers[name] == full.headers[name] == str(ROWS)
        assert head.headers["x-export-limit"] == str(LIMIT)
        said = int(head.headers["x-export-estimated-bytes"])
        assert 0.9 < said / len(full.content) < 1.1, format_
    part = await world.client.head("/v1/exports?limit=10&q=jembatan", headers=kutim)
    assert (part.headers["x-total-count"], part.headers["x-export-rows"]) == (str(ROWS), "10")


async def test_one_that_is_too_large_is_refused_before_and_at_the_click(world: World) -> None:
    more = [
        document(f"lagi-{n}", f"Lagi {n}", "Isi.", "2026-11-01T10:00:00+08:00", about=["64.08"])
        for n in range(LIMIT - ROWS + 1)
    ]
    await world.index.put(more)
    await world.index.refresh()
    kutim = await world.key("64.08")
    head = await world.client.head("/v1/exports", headers=kutim)
    assert (head.status_code, head.headers["x-total-count"]) == (413, str(LIMIT + 1))
    answer = await world.client.get("/v1/exports", headers=kutim)
    problem = answer.json()
    assert (answer.status_code, problem["type"]) == (413, "/problems/export-too-large")
    assert "1.201" in problem["detail"]
    assert "limit=1200" in problem["detail"]
    # What it says to do works: parts, one after the other.
    first = lines((await world.client.get(f"/v1/exports?limit={LIMIT}", headers=kutim)).content)
    rest = await world.client.get(
        "/v1/exports", params={"limit": LIMIT, "cursor": first[-1]["cursor"]}, headers=kutim
    )
    assert (len(first), len(lines(rest.content))) == (LIMIT, 1)


@pytest.mark.parametrize("format_", ["csv", "jsonl"])
async def test_a_download_that_broke_goes_on_behind_its_last_whole_row(world: World, format_: str) -> None:
    kutim = {**await world.key("64.08"), "Accept-Encoding": "identity"}
    ids: list[str] = []
    params: dict[str, str] = {"format": format_}
    attempts = 0
    while True:
        received = b""
        async with world.client.stream("GET", "/v1/exports", params=params, headers=kutim) as answer:
            assert answer.status_code == 200
            async for chunk in answer.aiter_bytes():
                received += chunk
                if attempts < 3 and len(received) > 200_000:
                    break  # the connection is cut here, in the middle of a row
            else:
                attempts = 99
        whole = received[: received.rfind(b"\n") + 1] if attempts < 3 else received
        rows: list[Any] = (
            complete_rows(whole) if format_ == "csv" else [json.loads(line) for line in whole.splitlines()]
        )
        ids += [row["id"] for row in rows]
        if attempts == 99:
            break
        assert rows
        attempts += 1
        params["cursor"] = rows[-1]["cursor"]
    assert len(ids) == len(set(ids)) == ROWS
    assert set(ids) == {one.article.id for one in OWN}


def complete_rows(content: bytes) -> list[dict[str, str]]:
    """The rows of a CSV that is cut off: those with a cursor, which is the last column."""
    return [row for row in lines(content) if row["cursor"]]


async def test_a_cursor_dies_with_its_filter_its_tenant_and_its_list(world: World) -> None:
    kutim, kaltim = await world.key("64.08"), await world.key("64")
    [row] = lines((await world.client.get("/v1/exports?limit=1", headers=kutim)).content)
    cursor = row["cursor"]
    assert (
        await world.client.get("/v1/exports", params={"cursor": cursor}, headers=kutim)
    ).status_code == 200
    listed = (await world.client.get("/v1/articles?limit=1", headers=kutim)).json()["next"]
    for params, headers in (
        ({"cursor": cursor, "tone": "negatif"}, kutim),
        ({"cursor": cursor}, kaltim),
        ({"cursor": listed}, kutim),
        ({"cursor": cursor[:-2] + "xx"}, kutim),
    ):
        answer = await world.client.get("/v1/exports", params=params, headers=headers)
        assert (answer.status_code, answer.json()["errors"][0]["name"]) == (400, "cursor"), params


async def test_a_malformed_query_is_refused_before_the_first_byte(world: World) -> None:
    kutim = await world.key("64.08")
    for method in ("GET", "HEAD"):
        answer = await world.client.request(method, "/v1/exports", params={"q": '"jalan'}, headers=kutim)
        assert answer.status_code == 400


async def test_a_part_that_does_not_come_is_asked_for_again(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(walk, "_PAUSES", (0.01, 0.01))
    search = world.gateway.state.gateway.search
    scan, asked = search.scan, 0

    async def often_away(query: Any) -> Any:
        nonlocal asked
        asked += 1
        if asked % 3:
            raise ServiceUnavailable("search is being replaced")
        return await scan(query)

    monkeypatch.setattr(search, "scan", often_away)
    rows = lines((await world.client.get("/v1/exports", headers=await world.key("64.08"))).content)
    assert len({row["id"] for row in rows}) == len(rows) == ROWS


async def test_an_export_that_cannot_go_on_does_not_look_finished(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(walk, "_PAUSES", (0.01,))
    search = world.gateway.state.gateway.search
    scan = search.scan

    async def away_after_the_first(query: Any) -> Any:
        if query.after is not None:
            raise ServiceUnavailable("search is gone")
        return await scan(query)

    monkeypatch.setattr(search, "scan", away_after_the_first)
    kutim = await world.key("64.08")
    for format_ in ("csv", "xlsx"):
        with structlog.testing.capture_logs() as logged, pytest.raises(httpx.RemoteProtocolError):
            await world.client.get(f"/v1/exports?format={format_}", headers=kutim)
        assert "request failed" in [entry["event"] for entry in logged]
