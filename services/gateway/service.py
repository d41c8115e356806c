"""Opens the gateway: its database, its public app and its internal one."""

from __future__ import annotations

import secrets
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass

from fastapi import FastAPI
from sqlalchemy import text
from sqlalchemy.exc import SQLAlchemyError

from services.gateway.app import create_public_app
from services.gateway.crawler_client import CrawlerClient
from services.gateway.cursors import Cursors
from services.gateway.notifier_client import NotifierClient
from services.gateway.presentation.source_names import SourceNames
from services.gateway.quotas import Quotas
from services.gateway.rate_limit import RateLimiter
from services.gateway.reports.clockwork import Clockwork, running
from services.gateway.search_client import SearchClient
from services.gateway.state import GatewayState
from services.gateway.watch_client import WatchClient
from shared.messaging.port import Broker
from shared.runtime.clients import Clients
from shared.runtime.database import create_engine, migrate
from shared.runtime.internal_api import internal_app
from shared.runtime.logs import get_logger
from shared.runtime.settings import Settings

log = get_logger("gateway.service")


@dataclass(frozen=True)
class GatewayApps:
    """The public app, and the internal one with health, readiness and metrics."""

    public: FastAPI
    internal: FastAPI


@asynccontextmanager
async def open_gateway(settings: Settings, broker: Broker, clients: Clients) -> AsyncIterator[GatewayApps]:
    """The gateway while the context is open.

    It neither publishes nor consumes: the broker is taken so that all services open alike.
    Raises SettingsError and DatabaseUnavailable.
    """
    engine = create_engine(settings.database(), "gateway")
    try:
        await migrate(engine, "gateway")
        state = GatewayState(
            settings=settings,
            engine=engine,
            search=SearchClient(clients),
            crawler=CrawlerClient(clients),
            notifier=NotifierClient(clients),
            watches=WatchClient(clients),
            limiter=RateLimiter(settings.rate_limit),
            quotas=Quotas(engine, per_minute=settings.rate_limit, per_day=settings.tenant_daily_quota),
            cursors=Cursors(settings.secret_key or _passing_secret()),
        )

        async def database_ready() -> str | None:
            try:
                async with engine.connect() as connection:
                    await connection.execute(text("SELECT 1"))
            except (OSError, SQLAlchemyError) as error:
                return f"database does not answer: {type(error).__name__}"
            return None

        internal = internal_app("gateway", settings, {"database": database_ready})
        clockwork = Clockwork(
            engine=engine,
            search=state.search,
            notifier=state.notifier,
            names=SourceNames(state.crawler).known,
            public_url=settings.public_url,
        )
        async with running(clockwork):
            yield GatewayApps(public=create_public_app(state), internal=internal)
    finally:
        await engine.dispose()


def _passing_secret() -> str:
    log.warning("no secret key is set, cursors end with this process", setting="GAUNG_SECRET_KEY")
    return secrets.token_urlsafe(32)
