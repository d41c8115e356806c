"""A press officer's desk: gateway and search on SQLite in one process, filled with the fictional news.

The browser tests start it; by hand it serves the dashboard for work on its pages: ``python -m tests.browser.desk 8080``.
"""

from __future__ import annotations

import asyncio
import sys
import tempfile
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from fastapi import FastAPI

from services.gateway.service import open_gateway
from services.gateway.tenants import create_tenant
from services.gateway.users import create_user
from services.search.index.open import open_index
from services.search.service import open_search
from shared.messaging.connect import connect
from shared.runtime.clients import Clients
from shared.runtime.database import create_engine
from shared.runtime.logs import configure_logs
from shared.runtime.process import Stop, serving
from shared.runtime.settings import Service, Settings
from tests.browser.fictional_news import SOURCES, documents

EMAIL = "humas@kutaitimur.example"
PROVINCE_EMAIL = "kominfo@kaltim.example"
EMPTY_EMAIL = "humas@jayapura.example"
PASSWORD = "pagi-pagi-sekali"


@asynccontextmanager
async def desk(folder: Path, port: int = 0) -> AsyncIterator[str]:
    """The address of a running dashboard with three tenants: a regency, its province, one without news."""
    settings = Settings(data_dir=folder, internal_token="desk", secret_key="desk")
    folder.mkdir(parents=True, exist_ok=True)
    broker = await connect(settings.broker())
    apps: dict[Service, FastAPI] = {"crawler": _outlets()}
    clients = Clients(settings, apps)
    try:
        async with open_search(settings, broker, clients) as search:
            apps["search"] = search
            index = open_index(settings.index())
            await index.put(documents(datetime.now(UTC)))
            await index.refresh()
            await index.close()
            async with open_gateway(settings, broker, clients) as gateway:
                await _make_tenants(settings)
                async with serving(gateway.public, "127.0.0.1", port) as bound:
                    yield f"http://127.0.0.1:{bound}"
    finally:
        await clients.close()
        await broker.close()


async def _make_tenants(settings: Settings) -> None:
    engine = create_engine(settings.database(), "gateway")
    for name, scope, email in (
        ("Diskominfo Kutai Timur", "64.08", EMAIL),
        ("Diskominfo Kalimantan Timur", "64", PROVINCE_EMAIL),
        ("Diskominfo Jayapura", "91.03", EMPTY_EMAIL),
    ):
        tenant = await create_tenant(engine, name, [scope])
        await create_user(engine, tenant.id, email, PASSWORD, "analyst")
    await engine.dispose()


def _outlets() -> FastAPI:
    """The crawler's list of sources, all that the dashboard asks of it."""
    app = FastAPI()

    @app.get("/sources")
    def sources() -> dict[str, Any]:
        items = [
            {"id": key, "name": name, "url": f"https://{key}.example", "domain": f"{key}.example"}
            for key, name in SOURCES.items()
        ]
        return {"items": items, "next": None}

    return app


async def _serve(port: int) -> None:
    # To stderr, and only what is wrong: the address is all that stdout carries.
    configure_logs(Settings(log_level="error"))
    with tempfile.TemporaryDirectory() as folder:
        async with desk(Path(folder), port) as address:
            print(address, EMAIL, PASSWORD, flush=True)
            await Stop().on_signals().wait()


if __name__ == "__main__":
    asyncio.run(_serve(int(sys.argv[1])))
