"""The audit trail: who did what to which thing of which tenant, written in the transaction that does it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime

from sqlalchemy import ColumnElement, func, insert, select
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine

from services.gateway import tables


@dataclass(frozen=True)
class Act:
    """A line of the trail. `tenant_id` is None for a thing of the whole installation; `at` is UTC."""

    id: int
    at: datetime
    tenant_id: str | None
    actor: str
    action: str
    subject: str
    detail: str


@dataclass(frozen=True)
class Acts:
    """Which lines: those at or after `start` and before `end`; what is None does not narrow."""

    tenant_id: str | None = None
    actor: str | None = None
    action: str | None = None
    start: datetime | None = None
    end: datetime | None = None


async def record(
    connection: AsyncConnection,
    *,
    actor: str,
    action: str,
    subject: str,
    tenant_id: str | None = None,
    detail: str = "",
) -> None:
    """Write one line; it becomes visible with the caller's transaction. `detail` never holds a secret."""
    await connection.execute(
        insert(tables.audit).values(
            at=datetime.now(UTC),
            tenant_id=tenant_id,
            actor=actor,
            action=action,
            subject=subject,
            detail=detail,
        )
    )


async def note(
    engine: AsyncEngine,
    *,
    actor: str,
    action: str,
    subject: str,
    tenant_id: str | None = None,
    detail: str = "",
) -> None:
    """Write one line about what another service has just done."""
    async with engine.begin() as connection:
        await record(
            connection, actor=actor, action=action, subject=subject, tenant_id=tenant_id, detail=detail
        )


async def list_acts(
    engine: AsyncEngine, which: Acts, *, limit: int, after: int | None = None
) -> tuple[list[Act], int]:
    """At most `limit` lines, newest first, older than the line `after`; and how many there are in all."""
    lines = tables.audit.c
    conditions = _conditions(which)
    page = select(tables.audit).where(*conditions).order_by(lines.id.desc()).limit(limit)
    if after is not None:
        page = page.where(lines.id < after)
    async with engine.connect() as connection:
        rows = (await connection.execute(page)).all()
        total = await connection.scalar(select(func.count()).select_from(tables.audit).where(*conditions))
    return [Act(**row._mapping) for row in rows], total or 0


def _conditions(which: Acts) -> list[ColumnElement[bool]]:
    lines = tables.audit.c
    wanted = ((lines.tenant_id, which.tenant_id), (lines.actor, which.actor), (lines.action, which.action))
    conditions = [column == value for column, value in wanted if value is not None]
    if which.start is not None:
        conditions.append(lines.at >= which.start)
    if which.end is not None:
        conditions.append(lines.at < which.end)
    return conditions
