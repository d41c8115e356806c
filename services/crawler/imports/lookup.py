"""Looks imports up for their tenant: nobody else has them."""

from __future__ import annotations

from datetime import datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy import Row as DatabaseRow
from sqlalchemy.ext.asyncio import AsyncConnection

from services.crawler.imports.bringing import leave
from services.crawler.imports.store import forget
from services.crawler.tables import import_refusals, imports
from shared.contracts.imports import (
    Import,
    ImportCounts,
    ImportFormat,
    ImportOrder,
    ImportPage,
    Refusal,
    RefusalPage,
)


class UnknownImport(Exception):
    """The tenant has no import of that id."""


async def remove(connection: AsyncConnection, tenant_id: str, identity: str) -> None:
    """Remove a tenant's import; rows that wait are not taken any more. Raises UnknownImport."""
    await _own(connection, tenant_id, identity)
    await leave(connection, identity)
    await forget(connection, identity)


async def get(connection: AsyncConnection, tenant_id: str, identity: str) -> Import:
    """A tenant's import. Raises UnknownImport."""
    return _import(await _own(connection, tenant_id, identity))


async def listed(
    connection: AsyncConnection, tenant_id: str, limit: int, after: tuple[datetime, str] | None
) -> ImportPage:
    """A tenant's imports, newest first."""
    own = (imports.c.tenant_id == tenant_id) & (imports.c.state != "reading")
    total = await connection.execute(sa.select(sa.func.count()).select_from(imports).where(own))
    page = sa.select(imports).where(own)
    if after:
        older = imports.c.created_at < after[0]
        beside = (imports.c.created_at == after[0]) & (imports.c.id < after[1])
        page = page.where(older | beside)
    page = page.order_by(imports.c.created_at.desc(), imports.c.id.desc()).limit(limit + 1)
    rows = (await connection.execute(page)).all()
    last = rows[limit - 1] if len(rows) > limit else None
    return ImportPage(
        items=[_import(row) for row in rows[:limit]],
        next=[last.created_at.isoformat(), last.id] if last else None,
        total=total.scalar_one(),
    )


async def refusals_of(
    connection: AsyncConnection, tenant_id: str, identity: str, limit: int, after: int
) -> RefusalPage:
    """Refused rows of a tenant's import below row `after`. Raises UnknownImport."""
    record = await _own(connection, tenant_id, identity)
    found = await connection.execute(
        sa.select(import_refusals)
        .where(import_refusals.c.import_id == identity, import_refusals.c.row > after)
        .order_by(import_refusals.c.row)
        .limit(limit + 1)
    )
    rows = found.all()
    return RefusalPage(
        items=[Refusal.model_validate(dict(row._mapping)) for row in rows[:limit]],
        next=[rows[limit - 1].row] if len(rows) > limit else None,
        total=record.refused + record.duplicates,
    )


async def _own(connection: AsyncConnection, tenant_id: str, identity: str) -> DatabaseRow[Any]:
    found = await connection.execute(
        sa.select(imports).where(
            imports.c.id == identity, imports.c.tenant_id == tenant_id, imports.c.state != "reading"
        )
    )
    row = found.first()
    if row is None:
        raise UnknownImport(identity)
    return row


def _import(row: DatabaseRow[Any]) -> Import:
    order = ImportOrder.model_validate(row.order)
    done = row.new + row.revised + row.unchanged
    return Import(
        id=row.id,
        state=row.state,
        kind=order.kind,
        source=order.source,
        filename=order.filename,
        created_at=row.created_at,
        finished_at=row.finished_at,
        format=ImportFormat.model_validate(row.format),
        mapping=row.mapping,
        counts=ImportCounts(
            rows=row.rows,
            accepted=row.accepted,
            refused=row.refused,
            duplicates=row.duplicates,
            waiting=row.accepted - done,
            new=row.new,
            revised=row.revised,
            unchanged=row.unchanged,
            found=row.found,
        ),
        masked=row.masked,
        notes=row.notes,
    )
