"""The public API before the real search service and the real crawler: what each tenant gets, and nothing else.

All services run in this process on SQLite. Six articles lie in the index: three of Kutai Timur (64.08), one of
Penajam Paser Utara (64.09), one of Bontang (64.74) that mentions Kutai Timur, and one without any region.
"""

from __future__ import annotations

import asyncio
import hashlib
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from urllib.parse import quote

import httpx
import pytest
from fastapi import FastAPI
from sqlalchemy.ext.asyncio import AsyncEngine

from services.crawler.service import open_crawler
from services.gateway.keys import issue_key
from services.gateway.roles import Role
from services.gateway.service import open_gateway
from services.gateway.tenants import create_tenant
from services.search.service import open_search
from shared.contracts.article import Article, SourceRef
from shared.contracts.channels import CHANNELS, NLP_ARTICLES
from shared.contracts.enrichment import Enrichment, RegionMention, Tone, ToneLabel, Topic
from shared.contracts.messages import ArticleEnriched
from shared.messaging.connect import connect
from shared.messaging.port import Broker, Message
from shared.runtime.clients import Clients
from shared.runtime.settings import Service, Settings

ENRICHED = next(channel for channel in CHANNELS if channel.event is ArticleEnriched)
NAMES = {
    "64.08": "Kabupaten Kutai Timur",
    "64.09": "Kabupaten Penajam Paser Utara",
    "64.74": "Kota Bontang",
}


def article_id(name: str) -> str:
    """The id of one of the articles below."""
    return hashlib.sha256(name.encode()).hexdigest()[:32]


def event(
    name: str,
    title: str,
    regions: dict[str, bool],
    *,
    at: str,
    tone: ToneLabel = "netral",
    topic: str = "infrastruktur",
    text: str = "",
    home: str | None = None,
) -> ArticleEnriched:
    """An article as the language service hands it on; `regions` maps a code to whether it is about it."""
    published = datetime.fromisoformat(at)
    url = f"https://kabar-pesisir.example/{name}"
    article = Article(
        id=article_id(name),
        revision=1,
        url=url,
        canonical_url=url,
        title=title,
        text=text or f"{title}. Keterangan lengkap menyusul dari {name}.",
        source=SourceRef(
            id="kabar-pesisir", name="Kabar Pesisir", domain="kabar-pesisir.example", region=home
        ),
        published_at=published,
        published_precision="time",
        published_from="json-ld",
        seen_at=published.astimezone(UTC),
        revised_at=published.astimezone(UTC),
        content_hash=hashlib.sha256(title.encode()).hexdigest(),
    )
    enrichment = Enrichment(
        model="test",
        lang="id",
        regions=[
            RegionMention(code=code, name=NAMES[code], about=about, score=0.9)
            for code, about in regions.items()
        ],
        tone=Tone(label=tone, scores={tone: 1.0}),
        topics=[Topic(id=topic, score=0.9)],
        stages={"tone": "ok"},
    )
    return ArticleEnriched(article=article, enrichment=enrichment)


EVENTS = [
    event("jembatan", "Jembatan Sangatta dibuka", {"64.08": True}, at="2026-08-17T23:30:00+08:00", tone="positif"),
    event("jalan", "Jalan poros rusak parah", {"64.08": True}, at="2026-08-17T00:30:00+08:00", tone="negatif"),
    event("sekolah", "Sekolah & <b>gedung</b> baru diresmikan", {"64.08": True}, at="2026-08-15T09:00:00+08:00"),
    event("puskesmas", "Puskesmas Sepaku terbaik", {"64.09": True}, at="2026-08-17T10:00:00+08:00"),
    event("air", "Air bersih Bontang terganggu", {"64.74": True, "64.08": False}, at="2026-08-16T10:00:00+08:00"),
    event("nasional", "Kurs rupiah menguat hari ini", {}, at="2026-08-16T11:00:00+07:00"),
]  # fmt: skip


@dataclass
class World:
    """The running services and a client for the public API."""

    client: httpx.AsyncClient
    engine: AsyncEngine
    broker: Broker
    search: FastAPI
    crawler: FastAPI

    async def tenant(self, *regions: str, role: Role = "viewer") -> dict[str, str]:
        """The headers of a key of a new tenant."""
        tenant = await create_tenant(self.engine, f"{regions} {role}", regions)
        issued = await issue_key(self.engine, tenant.id, role)
        return {"Authorization": f"Bearer {issued.key}"}

    async def get(self, path: str, headers: dict[str, str]) -> Any:
        """The body of a 200."""
        answer = await self.client.get(path, headers=headers)
        assert answer.status_code == 200, answer.text
        return answer.json()


