"""Writes imports to the database: the record of each, its rows on the way, the rows that were refused."""

from __future__ import annotations

import secrets
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any

import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncConnection

from services.crawler.imports.row import Row
from services.crawler.tables import LONG_AGO, import_articles, import_refusals, import_rows, imports
from shared.contracts.imports import (
    ImportField,
    ImportFormat,
    ImportOrder,
    Refusal,
)

# A batch takes a second, and a file that is read is renewed meanwhile; a process that has not come back
# after this is gone.
LEASE = timedelta(seconds=30)
WAITING = import_rows.c.revision.is_(None)


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


async def renew(connection: AsyncConnection, identity: str, now: datetime) -> None:
    """Say that the file is still being read; nothing when it was read to its end."""
    reading = (imports.c.id == identity) & (imports.c.state == "reading")
    await connection.execute(sa.update(imports).where(reading).values(lease_until=now + LEASE))


async def hold(connection: AsyncConnection, identities: Iterable[str]) -> None:
    """Lock imports before their rows, as everybody does: two transactions then never wait in a circle."""
    ours = sa.select(imports.c.id).where(imports.c.id.in_(list(identities))).order_by(imports.c.id)
    await connection.execute(ours.with_for_update())


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


def over_when_none_waits(identity: str, now: datetime) -> dict[str, Any]:
    """The values of an import's row that end it, unless rows of it still wait."""
    left = sa.exists().where(import_rows.c.import_id == identity, WAITING)
    return {
        "state": sa.case((left, "running"), else_="done"),
        "finished_at": sa.case((left, None), else_=sa.literal(now, imports.c.finished_at.type)),
    }


async def forget(connection: AsyncConnection, identity: str) -> None:
    """Remove an import with its rows and refusals; articles that it made stay."""
    await hold(connection, [identity])
    for table in (import_rows, import_refusals, import_articles):
        await connection.execute(sa.delete(table).where(table.c.import_id == identity))
    await connection.execute(sa.delete(imports).where(imports.c.id == identity))


async def forget_unfinished(connection: AsyncConnection, now: datetime) -> None:
    """Remove what killed processes were reading: whoever sent it had no answer and sends it again."""
    stale = sa.select(imports.c.id).where(imports.c.state == "reading", imports.c.lease_until <= now)
    for identity in (await connection.execute(stale)).scalars().all():
        await forget(connection, identity)
