"""Fixtures of the gateway's tests.

`engine` is a migrated database, once on SQLite and once on PostgreSQL, for the repositories. `api` is the
public app on SQLite with a fake search service and a fake crawler behind it, for everything about HTTP; the
same questions against the real search service are asked in tests/integration/test_gateway_api.py.
"""

from __future__ import annotations

from collections.abc import AsyncIterator
from dataclasses import dataclass
from pathlib import Path

import httpx
import pytest
from fastapi import FastAPI
from sqlalchemy.ext.asyncio import AsyncEngine

from services.gateway.app import create_public_app
from services.gateway.crawler_client import CrawlerClient
from services.gateway.cursors import Cursors
from services.gateway.keys import issue_key
from services.gateway.notifier_client import NotifierClient
from services.gateway.quotas import Quotas
from services.gateway.rate_limit import RateLimiter
from services.gateway.roles import Role
from services.gateway.search_client import SearchClient
from services.gateway.state import GatewayState
from services.gateway.tenants import Tenant, create_tenant
from services.gateway.watch_client import WatchClient
from shared.runtime.clients import Clients
from shared.runtime.database import create_engine, migrate
from shared.runtime.settings import Settings
from tests.unit.services.gateway.fakes import FakeService

RATE_LIMIT = 60


@pytest.fixture(params=["sqlite", "postgresql"])
def database_url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """Address of an empty database."""
    if request.param == "sqlite":
        return f"sqlite:///{tmp_path / 'gaung.db'}"
    url: str = request.getfixturevalue("require_postgres")
    return url


@pytest.fixture
async def engine(database_url: str) -> AsyncIterator[AsyncEngine]:
    """The gateway's migrated database."""
    engine = create_engine(database_url, "gateway")
    await migrate(engine, "gateway")
    yield engine
    await engine.dispose()


@dataclass
class Api:
    """The public app, a client for it, and what stands behind it. `kutim` sees 64.08 alone."""

    app: FastAPI
    client: httpx.AsyncClient
    engine: AsyncEngine
    search: FakeService
    crawler: FakeService
    notifier: FakeService
    kutim: Tenant

    async def key(self, role: Role = "viewer", tenant: Tenant | None = None) -> dict[str, str]:
        """The headers of a new key."""
        issued = await issue_key(self.engine, (tenant or self.kutim).id, role)
        return {"Authorization": f"Bearer {issued.key}"}

    async def get(self, path: str, role: Role = "viewer") -> httpx.Response:
        """GET with a new key."""
        return await self.client.get(path, headers=await self.key(role))


@pytest.fixture
async def api(tmp_path: Path) -> AsyncIterator[Api]:
    """The API with one tenant, Kutai Timur."""
    settings = Settings(data_dir=tmp_path, internal_token="t", secret_key="s", rate_limit=RATE_LIMIT)
    engine = create_engine(settings.database(), "gateway")
    await migrate(engine, "gateway")
    search, crawler, notifier = FakeService(), FakeService(), FakeService()
    clients = Clients(settings, {"search": search.app, "crawler": crawler.app, "notifier": notifier.app})
    app = create_public_app(
        GatewayState(
            settings=settings,
            engine=engine,
            search=SearchClient(clients),
            crawler=CrawlerClient(clients),
            notifier=NotifierClient(clients),
            watches=WatchClient(clients),
            limiter=RateLimiter(settings.rate_limit),
            quotas=Quotas(engine, per_minute=settings.rate_limit, per_day=settings.tenant_daily_quota),
            cursors=Cursors(settings.secret_key),
        )
    )
    kutim = await create_tenant(engine, "Kutai Timur", ["64.08"])
    transport = httpx.ASGITransport(app=app)
    async with httpx.AsyncClient(transport=transport, base_url="http://gaung.example") as client:
        yield Api(app, client, engine, search, crawler, notifier, kutim)
    await clients.close()
    await engine.dispose()