@pytest.fixture
async def world(tmp_path: Path) -> AsyncIterator[World]:
    """Gateway, search and crawler, with the articles in the index and in their stories."""
    settings = Settings(data_dir=tmp_path, internal_token="t", secret_key="s", rate_limit=100_000)
    apps: dict[Service, FastAPI] = {}
    async with AsyncExitStack() as stack:
        broker = await connect(settings.broker())
        stack.push_async_callback(broker.close)
        clients = Clients(settings, apps)
        stack.push_async_callback(clients.close)
        apps["search"] = await stack.enter_async_context(open_search(settings, broker, clients))
        apps["crawler"] = await stack.enter_async_context(open_crawler(settings, broker, clients))
        gateway = await stack.enter_async_context(open_gateway(settings, broker, clients))
        transport = httpx.ASGITransport(app=gateway.public)
        client = await stack.enter_async_context(
            httpx.AsyncClient(transport=transport, base_url="http://gaung.example")
        )
        engine = gateway.public.state.gateway.engine
        world = World(client, engine, broker, apps["search"], apps["crawler"])
        for one in EVENTS:
            await broker.publish(ENRICHED, Message.of(one, source="nlp"))
        await _until_told(world, await world.tenant("ID"))
        yield world


async def _until_told(world: World, everything: dict[str, str]) -> None:
    for _ in range(300):
        answer = await world.client.get("/v1/articles", headers=everything)
        items = answer.json()["items"]
        if len(items) == len(EVENTS) and all(item["story"] for item in items):
            return
        await asyncio.sleep(0.05)
    raise AssertionError(f"the articles did not arrive: {answer.text}")


def ids(body: Any) -> set[str]:
    return {item["id"] for item in body["items"]}


async def test_a_regency_sees_its_own_articles_only(world: World) -> None:
    kutim = await world.tenant("64.08")
    listed = await world.get("/v1/articles", kutim)
    assert [item["id"] for item in listed["items"]] == [
        article_id(name) for name in ("jembatan", "jalan", "air", "sekolah")
    ]
    assert (listed["total"], listed["next"]) == ({"value": 4, "relation": "eq"}, None)
    for name in ("puskesmas", "nasional"):
        answer = await world.client.get(f"/v1/articles/{article_id(name)}", headers=kutim)
        assert answer.status_code == 404
        assert "puskesmas" not in answer.text.lower().replace(article_id(name), "")
    own = await world.get(f"/v1/articles/{article_id('jembatan')}", kutim)
    assert own["title"] == "Jembatan Sangatta dibuka"
    assert own["published_at"] == "2026-08-17T23:30:00+08:00"
    assert own["revisions"][0]["revision"] == 1


async def test_a_foreign_region_as_a_parameter_shows_nothing_foreign(world: World) -> None:
    kutim = await world.tenant("64.08")
    assert (await world.get("/v1/articles?region=64.09", kutim))["items"] == []
    assert ids(await world.get("/v1/articles?region=64", kutim)) == {
        article_id(name) for name in ("jembatan", "jalan", "sekolah", "air")
    }
    assert ids(await world.get("/v1/articles?q=region:64.09", kutim)) == set()
    assert ids(await world.get("/v1/articles?q=puskesmas OR jembatan", kutim)) == {article_id("jembatan")}


async def test_a_province_and_the_country_see_theirs(world: World) -> None:
    kaltim, country = await world.tenant("64"), await world.tenant("ID", role="admin")
    assert len(ids(await world.get("/v1/articles", kaltim))) == 5
    assert len(ids(await world.get("/v1/articles", country))) == 6


async def test_stories_stay_within_the_scope(world: World) -> None:
    kutim, ppu = await world.tenant("64.08"), await world.tenant("64.09")
    theirs = await world.get("/v1/stories", ppu)
    assert [story["headline"] for story in theirs["items"]] == ["Puskesmas Sepaku terbaik"]
    foreign = theirs["items"][0]["id"]
    assert foreign not in ids(await world.get("/v1/stories", kutim))
    assert (await world.client.get(f"/v1/stories/{foreign}", headers=kutim)).status_code == 404
    one = await world.get(f"/v1/stories/{foreign}", ppu)
    assert one["article_ids"] == [article_id("puskesmas")]
    assert ids(await world.get(f"/v1/articles?story={foreign}", ppu)) == {article_id("puskesmas")}
    assert ids(await world.get(f"/v1/articles?story={foreign}", kutim)) == set()


