"""Takes a file in: every row is read, masked and in the database before the sender gets an answer.

Nothing of the file itself is kept. A process that is killed meanwhile leaves no import behind; one that is
killed later leaves the rows, and another goes on with them.
"""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from contextlib import suppress
from datetime import UTC, datetime
from itertools import islice
from typing import BinaryIO

import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncEngine

from services.crawler.imports import lookup, store
from services.crawler.imports.mapping import shown_mapping
from services.crawler.imports.opening import open_file
from services.crawler.imports.outcomes import Outcomes, duplicate
from services.crawler.imports.row import Row
from services.crawler.masking import mask_line
from shared.contracts.imports import Import, ImportOrder, Refusal

# Rows in one transaction: others write to the same database meanwhile.
BATCH = 250


async def take(engine: AsyncEngine, file: BinaryIO, order: ImportOrder) -> Import:
    """Read a file and keep its rows. Raises UnusableFile, and keeps nothing then."""
    now = datetime.now(UTC)
    opened = await asyncio.to_thread(open_file, file, order)
    said_by = order.source.model_copy(update={"name": mask_line(order.source.name)})
    filename = mask_line(order.filename.encode("utf-8", "replace").decode())
    kept = order.model_copy(update={"filename": filename, "source": said_by, "mapping": {}, "sheet": None})
    mapping = shown_mapping(opened.format.columns, opened.mapping.values())
    outcomes = Outcomes(opened, order, now)
    walk = iter(outcomes)
    async with engine.begin() as connection:
        identity = await store.begin(connection, kept, opened.format, mapping, now)
    over = asyncio.Event()
    renewing = asyncio.create_task(_renew(engine, identity, over))
    try:
        while batch := await asyncio.to_thread(_batch, walk):
            await _add(engine, identity, batch)
        async with engine.begin() as connection:
            await store.whole(connection, identity, outcomes.masked, outcomes.notes, datetime.now(UTC))
            return await lookup.get(connection, order.tenant_id, identity)
    except BaseException:
        async with engine.begin() as connection:
            await store.forget(connection, identity)
        raise
    finally:
        over.set()
        await renewing


async def _renew(engine: AsyncEngine, identity: str, over: asyncio.Event) -> None:
    """Keep the lease until the file is read: a batch of the longest texts takes longer than it lasts."""
    while not over.is_set():
        with suppress(TimeoutError):
            await asyncio.wait_for(over.wait(), store.LEASE.total_seconds() / 4)
            return
        # Locked for long: the next renewal comes in time.
        with suppress(sa.exc.DBAPIError):
            async with engine.begin() as connection:
                await store.renew(connection, identity, datetime.now(UTC))


def _batch(walk: Iterator[Row | Refusal]) -> list[Row | Refusal]:
    return list(islice(walk, BATCH))


async def _add(engine: AsyncEngine, identity: str, batch: list[Row | Refusal]) -> None:
    rows = [one for one in batch if isinstance(one, Row)]
    refusals = [one for one in batch if isinstance(one, Refusal)]
    fresh: list[Row] = []
    async with engine.begin() as connection:
        seen = await store.first_rows(connection, identity, [row.article_id for row in rows])
        refused = len(refusals)
        for row in rows:
            first = seen.setdefault(row.article_id, row.row)
            if first == row.row:
                fresh.append(row)
            else:
                refusals.append(duplicate(row, first))
        await store.add(connection, identity, fresh, refusals, len(refusals) - refused, datetime.now(UTC))
