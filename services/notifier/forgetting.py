"""Forgets deliveries that have rested for too long, with every try, whatever became of them."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import UTC, datetime, timedelta

from sqlalchemy import delete, select
from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.ext.asyncio import AsyncEngine

from services.notifier.tables import deliveries
from shared.runtime.logs import get_logger

log = get_logger("notifier")

# A transaction of some 0.1 s, between which messages are delivered.
BATCH = 500
# Once an hour costs nothing and is soon enough for something that is kept for months.
PAUSE_SECONDS = 3600.0


async def forget_before(engine: AsyncEngine, moment: datetime) -> int:
    """Forget the deliveries that were last touched before this moment; how many those were.

    A message that the broker brings again after that is delivered again: it waited in quarantine meanwhile,
    and a person sends it from there.
    """
    in_hand = deliveries.c.claimed_until.is_not(None) & (deliveries.c.claimed_until >= moment)
    old = select(deliveries.c.id).where(deliveries.c.updated_at < moment, ~in_hand).limit(BATCH)
    forgotten = 0
    while True:
        async with engine.begin() as connection:
            gone = await connection.execute(delete(deliveries).where(deliveries.c.id.in_(old)))
        forgotten += gone.rowcount
        if gone.rowcount < BATCH:
            return forgotten


@asynccontextmanager
async def forgetting(engine: AsyncEngine, keep: timedelta) -> AsyncIterator[None]:
    """While the context is open, deliveries are kept for `keep`."""
    task = asyncio.create_task(_run(engine, keep))
    try:
        yield
    finally:
        task.cancel()
        await asyncio.gather(task, return_exceptions=True)


async def _run(engine: AsyncEngine, keep: timedelta) -> None:
    while True:
        try:
            forgotten = await forget_before(engine, datetime.now(UTC) - keep)
        except (SQLAlchemyError, OSError) as error:
            log.warning("old deliveries stay for now", reason=f"{type(error).__name__}: {error}"[:500])
        else:
            if forgotten:
                log.info("old deliveries forgotten", deliveries=forgotten, days=keep.days)
        await asyncio.sleep(PAUSE_SECONDS)
