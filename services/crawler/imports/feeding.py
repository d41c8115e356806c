"""Feeds the rows of imports into the pipeline, a few at a time, each exactly once.

A row becomes an article, its event, and a counted row in one transaction. Imports take turns, so that a small
one does not wait for a large one; whoever works at one has a lease on it.
"""

from __future__ import annotations

import asyncio
from collections import Counter
from collections.abc import Sequence
from datetime import UTC, datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy import Row as DatabaseRow
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine

from services.crawler.article_store import Draft, store
from services.crawler.health import count
from services.crawler.imports.drafting import draft_of
from services.crawler.imports.row import Row
from services.crawler.imports.store import LEASE, WAITING
from services.crawler.metrics import STORED
from services.crawler.push import origin
from services.crawler.source_store import find_source
from services.crawler.tables import import_rows, imports
from shared.contracts.article import SourceRef
from shared.contracts.crawl import PushedArticle
from shared.contracts.imports import ImportOrder

# Rows in one transaction: half a second of the language service's work.
BATCH = 25


async def feed_batch(engine: AsyncEngine, owner: str) -> int:
    """Feed some rows of the import that waited longest for its turn; how many. 0: nothing waits."""
    record = await _claim(engine, owner)
    if record is None:
        return 0
    order = ImportOrder.model_validate(record.order)
    async with engine.connect() as connection:
        rows = await _waiting(connection, record.id)
        source = await _source(connection, order)
    now = datetime.now(UTC)
    drafts = await asyncio.to_thread(lambda: [draft_of(row, order.kind, source, now) for row in rows])
    async with engine.begin() as connection:
        await _feed(connection, record.id, owner, rows, drafts, source.id, now)
    return len(rows)


async def _claim(engine: AsyncEngine, owner: str) -> DatabaseRow[Any] | None:
    now = datetime.now(UTC)
    free = (
        sa.select(imports.c.id)
        .where(imports.c.state == "running", imports.c.lease_until <= now)
        .order_by(imports.c.lease_until, imports.c.created_at)
        .limit(1)
    )
    async with engine.connect() as connection:
        # Almost always there is none: then nobody waits for a lock.
        if (await connection.execute(free)).first() is None:
            return None
    async with engine.begin() as connection:
        claimed = (
            sa.update(imports)
            .where(imports.c.id == free.with_for_update(skip_locked=True).scalar_subquery())
            .values(owner=owner, lease_until=now + LEASE)
            .returning(imports)
        )
        record: DatabaseRow[Any] | None = (await connection.execute(claimed)).first()
    return record


async def _waiting(connection: AsyncConnection, identity: str) -> list[Row]:
    """The next rows, in the order of their articles: two transactions then never wait in a circle."""
    found = await connection.execute(
        sa.select(import_rows.c.body)
        .where(import_rows.c.import_id == identity, WAITING)
        .order_by(import_rows.c.row)
        .limit(BATCH)
    )
    rows = [Row.model_validate_json(body) for body in found.scalars()]
    return sorted(rows, key=lambda row: row.article_id)


async def _source(connection: AsyncConnection, order: ImportOrder) -> SourceRef:
    said = PushedArticle(title="-", text="-", source=order.source)
    known = await find_source(connection, order.source.id) if order.source.id else None
    return origin(said, known)


async def _feed(
    connection: AsyncConnection,
    identity: str,
    owner: str,
    rows: Sequence[Row],
    drafts: Sequence[Draft],
    source_id: str,
    now: datetime,
) -> None:
    """All in the caller's transaction; nothing when the lease went to somebody else or the import is gone."""
    mine = (imports.c.id == identity) & (imports.c.owner == owner) & (imports.c.state == "running")
    hold = sa.update(imports).where(mine).values(lease_until=now + LEASE).returning(imports.c.id)
    held = await connection.execute(hold)
    if held.first() is None:
        return
    outcomes: Counter[str] = Counter()
    for row, draft in zip(rows, drafts, strict=True):
        stored = await store(connection, draft, now)
        this = (import_rows.c.import_id == identity) & (import_rows.c.row == row.row)
        if stored.changed:
            outcomes["new" if stored.article.revision == 1 else "revised"] += 1
            taken = sa.update(import_rows).where(this)
            await connection.execute(taken.values(revision=stored.article.revision, body=""))
        else:
            outcomes["unchanged"] += 1
            await connection.execute(sa.delete(import_rows).where(this))
    left = sa.exists().where(import_rows.c.import_id == identity, WAITING)
    await connection.execute(
        sa.update(imports)
        .where(mine)
        .values(
            new=imports.c.new + outcomes["new"],
            revised=imports.c.revised + outcomes["revised"],
            unchanged=imports.c.unchanged + outcomes["unchanged"],
            state=sa.case((left, "running"), else_="done"),
            finished_at=sa.case((left, None), else_=sa.literal(now, imports.c.finished_at.type)),
            # The next turn is that of whoever has waited longer.
            lease_until=now,
        )
    )
    changed = outcomes["new"] + outcomes["revised"]
    await count(connection, source_id, {"discovered": changed, "extracted": changed}, now)
    for outcome, number in outcomes.items():
        STORED.labels(outcome).inc(number)


async def anything_waiting(connection: AsyncConnection) -> bool:
    """Whether rows of any import are still to be fed, or a file is being read."""
    found = await connection.execute(
        sa.select(imports.c.id).where(imports.c.state.in_(("reading", "running"))).limit(1)
    )
    return found.first() is not None
