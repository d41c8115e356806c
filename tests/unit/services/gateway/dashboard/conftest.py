"""Fixtures of the dashboard: the gateway with its own database, search and crawler in memory, and a browser.

`pages` is an HTTP client that keeps cookies, as a browser does; `press_officer` has signed in with it for
Kutai Timur. The clock of the pages stands at NOW.
"""

from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path

import httpx
import pytest
from fastapi import FastAPI

from services.gateway.crawler_client import CrawlerClient
from services.gateway.cursors import Cursors
from services.gateway.dashboard.clock import current_time
from services.gateway.dashboard.routes import router
from services.gateway.dashboard.visitor import SESSION_COOKIE
from services.gateway.notifier_client import NotifierClient
from services.gateway.quotas import Quotas
from services.gateway.rate_limit import RateLimiter
from services.gateway.search_client import SearchClient
from services.gateway.sessions import open_session
from services.gateway.state import GatewayState
from services.gateway.tenants import create_tenant
from services.gateway.users import create_user, list_users
from services.gateway.watch_client import WatchClient
from shared.runtime.clients import Clients
from shared.runtime.database import create_engine, migrate
from shared.runtime.settings import Settings
from tests.unit.services.gateway.dashboard.browsing import EMAIL, PASSWORD, Gateway
from tests.unit.services.gateway.dashboard.fakes import NOW, FakeSearch, fake_crawler


@pytest.fixture
async def gateway(tmp_path: Path) -> AsyncIterator[Gateway]:
    """A gateway with one tenant, Kutai Timur, and its press officer."""
    settings = Settings(data_dir=tmp_path, internal_token="t", secret_key="s")
    engine = create_engine(settings.database(), "gateway")
    await migrate(engine, "gateway")
    search = FakeSearch()
    crawler = fake_crawler({"kabar-pesisir": "Kabar Pesisir", "sangatta-pos": "Sangatta Pos"})
    clients = Clients(settings, {"search": search.app, "crawler": crawler})
    app = FastAPI()
    app.state.gateway = GatewayState(
        settings=settings,
        engine=engine,
        search=SearchClient(clients),
        crawler=CrawlerClient(clients),
        notifier=NotifierClient(clients),
        watches=WatchClient(clients),
        limiter=RateLimiter(1000),
        quotas=Quotas(engine, per_minute=1000, per_day=100_000),
        cursors=Cursors("s"),
    )
    app.include_router(router)
    app.dependency_overrides[current_time] = lambda: NOW
    tenant = await create_tenant(engine, "Diskominfo Kutai Timur", ["64.08"])
    await create_user(engine, tenant.id, EMAIL, PASSWORD, "analyst")
    yield Gateway(app, engine, search, settings)
    await clients.close()
    await engine.dispose()


@pytest.fixture
async def pages(gateway: Gateway) -> AsyncIterator[httpx.AsyncClient]:
    """A browser without JavaScript: keeps cookies, does not follow redirects by itself."""
    transport = httpx.ASGITransport(app=gateway.app, raise_app_exceptions=True)
    async with httpx.AsyncClient(transport=transport, base_url="http://gaung.example") as client:
        yield client


@pytest.fixture
async def press_officer(gateway: Gateway, pages: httpx.AsyncClient) -> httpx.AsyncClient:
    """The browser of a press officer of Kutai Timur who has signed in."""
    [user] = await list_users(gateway.engine)
    token, _ = await open_session(gateway.engine, user.id)
    pages.cookies.set(SESSION_COOKIE, token)
    return pages
