"""A service's own database, opened and migrated for one command."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from sqlalchemy.ext.asyncio import AsyncEngine

from shared.runtime.database import create_engine, migrate
from shared.runtime.settings import Service, load_settings


@asynccontextmanager
async def database_of(service: Service) -> AsyncIterator[AsyncEngine]:
    """The engine of a service's database. Raises DatabaseUnavailable, SettingsError."""
    engine = create_engine(load_settings().database(), service)
    try:
        await migrate(engine, service)
        yield engine
    finally:
        await engine.dispose()
