"""The world: the services in this process, tenants of every size, and everything that they own."""

from __future__ import annotations

import asyncio
import json
from collections import defaultdict
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import httpx
from fastapi import FastAPI

from services.crawler.service import open_crawler
from services.gateway.keys import issue_key, revoke_key
from services.gateway.roles import ROLES, Role
from services.gateway.service import open_gateway
from services.gateway.state import GatewayState
from services.gateway.tenants import create_tenant
from services.notifier.service import open_notifier
from services.search.service import open_search
from shared.contracts.channels import CHANNELS
from shared.contracts.messages import ArticleEnriched
from shared.messaging.connect import connect
from shared.messaging.port import Message
from shared.runtime.clients import Clients
from shared.runtime.settings import Service, Settings
from tests.isolation.articles import all_events, vector
from tests.isolation.canaries import GROUPS, SCOPES, Register, canary, sees, visible_owners

ENRICHED = next(channel for channel in CHANNELS if channel.event is ArticleEnriched)
# The tenants that run the installation hold a key of an operator; their scope is narrower than their power.
OPERATORS = ("kaltim", "pusat")
# Things of every tenant that nobody may change, and things that their owner may.
KEPT, SPARE = 2, 3


@dataclass(frozen=True)
class Who:
    """A key of a tenant."""

    tenant: str
    role: Role
    key: str

    @property
    def visible(self) -> frozenset[str]:
        """Whose things this caller may see."""
        return visible_owners(self.tenant)


@dataclass
class World:
    """Who and what there is. Ids by parameter of a path and owner: `kept` stays, `spare` may be spent."""

    client: httpx.AsyncClient
    public: FastAPI
    callers: list[Who] = field(default_factory=list)
    dead_keys: list[str] = field(default_factory=list)
    tenants: dict[str, str] = field(default_factory=dict)
    register: Register = field(default_factory=Register)
    kept: dict[str, dict[str, list[str]]] = field(
        default_factory=lambda: defaultdict(lambda: defaultdict(list))
    )
    spare: dict[str, dict[str, list[str]]] = field(
        default_factory=lambda: defaultdict(lambda: defaultdict(list))
    )
    # Operations that succeeded while the world was made.
    proved: set[str] = field(default_factory=set)
    # Stories that touch groups of several tenants: they are nobody's secret, what stands in them may be.
    shared_stories: list[str] = field(default_factory=list)

    @property
    def state(self) -> GatewayState:
        """What the gateway works with; a mutation may replace parts of it."""
        found: GatewayState = self.public.state.gateway
        return found

    def caller(self, tenant: str, role: Role) -> Who:
        """The key of this tenant and role."""
        return next(who for who in self.callers if (who.tenant, who.role) == (tenant, role))

    def articles_seen_by(self, tenant: str) -> int:
        """How many articles a tenant may count."""
        visible = visible_owners(tenant)
        return sum(len(ids) for owner, ids in self.kept["article_id"].items() if owner in visible)

    async def call(self, who: Who, method: str, path: str, **request: Any) -> httpx.Response:
        """One call with a caller's key."""
        return await self.client.request(
            method, path, headers={"Authorization": f"Bearer {who.key}"}, **request
        )

    def keep(self, parameter: str, owner: str, id_: str) -> None:
        """Remember a thing that nobody may change."""
        self.kept[parameter][owner].append(id_)
        self.register.add(id_, owner)

    def spend(self, parameter: str, owner: str, id_: str) -> None:
        """Remember a thing that its owner may change."""
        self.spare[parameter][owner].append(id_)
        self.register.add(id_, owner)


def language_service() -> FastAPI:
    """The stand-in: meanings of queries that are as good as any, always the same for the same words."""
    app = FastAPI()

    @app.post("/embed")
    async def embed(body: dict[str, Any]) -> dict[str, Any]:
        return {"embeddings": [vector(text) for text in body["texts"]], "model": "world"}

    return app


@asynccontextmanager
async def open_world(data_dir: Path) -> AsyncIterator[World]:
    """The world while the context is open; filling it takes some seconds."""
    settings = Settings(
        data_dir=data_dir,
        internal_token="t",
        secret_key="s",
        rate_limit=10_000_000,
        tenant_daily_quota=100_000_000,
        crawler_host_delay=60.0,
    )
    apps: dict[Service, FastAPI] = {"nlp": language_service()}
    async with AsyncExitStack() as stack:
        broker = await connect(settings.broker())
        stack.push_async_callback(broker.close)
        clients = Clients(settings, apps)
        stack.push_async_callback(clients.close)
        apps["notifier"] = await stack.enter_async_context(open_notifier(settings, broker, clients))
        apps["search"] = await stack.enter_async_context(open_search(settings, broker, clients))
        apps["crawler"] = await stack.enter_async_context(open_crawler(settings, broker, clients))
        gateway = await stack.enter_async_context(open_gateway(settings, broker, clients))
        client = await stack.enter_async_context(
            httpx.AsyncClient(
                transport=httpx.ASGITransport(app=gateway.public), base_url="http://gaung.example"
            )
        )
        world = World(client, gateway.public)
        await _tenants(world)
        await _sources(world)
        await _watches(world)
        for one in all_events():
            await broker.publish(ENRICHED, Message.of(one, source="nlp"))
        await _articles(world)
        await _corrections(world)
        await _imports(world)
        await _alerts(world)
        await _foreign_regions(world)
        yield world


