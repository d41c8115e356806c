"""Feeds the rows of imports into the pipeline, a few at a time, each exactly once.

A row becomes an article, its event, and a counted row in one transaction. Imports take turns, so that a small
one does not wait for a large one; whoever works at one has a lease on it.
"""

from __future__ import annotations

import asyncio
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

import sqlalchemy as sa
from sqlalchemy import Row as DatabaseRow
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine

from services.crawler.article_store import Draft, store
from services.crawler.health import count
from services.crawler.imports.bringing import also_brought
from services.crawler.imports.drafting import draft_of
from services.crawler.imports.row import Row
from services.crawler.imports.store import LEASE, WAITING, over_when_none_waits
from services.crawler.imports.trouble import PAUSE, Troubles, is_weather, refuse
from services.crawler.metrics import STORED
from services.crawler.push import origin
from services.crawler.source_store import find_source
from services.crawler.tables import import_articles, import_rows, imports
from shared.contracts.article import SourceRef
from shared.contracts.crawl import PushedArticle
from shared.contracts.imports import ImportOrder
from shared.runtime.logs import get_logger

log = get_logger("crawler.imports")

# Rows in one transaction: half a second of the language service's work.
BATCH = 25


@dataclass(frozen=True)
class _Waiting:
    """A row that waits, as it is kept."""

    row: int
    article_id: str
    body: str


class Feeding:
    """Feeds the rows of whichever import waited longest; `owner` names this process in leases."""

    def __init__(self, engine: AsyncEngine, owner: str) -> None:
        self._engine = engine
        self._owner = owner
        self._troubles = Troubles()

    async def batch(self) -> int:
        """Feed some rows of the import that waited longest for its turn; how many. 0: nothing waits.

        A batch that breaks goes in again row by row: the row at fault waits, and is refused in the end.
        """
        record = await _claim(self._engine, self._owner)
        if record is None:
            return 0
        order = ImportOrder.model_validate(record.order)
        async with self._engine.connect() as connection:
            rows = await _waiting(connection, record.id)
            source = await _source(connection, order)
        try:
            await self._feed(record.id, order, source, rows)
        except Exception as error:
            if is_weather(error):
                raise
            return await self._one_by_one(record.id, order, source, rows)
        return len(rows)

    async def _feed(self, identity: str, order: ImportOrder, source: SourceRef, rows: list[_Waiting]) -> None:
        now = datetime.now(UTC)

        def drafted() -> list[Draft]:
            return [draft_of(Row.model_validate_json(row.body), order.kind, source, now) for row in rows]

        drafts = await asyncio.to_thread(drafted)
        async with self._engine.begin() as connection:
            if await _held(connection, identity, self._owner, LEASE):
                await _store(connection, identity, rows, drafts, source.id, now)

    async def _one_by_one(
        self, identity: str, order: ImportOrder, source: SourceRef, rows: list[_Waiting]
    ) -> int:
        fed = sum([await self._alone(identity, order, source, row) for row in rows])
        if fed < len(rows):
            async with self._engine.begin() as connection:
                await _held(connection, identity, self._owner, PAUSE)
        return fed

    async def _alone(self, identity: str, order: ImportOrder, source: SourceRef, row: _Waiting) -> int:
        """Feed one row; 1 when it waits no more."""
        try:
            await self._feed(identity, order, source, [row])
        except Exception as error:
            if is_weather(error):
                raise
            hopeless = self._troubles.hopeless(identity, row.row)
            log.exception("row broke", import_id=identity, row=row.row, refused=hopeless)
            if not hopeless:
                return 0
            async with self._engine.begin() as connection:
                if await _held(connection, identity, self._owner, LEASE):
                    await refuse(connection, identity, row.row, row.body, datetime.now(UTC))
        return 1


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


async def _waiting(connection: AsyncConnection, identity: str) -> list[_Waiting]:
    """The next rows, in the order of their articles: two transactions then never wait in a circle."""
    found = await connection.execute(
        sa.select(import_rows.c.row, import_rows.c.article_id, import_rows.c.body)
        .where(import_rows.c.import_id == identity, WAITING)
        .order_by(import_rows.c.row)
        .limit(BATCH)
    )
    rows = [_Waiting(row.row, row.article_id, row.body) for row in found]
    return sorted(rows, key=lambda row: row.article_id)


async def _source(connection: AsyncConnection, order: ImportOrder) -> SourceRef:
    said = PushedArticle(title="-", text="-", source=order.source)
    known = await find_source(connection, order.source.id) if order.source.id else None
    return origin(said, known)


async def _held(connection: AsyncConnection, identity: str, owner: str, during: timedelta) -> bool:
    """Whether the import is there and still ours; then it is locked, and so long nobody else's."""
    mine = (imports.c.id == identity) & (imports.c.owner == owner) & (imports.c.state == "running")
    lease = sa.update(imports).where(mine).values(lease_until=datetime.now(UTC) + during)
    return (await connection.execute(lease.returning(imports.c.id))).first() is not None


async def _store(
    connection: AsyncConnection,
    identity: str,
    rows: Sequence[_Waiting],
    drafts: Sequence[Draft],
    source_id: str,
    now: datetime,
) -> None:
    """All in the caller's transaction, which holds the import."""
    outcomes: Counter[str] = Counter()
    for row, draft in zip(rows, drafts, strict=True):
        stored = await store(connection, draft, now)
        this = (import_rows.c.import_id == identity) & (import_rows.c.row == row.row)
        if stored.changed:
            outcomes["new" if stored.article.revision == 1 else "revised"] += 1
            if stored.article.revision == 1:
                brought = {"import_id": identity, "article_id": stored.article.id}
                await connection.execute(sa.insert(import_articles).values(**brought))
            taken = sa.update(import_rows).where(this)
            await connection.execute(taken.values(revision=stored.article.revision, body=""))
        else:
            outcomes["unchanged"] += 1
            await also_brought(connection, identity, stored.article.id)
            await connection.execute(sa.delete(import_rows).where(this))
    await connection.execute(
        sa.update(imports)
        .where(imports.c.id == identity)
        .values(
            new=imports.c.new + outcomes["new"],
            revised=imports.c.revised + outcomes["revised"],
            unchanged=imports.c.unchanged + outcomes["unchanged"],
            **over_when_none_waits(identity, now),
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
