"""The migration makes the tables that the code uses."""

from __future__ import annotations

from alembic.autogenerate import compare_metadata
from alembic.runtime.migration import MigrationContext
from sqlalchemy import Connection
from sqlalchemy.ext.asyncio import AsyncEngine

from services.search.tables import metadata


async def test_the_migration_and_the_tables_agree(engine: AsyncEngine) -> None:
    def differences(connection: Connection) -> list[object]:
        ignore = {"migration_lock"}
        context = MigrationContext.configure(
            connection,
            opts={"include_name": lambda name, kind, _parents: kind != "table" or name not in ignore},
        )
        return list(compare_metadata(context, metadata))

    async with engine.connect() as connection:
        assert await connection.run_sync(differences) == []