async def _tenants(world: World) -> None:
    engine = world.state.engine
    for name, scope in SCOPES.items():
        tenant = await create_tenant(engine, canary(f"t{name}", "nama"), scope)
        world.tenants[name] = tenant.id
        world.keep("tenant_id", f"t{name}", tenant.id)
        for role in ROLES:
            if role == "operator" and name not in OPERATORS:
                continue
            issued = await issue_key(engine, tenant.id, role, name=canary(f"t{name}", "kunci"))
            world.callers.append(Who(name, role, issued.key))
            world.keep("key_id", f"t{name}", issued.id)
        for _ in range(SPARE):
            issued = await issue_key(engine, tenant.id, "viewer", name=canary(f"t{name}", "cadangan"))
            world.spend("key_id", f"t{name}", issued.id)
        dead = await issue_key(engine, tenant.id, "admin")
        await revoke_key(engine, dead.id)
        world.dead_keys.append(dead.key)
    for number in range(SPARE):
        tenant = await create_tenant(engine, f"Cadangan {number}", ["11"])
        world.spend("tenant_id", "tcadangan", tenant.id)


async def _sources(world: World) -> None:
    operator = world.caller("pusat", "operator")
    for group, regions in GROUPS.items():
        body = {
            "id": f"koran-{group}",
            "name": canary(group, "koran"),
            "url": f"https://koran-{group}.example/",
            "region": regions[0] if regions else None,
            "paused": True,
        }
        _ok(await world.call(operator, "POST", "/v1/admin/sources", json=body))
        # Not registered as anybody's id: articles that are seen further than their outlet name it.
        world.kept["source_id"][group].append(f"koran-{group}")
    for number in range(SPARE):
        body = {"id": f"cadangan-{number}", "url": f"https://cadangan-{number}.example/", "paused": True}
        _ok(await world.call(operator, "POST", "/v1/admin/sources", json=body))
        world.spare["source_id"]["umum"].append(f"cadangan-{number}")


async def _watches(world: World) -> None:
    for tenant in SCOPES:
        who, owner = world.caller(tenant, "analyst"), f"t{tenant}"
        for number in range(KEPT + SPARE):
            body = {
                "name": canary(owner, "pantauan", number),
                "filter": {"q": f"jalan OR {canary(owner, 'cari', number)}"},
                "when": {"rule": "each_story"},
            }
            made = _ok(await world.call(who, "POST", "/v1/watches", json=body)).json()
            (world.keep if number < KEPT else world.spend)("watch_id", owner, made["id"])


async def _articles(world: World) -> None:
    """Wait until every article lies in a story, and learn whose stories there are."""
    everything = world.caller("pusat", "viewer")
    expected = {one.article.id for one in all_events()}
    for _ in range(1200):
        items = await _all_items(world, everything, "/v1/articles?limit=100")
        if {item["id"] for item in items if item["story"]} == expected:
            break
        await asyncio.sleep(0.1)
    else:
        raise AssertionError(f"{len(items)} of {len(expected)} articles arrived")
    owner_of = {}
    for one in all_events():
        owner = one.article.source.id.removeprefix("koran-")
        owner_of[one.article.id] = owner
        world.keep("article_id", owner, one.article.id)
    stories = defaultdict(set)
    for item in items:
        stories[item["story"]["id"]].add(owner_of[item["id"]])
    for story_id, owners in stories.items():
        if len(owners) == 1:
            # Not registered as somebody's id: corrections may join stories, their articles stay apart.
            owner = owners.pop()
            kept = world.kept["story_id"][owner]
            (kept if len(kept) < KEPT else world.spare["story_id"][owner]).append(story_id)
        else:
            world.shared_stories.append(story_id)
    assert world.shared_stories, "events over the borders of tenants make stories over them"


