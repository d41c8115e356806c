"""Migrations: what they build is what the tables say."""

from __future__ import annotations

import importlib
import pkgutil

from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import Connection
from sqlalchemy.ext.asyncio import AsyncEngine

from services.gateway import desk
from services.gateway.tables import metadata
from shared.runtime.database import migrate


async def test_the_migrated_schema_is_that_of_the_tables(engine: AsyncEngine) -> None:
    # Tables of the desk join the metadata when their module is imported.
    for module in pkgutil.iter_modules(desk.__path__):
        if module.name.endswith("_tables"):
            importlib.import_module(f"services.gateway.desk.{module.name}")

    def differences(connection: Connection) -> list[object]:
        ours = {"include_object": lambda _o, name, kind, *_: kind != "table" or name in metadata.tables}
        context = MigrationContext.configure(connection, opts=ours)
        return list(compare_metadata(context, metadata))

    async with engine.connect() as connection:
        assert await connection.run_sync(differences) == []


async def test_migrating_twice_changes_nothing(engine: AsyncEngine) -> None:
    await migrate(engine, "gateway")
