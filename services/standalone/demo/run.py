"""The demo from start to end: the fictional web, every service, two tenants, and news that keeps coming."""

from __future__ import annotations

import asyncio
import secrets
from collections.abc import AsyncIterator, Callable, Coroutine, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from ipaddress import ip_network
from pathlib import Path

import yaml

from services.gateway.keys import issue_key
from services.gateway.tenants import create_tenant
from services.gateway.users import create_user
from services.standalone.demo.corpus import DemoArticle, hold_back, load
from services.standalone.demo.outlets import OUTLETS, assign
from services.standalone.demo.state import Access, DemoState
from services.standalone.demo.web import DemoWeb
from services.standalone.run import Standalone, open_standalone
from shared.contracts.crawl import PushedArticle, PushedSource
from shared.runtime.database import create_engine, data_directory, migrate
from shared.runtime.process import PortInUse, serving
from shared.runtime.settings import Settings

# A new article every 40 s for the first quarter of an hour: enough to see the dashboard move.
HELD_BACK = 24
APPEAR_EVERY = timedelta(seconds=40)
WEB_PORT = 8090
CITIZENS = PushedSource(id=None, name="Suara Warga", region=None, timezone="Asia/Makassar")
TENANTS = (
    ("Kominfo Sulawesi Selatan", ["73"], "provinsi@demo.gaung.example"),
    ("Kabupaten Kepulauan Selayar", ["73.01"], "selayar@demo.gaung.example"),
)


@dataclass
class Demo:
    """A running demo. `expected` is the number of articles that are published by now."""

    gaung: Standalone
    access: list[Access]
    expected: int
    address: str

    async def searchable(self) -> int:
        """Articles that can be found and have their story."""
        answer = await self.gaung.clients.to("search").get("/stats")
        return int(answer.json()["articles"])


def demo_settings(settings: Settings) -> Settings:
    """Settings of a demo: its own loopback web may be crawled, and need not be spared."""
    loopback = [ip_network("127.0.0.0/8"), ip_network("::1/128")]
    return settings.model_copy(update={"crawler_allow_networks": loopback, "crawler_host_delay": 0.0})


@asynccontextmanager
async def open_demo(settings: Settings) -> AsyncIterator[Demo]:
    """Serve the fictional web, open every service, make tenants, import outlets, push citizens' reports."""
    settings = demo_settings(settings)
    directory = data_directory(settings.data_dir)
    state = DemoState.load(directory)
    now = datetime.now(UTC)
    articles = hold_back(load(state.anchor), now, HELD_BACK, APPEAR_EVERY)
    reports = [article for article in articles if article.kind == "aspirasi"]
    web = DemoWeb(assign([a for a in articles if a.kind != "aspirasi"]), 0, lambda: datetime.now(UTC))
    async with _serve_web(web, state.web_port or WEB_PORT), open_standalone(settings) as gaung:
        state.web_port = web.port
        if not state.access:
            state.access = await _make_tenants(settings)
        state.save(directory)
        await gaung.apps["crawler"].state.crawler.import_sources(_write_sources(directory, web))
        async with (
            serving(gaung.public, settings.host, settings.port, settings.trusted_proxies) as port,
            _in_background(push_reports(gaung, reports)),
        ):
            expected = sum(article.published <= now for article in articles)
            yield Demo(gaung, state.access, expected, f"http://{settings.host}:{port}")


@asynccontextmanager
async def _serve_web(web: DemoWeb, port: int) -> AsyncIterator[None]:
    try:
        async with serving(web.app, "127.0.0.1", port):
            web.port = port
            yield
    except PortInUse:
        async with serving(web.app, "127.0.0.1", 0) as free:
            web.port = free
            yield


@asynccontextmanager
async def _in_background(work: Coroutine[None, None, None]) -> AsyncIterator[None]:
    # A group: when the work fails, whoever waits for it hears of it.
    async with asyncio.TaskGroup() as group:
        task = group.create_task(work)
        yield
        task.cancel()


async def _make_tenants(settings: Settings) -> list[Access]:
    engine = create_engine(settings.database(), "gateway")
    try:
        await migrate(engine, "gateway")
        made = []
        for name, scope, email in TENANTS:
            tenant = await create_tenant(engine, name, scope)
            password = secrets.token_urlsafe(9)
            await create_user(engine, tenant.id, email, password, "analyst")
            issued = await issue_key(engine, tenant.id, "analyst")
            made.append(
                Access(
                    tenant=tenant.id, name=name, scope=scope, email=email, password=password, key=issued.key
                )
            )
        return made
    finally:
        await engine.dispose()


def _write_sources(directory: Path, web: DemoWeb) -> Path:
    """The outlets as the YAML file that an installation would write; feeds are left for discovery to find."""
    sources = [
        {
            "id": outlet.slug,
            "name": outlet.name,
            "url": web.base(outlet) + "/",
            "timezone": outlet.zone,
            "kind": "pemerintah" if outlet.official else "media",
            "interval": "30s",
        }
        for outlet in OUTLETS
    ]
    path = directory / "demo-sources.yaml"
    path.write_text(yaml.safe_dump(sources, sort_keys=False, allow_unicode=True))
    return path


async def push_reports(
    gaung: Standalone, reports: Sequence[DemoArticle], now: Callable[[], datetime] = lambda: datetime.now(UTC)
) -> None:
    """Push the citizens' reports, each in its hour, as a complaints system would."""
    crawler = gaung.clients.to("crawler")
    for report in sorted(reports, key=lambda report: report.published):
        wait = (report.published - now()).total_seconds()
        if wait > 0:
            await asyncio.sleep(wait)
        pushed = PushedArticle(
            kind="aspirasi",
            title=report.title,
            text=report.text,
            published_at=report.published,
            source=CITIZENS,
        )
        answer = await crawler.post("/articles", json=pushed.model_dump(mode="json"))
        answer.raise_for_status()