async def test_figures_count_the_scope_alone(world: World) -> None:
    kutim = await world.tenant("64.08")
    facets = await world.get("/v1/facets?fields=tone,region,topic", kutim)
    assert facets["total"]["value"] == 4
    assert {value["value"]: value["count"] for value in facets["facets"]["tone"]} == {
        "positif": 1,
        "negatif": 1,
        "netral": 2,
    }
    assert "64.09" not in {value["value"] for value in facets["facets"]["region"]}
    timeline = await world.get("/v1/timeline?from=2026-08-14&to=2026-08-18&split=tone", kutim)
    assert [(bucket["start"], bucket["count"]) for bucket in timeline["buckets"]] == [
        ("2026-08-14T00:00:00+08:00", 0),
        ("2026-08-15T00:00:00+08:00", 1),
        ("2026-08-16T00:00:00+08:00", 1),
        ("2026-08-17T00:00:00+08:00", 2),
        ("2026-08-18T00:00:00+08:00", 0),
    ]
    assert timeline["buckets"][3]["split"] == {"positif": 1, "negatif": 1}


async def test_days_are_days_in_the_tenants_zone(world: World) -> None:
    kutim = await world.tenant("64.08")
    assert ids(await world.get("/v1/articles?from=2026-08-17&to=2026-08-17", kutim)) == {
        article_id("jembatan"),
        article_id("jalan"),
    }
    wib = "from=2026-08-17T00:00:00%2B07:00&to=2026-08-18T00:00:00%2B07:00"
    assert ids(await world.get(f"/v1/articles?{wib}", kutim)) == {article_id("jembatan")}


async def test_filters_and_merely_mentioned_regions(world: World) -> None:
    kutim = await world.tenant("64.08")
    assert ids(await world.get("/v1/articles?about=false", kutim)) == {article_id("air")}
    assert article_id("air") not in ids(await world.get("/v1/articles?region=64.08&about=true", kutim))
    assert ids(await world.get("/v1/articles?tone=negatif&tone=positif", kutim)) == {
        article_id("jembatan"),
        article_id("jalan"),
    }
    assert ids(await world.get("/v1/articles?topic=kesehatan", kutim)) == set()


async def test_pages_follow_each_other_without_gap_or_repeat(world: World) -> None:
    country = await world.tenant("ID", role="analyst")
    for order in ("published", "seen", "relevance"):
        seen: list[str] = []
        cursor = ""
        while True:
            body = await world.get(f"/v1/articles?limit=2&sort={order}{cursor}", country)
            seen += [item["id"] for item in body["items"]]
            if body["next"] is None:
                break
            cursor = f"&cursor={body['next']}"
        assert len(seen) == len(set(seen)) == len(EVENTS), order


async def test_highlights_are_marked_and_escaped(world: World) -> None:
    kutim = await world.tenant("64.08")
    body = await world.get("/v1/articles?q=gedung", kutim)
    [title] = body["items"][0]["highlights"]["title"]
    assert "<em>gedung</em>" in title
    assert "&lt;b&gt;" in title
    assert "<b>" not in title


async def test_a_malformed_query_points_at_the_character(world: World) -> None:
    headers = await world.tenant("64.08")
    answer = await world.client.get("/v1/articles", params={"q": 'jembatan "rusak'}, headers=headers)
    assert answer.status_code == 400
    [error] = answer.json()["errors"]
    assert (error["in"], error["name"]) == ("query", "q")
    assert error["position"] == 9
    assert error["message"] == "Tanda kutip dibuka tetapi tidak ditutup."
    assert error["hint"] == 'Tambahkan " di akhir frasa: "rusak".'
    # A position is one in what was sent, blanks before it counted.
    shifted = await world.client.get("/v1/articles", params={"q": "  jembatan tone:baik"}, headers=headers)
    assert [error["position"] for error in shifted.json()["errors"]] == [16]


NASTY = (
    "\x00", "🙂", "a" * 3000, "'", '"', "\\", "(((", "))", "OR", "-", "*", "%", "null", "-1", "9" * 30, "title:",
    "tone:x", "a OR", '"a" OR (b', "../", "NEAR(a b)", "a* b*", "^a", 'person:"x', "-(a b)", "title:(a b)",
)  # fmt: skip
PUSHED = {
    "title": "Jalan",
    "text": "Jalan rusak.",
    "url": "https://kabar-pesisir.example/x",
    "published_at": "2026-08-17T09:00:00+08:00",
    "author": "Redaksi",
}
SOURCE = {"name": "Diskominfo", "id": "diskominfo", "region": "64.08", "timezone": "Asia/Makassar"}


