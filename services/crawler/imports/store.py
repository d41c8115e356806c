"""Imports in the database: the record of each, its rows on the way, the rows that were refused."""

from __future__ import annotations

import secrets
from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any

import sqlalchemy as sa
from sqlalchemy import Row as DatabaseRow
from sqlalchemy.ext.asyncio import AsyncConnection

from services.crawler.imports.row import Row
from services.crawler.tables import LONG_AGO, import_refusals, import_rows, imports
from shared.contracts.imports import (
    Import,
    ImportCounts,
    ImportField,
    ImportFormat,
    ImportOrder,
    ImportPage,
    Refusal,
    RefusalPage,
)

# A batch takes a second; a process that has not come back after this is gone.
LEASE = timedelta(seconds=30)
WAITING = import_rows.c.revision.is_(None)


class UnknownImport(Exception):
    """The tenant has no import of that id."""


async def begin(
    connection: AsyncConnection,
    order: ImportOrder,
    format_: ImportFormat,
    mapping: Mapping[str, ImportField | None],
    now: datetime,
) -> str:
    """A new import that is being read; its id."""
    identity = secrets.token_hex(16)
    counts = dict.fromkeys(
        ("rows", "accepted", "refused", "duplicates", "new", "revised", "unchanged", "found"), 0
    )
    await connection.execute(
        sa.insert(imports).values(
            id=identity,
            tenant_id=order.tenant_id,
            state="reading",
            created_at=now,
            order=order.model_dump(mode="json"),
            format=format_.model_dump(mode="json"),
            mapping=dict(mapping),
            masked={},
            notes=[],
            lease_until=now + LEASE,
            **counts,
        )
    )
    return identity


async def add(
    connection: AsyncConnection,
    identity: str,
    rows: Sequence[Row],
    refusals: Sequence[Refusal],
    duplicates: int,
    now: datetime,
) -> None:
    """More rows of a file that is being read; `duplicates` of the refusals say that a row came again."""
    if rows:
        await connection.execute(
            sa.insert(import_rows),
            [
                {
                    "import_id": identity,
                    "row": row.row,
                    "article_id": row.article_id,
                    "revision": None,
                    "body": row.model_dump_json(),
                }
                for row in rows
            ],
        )
    if refusals:
        kept = [refusal.model_dump() | {"import_id": identity} for refusal in refusals]
        await connection.execute(sa.insert(import_refusals), kept)
    await connection.execute(
        sa.update(imports)
        .where(imports.c.id == identity)
        .values(
            rows=imports.c.rows + len(rows) + len(refusals),
            accepted=imports.c.accepted + len(rows),
            refused=imports.c.refused + len(refusals) - duplicates,
            duplicates=imports.c.duplicates + duplicates,
            lease_until=now + LEASE,
        )
    )


async def first_rows(connection: AsyncConnection, identity: str, ids: Sequence[str]) -> dict[str, int]:
    """Which of these article ids the import has already, and from which row."""
    found = await connection.execute(
        sa.select(import_rows.c.article_id, import_rows.c.row).where(
            import_rows.c.import_id == identity, import_rows.c.article_id.in_(ids)
        )
    )
    return {row.article_id: row.row for row in found}


async def whole(
    connection: AsyncConnection, identity: str, masked: Mapping[str, int], notes: Sequence[str], now: datetime
) -> None:
    """The file was read to its end: its rows may go into the pipeline."""
    running = sa.exists().where(import_rows.c.import_id == identity)
    await connection.execute(
        sa.update(imports)
        .where(imports.c.id == identity)
        .values(
            state=sa.case((running, "running"), else_="done"),
            finished_at=sa.case((running, None), else_=sa.literal(now, imports.c.finished_at.type)),
            masked=dict(masked),
            notes=list(notes),
            lease_until=LONG_AGO,
        )
    )


async def forget(connection: AsyncConnection, identity: str) -> None:
    """Remove an import with its rows and refusals; articles that it made stay."""
    for table in (import_rows, import_refusals):
        await connection.execute(sa.delete(table).where(table.c.import_id == identity))
    await connection.execute(sa.delete(imports).where(imports.c.id == identity))


async def forget_unfinished(connection: AsyncConnection, now: datetime) -> None:
    """Remove what killed processes were reading: whoever sent it had no answer and sends it again."""
    stale = sa.select(imports.c.id).where(imports.c.state == "reading", imports.c.lease_until <= now)
    for identity in (await connection.execute(stale)).scalars().all():
        await forget(connection, identity)


async def remove(connection: AsyncConnection, tenant_id: str, identity: str) -> None:
    """Remove a tenant's import; rows that wait are not taken any more. Raises UnknownImport."""
    await _own(connection, tenant_id, identity)
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
