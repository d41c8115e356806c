"""The crawler service: wired once for the container and for standalone alike."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import UTC, datetime

import sqlalchemy as sa
from fastapi import FastAPI
from sqlalchemy.ext.asyncio import AsyncEngine

from services.crawler.api import router
from services.crawler.archive import Archive
from services.crawler.crawler import Crawler
from services.crawler.dispatcher import Dispatcher
from services.crawler.fetch import Fetcher
from services.crawler.imports.api import router as imports_router
from services.crawler.imports.runner import ImportRunner
from services.crawler.look_api import look_router
from services.crawler.polls import spread_overdue
from services.crawler.pressure import Pressure
from services.crawler.relay import Relay
from services.crawler.robots import Robots
from services.crawler.visit import Visitor
from shared.contracts.channels import NLP_ARTICLES
from shared.messaging.port import Broker, MessagingError
from shared.runtime.clients import Clients
from shared.runtime.database import create_engine, migrate
from shared.runtime.internal_api import Check, internal_app
from shared.runtime.settings import Settings

# After the visits in hand (14 s at most) this is left of the 20 s.
DRAIN_SECONDS = 4.0


@asynccontextmanager
async def open_crawler(settings: Settings, broker: Broker, clients: Clients) -> AsyncIterator[FastAPI]:
    """Start crawling; yields the internal API, with the Crawler on ``app.state.crawler``.

    On exit: no new visit, those in hand finish, the outbox is relayed. Raises DatabaseUnavailable,
    SettingsError, and SourcesFileError for the sources file of the settings.
    """
    engine = create_engine(settings.database(), "crawler")
    fetcher = Fetcher(
        settings.crawler_user_agent,
        allowed=settings.crawler_allow_networks,
        max_connections=settings.crawler_concurrency * 2,
    )
    try:
        await migrate(engine, "crawler")
        relay = Relay(engine, broker)
        archive = Archive(settings.archive())
        robots = Robots(settings.crawler_user_agent)
        visitor = Visitor(engine, fetcher, robots, archive, settings.crawler_host_delay)
        pressure = Pressure(broker, relay)
        dispatcher = Dispatcher(engine, visitor, pressure, settings.crawler_concurrency, relay.nudge)
        importing = ImportRunner(engine, broker, relay, clients.to("search"))
        crawler = Crawler(engine, visitor, dispatcher, relay, importing)
        async with engine.begin() as connection:
            await spread_overdue(connection, datetime.now(UTC))
        if settings.crawler_sources_file:
            await crawler.import_sources(settings.crawler_sources_file)
        app = internal_app("crawler", settings, _checks(engine, broker))
        app.state.crawler = crawler
        app.include_router(look_router(settings), dependencies=[app.state.token_required])
        app.include_router(router, dependencies=[app.state.token_required])
        app.include_router(imports_router, dependencies=[app.state.token_required])
        claiming = asyncio.create_task(dispatcher.run(), name="crawler-dispatcher")
        relaying = asyncio.create_task(relay.run(), name="crawler-relay")
        feeding = asyncio.create_task(importing.run(), name="crawler-imports")
        try:
            yield app
        finally:
            await dispatcher.stop()
            feeding.cancel()
            await asyncio.gather(claiming, feeding, return_exceptions=True)
            relaying.cancel()
            await asyncio.gather(relaying, return_exceptions=True)
            await relay.drain(DRAIN_SECONDS)
    finally:
        await fetcher.close()
        await engine.dispose()


def _checks(engine: AsyncEngine, broker: Broker) -> dict[str, Check]:
    async def database() -> str | None:
        try:
            async with engine.connect() as connection:
                await connection.execute(sa.text("SELECT 1"))
        except (sa.exc.DBAPIError, OSError) as error:
            return f"database does not answer: {error}"
        return None

    async def queue() -> str | None:
        try:
            await broker.depth(NLP_ARTICLES)
        except MessagingError as error:
            return str(error)
        return None

    return {"database": database, "broker": queue}
