"""The audit trail: who did what to which thing, written in the transaction that does it."""

from __future__ import annotations

from datetime import UTC, datetime

from sqlalchemy import insert
from sqlalchemy.ext.asyncio import AsyncConnection

from services.gateway import tables


async def record(
    connection: AsyncConnection, *, actor: str, action: str, subject: str, detail: str = ""
) -> None:
    """Write one line of the trail; it becomes visible with the caller's transaction."""
    await connection.execute(
        insert(tables.audit).values(
            at=datetime.now(UTC), actor=actor, action=action, subject=subject, detail=detail
        )
    )