async def _corrections(world: World) -> None:
    """Every tenant joins two of its stories, parts them, and takes a correction back."""
    for tenant, group in (("kutim", "kutim"), ("ppu", "ppu"), ("sulsel", "makassar")):
        who, owner = world.caller(tenant, "analyst"), f"t{tenant}"
        for number in range(KEPT + 1):
            one, other = (world.spare["story_id"][group].pop() for _ in range(2))
            body = {"story": other, "note": canary(owner, "koreksi", number)}
            merged = await _corrected(world, who, f"/v1/stories/{one}/merge", body)
            story = merged["stories"][0]
            world.spare["story_id"][group].append(story)
            if number < KEPT:
                world.keep("correction_id", owner, merged["id"])
                continue
            parts = _ok(await world.call(who, "GET", f"/v1/articles?story={story}")).json()["items"]
            belongs_elsewhere: dict[str, Any] = {"articles": [parts[0]["id"]], "note": canary(owner, "belah")}
            split = await _corrected(world, who, f"/v1/stories/{story}/split", belongs_elsewhere)
            _ok(await world.call(who, "DELETE", f"/v1/stories/{story}/corrections/{split['id']}"))
            world.proved |= {
                "POST /v1/stories/{story_id}/merge",
                "POST /v1/stories/{story_id}/split",
                "DELETE /v1/stories/{story_id}/corrections/{correction_id}",
            }
            world.spend("correction_id", owner, merged["id"])


async def _corrected(world: World, who: Who, path: str, body: dict[str, Any]) -> dict[str, Any]:
    found: dict[str, Any] = _ok(await world.call(who, "POST", path, json=body)).json()
    assert found["state"] == "applied", found
    return found


async def _imports(world: World) -> None:
    for tenant in SCOPES:
        who, owner = world.caller(tenant, "analyst"), f"t{tenant}"
        for number in range(KEPT + SPARE):
            answer = await world.call(who, "POST", "/v1/imports", **import_file(owner, tenant, number))
            made = _ok(answer).json()
            (world.keep if number < KEPT else world.spend)("import_id", owner, made["id"])


def import_file(owner: str, tenant: str, number: int) -> dict[str, Any]:
    """A file of complaints, one of them refused, with the tenant's canaries in every row."""
    rows = "".join(
        f'{canary(owner, "laporan", number)} nomor {row},"Jalan rusak {canary(owner, "keluhan", row)} '
        f'di depan pasar selama tiga bulan",2026-08-{row + 1:02d}\n'
        for row in range(3)
    )
    content = f"judul,isi laporan,tanggal\n{rows}{canary(owner, 'ditolak', number)},,2026-08-09\n"
    scope = SCOPES[tenant]
    return {
        "files": {"file": (f"{canary(owner, 'berkas', number)}.csv", content.encode(), "text/csv")},
        "data": {"source": f"Lapor {canary(owner, 'asal')}"}
        | ({} if scope == ("ID",) else {"region": scope[0]}),
    }


async def _alerts(world: World) -> None:
    """The watches were there before the articles: their alerts come with them."""
    for tenant in SCOPES:
        who, owner = world.caller(tenant, "analyst"), f"t{tenant}"
        for _ in range(300):
            items = await _all_items(world, who, "/v1/alerts?limit=100")
            if len(items) >= KEPT + 1:
                break
            await asyncio.sleep(0.1)
        else:
            raise AssertionError(f"no alerts of {tenant}")
        for number, item in enumerate(items):
            (world.keep if number < KEPT else world.spend)("alert_id", owner, item["id"])


async def _foreign_regions(world: World) -> None:
    for codes in GROUPS.values():
        for code in codes:
            if code not in world.kept["code"]["any"]:
                world.kept["code"]["any"].append(code)


def may_know(who: Who, parameter: str, owner: str, id_: str, *, admin: bool) -> bool:
    """Whether an id of this owner exists for a caller; `admin`: where operators run the installation."""
    if admin and who.role == "operator":
        return True
    if parameter == "correction_id" and who.role == "operator":
        # Operators take back corrections of anybody.
        return True
    if parameter == "code":
        return sees(SCOPES[who.tenant], (id_,))
    if parameter == "source_id":
        return sees(SCOPES[who.tenant], GROUPS.get(owner, ())[:1])
    return owner in who.visible


async def _all_items(world: World, who: Who, path: str) -> list[dict[str, Any]]:
    items: list[dict[str, Any]] = []
    cursor: str | None = ""
    while cursor is not None:
        page = _ok(await world.call(who, "GET", path + (f"&cursor={cursor}" if cursor else ""))).json()
        items += page["items"]
        cursor = page["next"]
    return items


def _ok(answer: httpx.Response) -> httpx.Response:
    assert answer.is_success, f"{answer.request.method} {answer.request.url}: {answer.text}"
    json.loads(answer.content or b"null")
    return answer
