"""A press officer's desk: all services on SQLite in one process, filled with the fictional news.

Only the language service is a stand-in (language.py). The outlets are paused sources of the real crawler, so
that nothing is ever fetched; a file that is imported goes through the real pipeline into the index. One watch
of Kutai Timur has fired. The browser tests start it; by hand it serves the dashboard for work on its pages:
``python -m tests.browser.desk 8080``.
"""

from __future__ import annotations

import asyncio
import sys
import tempfile
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager
from datetime import UTC, datetime, timedelta
from io import BytesIO
from pathlib import Path

from fastapi import FastAPI

from services.crawler.health import count
from services.crawler.service import open_crawler
from services.gateway.crawler_client import CrawlerClient
from services.gateway.roles import Role
from services.gateway.service import open_gateway
from services.gateway.tenants import Tenant, create_tenant
from services.gateway.users import create_user
from services.gateway.watch_client import WatchClient
from services.notifier.service import open_notifier
from services.search.index.open import open_index
from services.search.service import open_search
from shared.contracts.alert import AlertSearch
from shared.contracts.channels import NLP_ARTICLES
from shared.contracts.crawl import PushedSource
from shared.contracts.imports import ImportOrder
from shared.contracts.query import Filter
from shared.contracts.watch import NewWatch
from shared.messaging.connect import connect
from shared.messaging.port import Broker
from shared.runtime.clients import Clients
from shared.runtime.database import create_engine
from shared.runtime.logs import configure_logs
from shared.runtime.process import Stop, serving
from shared.runtime.settings import Service, Settings
from tests.browser import fictional_complaints, language
from tests.browser.fictional_news import OFFICIAL, SOURCES, breaking_news, documents
from tests.browser.fictional_water import water_documents, work_on_water
from tests.browser.made_reports import make_reports

EMAIL = "humas@kutaitimur.example"
VIEWER_EMAIL = "camat@kutaitimur.example"
ADMIN_EMAIL = "kepala@kutaitimur.example"
PROVINCE_EMAIL = "kominfo@kaltim.example"
OPERATOR_EMAIL = "pengelola@kaltim.example"
EMPTY_EMAIL = "humas@jayapura.example"
PASSWORD = "pagi-pagi-sekali"
# Tenant, its region, its people.
TENANTS: tuple[tuple[str, str, dict[str, Role]], ...] = (
    ("Diskominfo Kutai Timur", "64.08", {EMAIL: "analyst", VIEWER_EMAIL: "viewer", ADMIN_EMAIL: "admin"}),
    ("Diskominfo Kalimantan Timur", "64", {PROVINCE_EMAIL: "analyst", OPERATOR_EMAIL: "operator"}),
    ("Diskominfo Jayapura", "91.03", {EMPTY_EMAIL: "analyst"}),
)
WATCH_NAME = "Banjir di Sangatta"
# The outlet whose pages nobody can read any more.
SILENT_SOURCE = "lintas-kutim"


@asynccontextmanager
async def desk(folder: Path, port: int = 0) -> AsyncIterator[str]:
    """The address of a running dashboard with three tenants: a regency, its province, one without news."""
    settings = Settings(data_dir=folder, internal_token="desk", secret_key="desk")
    folder.mkdir(parents=True, exist_ok=True)
    apps: dict[Service, FastAPI] = {"nlp": language.app()}
    async with AsyncExitStack() as stack:
        broker = await connect(settings.broker())
        stack.push_async_callback(broker.close)
        clients = Clients(settings, apps)
        stack.push_async_callback(clients.close)
        apps["notifier"] = await stack.enter_async_context(open_notifier(settings, broker, clients))
        apps["search"] = await stack.enter_async_context(open_search(settings, broker, clients))
        apps["crawler"] = await stack.enter_async_context(open_crawler(settings, broker, clients))
        reading = language.Reading(broker)
        await stack.enter_async_context(broker.consume(NLP_ARTICLES, reading.handle))
        await _fill_index(settings)
        await _make_sources(settings, clients)
        gateway = await stack.enter_async_context(open_gateway(settings, broker, clients))
        kutim, *_ = await _make_tenants(settings)
        await _fire_watch(kutim, broker, WatchClient(clients))
        await _import_complaints(kutim, CrawlerClient(clients))
        await make_reports(settings, clients, kutim, "air")
        bound = await stack.enter_async_context(serving(gateway.public, "127.0.0.1", port))
        yield f"http://127.0.0.1:{bound}"