async def test_nothing_that_a_client_sends_is_a_fault_of_ours(world: World) -> None:
    analyst = await world.tenant("64.08", role="analyst")
    for name in ("q", "from", "region", "source", "person", "story", "cursor", "limit", "lang"):
        for value in NASTY:
            answer = await world.client.get("/v1/articles", params={name: value}, headers=analyst)
            assert answer.status_code < 500, (name, value, answer.text)
    for path in ("articles/{}", "stories/{}", "regions/{}", "sources/{}/health"):
        for value in NASTY:
            address = f"/v1/{path.format(quote(value, safe=''))}"
            answer = await world.client.get(address, headers=analyst)
            assert answer.status_code < 500, (path, value, answer.text)
    for value in (*NASTY, None, 0, True, [], {}, "0001-01-01T00:00:00+14:00", "http://[::1", "javascript:1"):
        changes = [{name: value} for name in PUSHED]
        changes += [{"source": SOURCE | {name: value}} for name in SOURCE]
        for change in changes:
            body = PUSHED | {"source": {"name": "Diskominfo"}} | change
            answer = await world.client.post("/v1/articles", json=body, headers=analyst)
            assert answer.status_code < 500, (change, answer.text)


async def test_regions_carry_the_figures_of_today(world: World) -> None:
    today = datetime.now(UTC)
    await world.broker.publish(
        ENRICHED,
        Message.of(
            event("kini", "Pasar pagi ramai", {"64.08": True}, at=today.isoformat(), tone="positif"),
            source="nlp",
        ),
    )
    kutim = await world.tenant("64.08")
    for _ in range(200):
        region = await world.get("/v1/regions/64.08", kutim)
        if region["today"]["articles"]:
            break
        await asyncio.sleep(0.05)
    assert region["today"] == {"articles": 1, "tones": {"positif": 1}}
    assert (region["name"], region["parent"]) == ("Kabupaten Kutai Timur", "64")
    assert ids_of_regions(await world.get("/v1/regions", kutim)) == ["64.08"]


def ids_of_regions(body: Any) -> list[str]:
    return [item["code"] for item in body["items"]]


async def test_a_push_reaches_the_pipeline_once(world: World) -> None:
    analyst = await world.tenant("64.08", role="analyst")
    body = {
        "kind": "rilis",
        "title": "Perbaikan jalan dimulai",
        "text": "Dinas PUPR Kutai Timur memulai perbaikan jalan poros pada Senin.",
        "published_at": "2026-08-17T09:00:00+08:00",
        "source": {"name": "Diskominfo Kutai Timur"},
    }
    first = await world.client.post("/v1/articles", json=body, headers=analyst)
    again = await world.client.post("/v1/articles", json=body, headers=analyst)
    assert first.status_code == again.status_code == 202
    assert first.json() == again.json()
    assert first.headers["location"] == f"/v1/articles/{first.json()['id']}"
    for _ in range(200):
        if (await world.broker.depth(NLP_ARTICLES)).ready:
            break
        await asyncio.sleep(0.05)
    assert (await world.broker.depth(NLP_ARTICLES)).ready == 1


async def test_crawls_of_addresses_that_are_none_are_refused(world: World) -> None:
    analyst = await world.tenant("64.08", role="analyst")
    for url in ("http://", "javascript:alert(1)", "ftp://kabar-pesisir.example/", "/berita/1"):
        answer = await world.client.post("/v1/crawls", json={"url": url}, headers=analyst)
        assert answer.status_code == 400, url
        assert answer.json()["errors"][0]["name"] == "url"


async def test_sources_and_their_health(world: World) -> None:
    for name, region in (("kabar-pesisir", "64.08"), ("suara-ppu", "64.09")):
        body = {"id": name, "url": f"https://{name}.example/", "region": region, "paused": True}
        transport = httpx.ASGITransport(app=world.crawler)
        async with httpx.AsyncClient(transport=transport, base_url="http://crawler") as internal:
            made = await internal.post("/sources", json=body, headers={"Authorization": "Bearer t"})
        assert made.status_code == 201, made.text
    kutim = await world.tenant("64.08")
    assert ids(await world.get("/v1/sources", kutim)) == {"kabar-pesisir"}
    health = await world.get("/v1/sources/kabar-pesisir/health?days=3", kutim)
    assert len(health["days"]) == 3
    assert [set(day) >= {"enriched", "indexed"} for day in health["days"]] == [True] * 3
    for hidden in ("suara-ppu", "none"):
        answer = await world.client.get(f"/v1/sources/{hidden}/health", headers=kutim)
        assert answer.status_code == 404
