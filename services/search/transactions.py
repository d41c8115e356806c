"""Opens a transaction that writes, in such a way that it cannot fail half-way for want of the write lock."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine

# Advisory lock of the story step on PostgreSQL: any constant that nobody else uses.
STORY_TURN = 64_08_2027


@asynccontextmanager
async def writing(engine: AsyncEngine, *, turn: int | None = None) -> AsyncIterator[AsyncConnection]:
    """A transaction that commits when the block ends and rolls back when it raises.

    With `turn`, those who ask for the same turn come one after the other. On SQLite every writer takes
    the write lock at its start, so what it read is still true when it writes, and turns come by
    themselves.
    """
    async with engine.connect() as connection:
        if connection.dialect.name == "sqlite":
            await connection.exec_driver_sql("BEGIN IMMEDIATE")
        elif turn is not None:
            await connection.execute(text("SELECT pg_advisory_xact_lock(:turn)"), {"turn": turn})
        yield connection
        await connection.commit()