async def _fill_index(settings: Settings) -> None:
    index = open_index(settings.index())
    now = datetime.now(UTC)
    await index.put([*documents(now), *water_documents(now)])
    await index.refresh()
    await index.close()


async def _make_sources(settings: Settings, clients: Clients) -> None:
    """The outlets, each with a week of collecting behind it; one of them collects nothing any more."""
    crawler = clients.to("crawler")
    for key, name in SOURCES.items():
        answer = await crawler.post(
            "/sources",
            json={
                "id": key,
                "name": name,
                "url": f"https://{key}.example/",
                "region": "64.08",
                "timezone": "Asia/Makassar",
                "kind": "pemerintah" if key == OFFICIAL else "media",
                "paused": True,
            },
        )
        answer.raise_for_status()
    engine = create_engine(settings.database(), "crawler")
    async with engine.begin() as connection:
        for key in SOURCES:
            broken = key == SILENT_SOURCE
            got = (
                {"discovered": 24, "dropped:empty-article": 24}
                if broken
                else {"discovered": 24, "fetched": 22}
            )
            for back in range(7):
                at = datetime.now(UTC) - timedelta(days=back)
                await count(connection, key, got | ({} if broken else {"extracted": 20 - back}), at)
    await engine.dispose()


async def _make_tenants(settings: Settings) -> list[Tenant]:
    engine = create_engine(settings.database(), "gateway")
    tenants = []
    for name, scope, people in TENANTS:
        tenant = await create_tenant(engine, name, [scope])
        users = {
            email: await create_user(engine, tenant.id, email, PASSWORD, role)
            for email, role in people.items()
        }
        if EMAIL in users:
            await work_on_water(engine, tenant.id, [users[EMAIL], users[ADMIN_EMAIL]])
        tenants.append(tenant)
    await engine.dispose()
    return tenants


async def _fire_watch(tenant: Tenant, broker: Broker, watches: WatchClient) -> None:
    """A watch, then an article that fires it: nobody has seen to the alert yet."""
    scope = list(tenant.scope)
    await watches.create(
        NewWatch(
            tenant_id=tenant.id,
            name=WATCH_NAME,
            filter=Filter(scope=scope, q="banjir"),
            given={"q": "banjir"},
            zone=tenant.timezone,
        )
    )
    news = breaking_news(datetime.now(UTC))
    await language.publish_enriched(broker, news.article, news.enrichment)
    for _ in range(200):
        if (await watches.alerts(AlertSearch(tenant_id=tenant.id, scope=scope))).total:
            return
        await asyncio.sleep(0.1)
    raise AssertionError("the watch did not fire")


async def _import_complaints(tenant: Tenant, crawler: CrawlerClient) -> None:
    """Citizens' reports, through the real pipeline."""
    order = ImportOrder(
        tenant_id=tenant.id,
        scope=list(tenant.scope),
        source=PushedSource(name=fictional_complaints.SOURCE, region="64.08", timezone="Asia/Makassar"),
        filename="aduan-november.csv",
    )
    file = BytesIO(fictional_complaints.complaints_csv(datetime.now(UTC)))
    taken = await crawler.take_import(file, order)
    for _ in range(1200):
        found = await crawler.one_import(tenant.id, taken.id)
        if found.state == "done" and found.counts.found == found.counts.accepted:
            return
        await asyncio.sleep(0.1)
    raise AssertionError("the imported reports cannot be found")


async def _serve(port: int) -> None:
    # To stderr, and only what is wrong: the address is all that stdout carries.
    configure_logs(Settings(log_level="error"))
    with tempfile.TemporaryDirectory() as folder:
        async with desk(Path(folder), port) as address:
            print(address, EMAIL, PASSWORD, flush=True)
            await Stop().on_signals().wait()


if __name__ == "__main__":
    asyncio.run(_serve(int(sys.argv[1])))
