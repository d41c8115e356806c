"""A visitor before services that answer what a test told them (FakeService), and remember what they were asked."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, replace
from typing import Any

import httpx

from services.gateway.crawler_client import CrawlerClient
from services.gateway.dashboard.visitor import SESSION_COOKIE
from services.gateway.notifier_client import NotifierClient
from services.gateway.roles import Role
from services.gateway.search_client import SearchClient
from services.gateway.sessions import open_session
from services.gateway.tenants import Tenant, get_tenant
from services.gateway.users import User, create_user, list_users
from services.gateway.watch_client import WatchClient
from shared.runtime.clients import Clients
from tests.unit.services.gateway.dashboard.browsing import Gateway, csrf_of
from tests.unit.services.gateway.dashboard.fakes import fake_crawler
from tests.unit.services.gateway.fakes import FakeService

NO_ALERTS = {"items": [], "next": None, "total": 0}


@dataclass
class Told:
    """The services, the tenant and its people, and the browser of whoever has signed in."""

    gateway: Gateway
    search: FakeService
    notifier: FakeService
    pages: httpx.AsyncClient
    tenant: Tenant
    user: User

    async def sign_in(self, role: Role) -> None:
        """Somebody of this role sits down before the browser."""
        user = await create_user(
            self.gateway.engine, self.tenant.id, f"{role}@kutim.example", "pagi-sekali-ini", role
        )
        token, _ = await open_session(self.gateway.engine, user.id)
        self.pages.cookies.clear()
        self.pages.cookies.set(SESSION_COOKIE, token)
        self.user = user

    async def post(self, path: str, fields: dict[str, Any], form: str = "/akun") -> httpx.Response:
        """Send a form with the token that the page `form` carries."""
        token = csrf_of(await self.pages.get(form))
        return await self.pages.post(path, data={"csrf": token} | fields)


@asynccontextmanager
async def told_services(gateway: Gateway, pages: httpx.AsyncClient) -> AsyncIterator[Told]:
    """The gateway under test with other services behind it."""
    search, notifier = FakeService(), FakeService()
    search.answers["POST /alerts/search"] = (200, NO_ALERTS)
    crawler = fake_crawler({"kabar-pesisir": "Kabar Pesisir"})
    clients = Clients(gateway.settings, {"search": search.app, "notifier": notifier.app, "crawler": crawler})
    gateway.app.state.gateway = replace(
        gateway.app.state.gateway,
        search=SearchClient(clients),
        crawler=CrawlerClient(clients),
        notifier=NotifierClient(clients),
        watches=WatchClient(clients),
    )
    [user] = await list_users(gateway.engine)
    token, _ = await open_session(gateway.engine, user.id)
    pages.cookies.set(SESSION_COOKIE, token)
    yield Told(gateway, search, notifier, pages, await get_tenant(gateway.engine, user.tenant_id), user)
    await clients.close()
