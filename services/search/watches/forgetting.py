"""Forgets alerts that were raised too long ago, acknowledged or not."""

from __future__ import annotations

from datetime import datetime, timedelta

from sqlalchemy import delete, select
from sqlalchemy.ext.asyncio import AsyncEngine

from services.search.tables import alerts
from services.search.transactions import writing
from shared.runtime.logs import get_logger

log = get_logger("search.watches")

# A transaction of some 0.1 s, between which alerts are filed.
BATCH = 500
# Once an hour costs nothing and is soon enough for something that is kept for months.
PAUSE = timedelta(hours=1)


class Forgetting:
    """Keeps alerts for `keep`. Several processes may forget at once: what is gone is gone.

    A story that goes on for longer than that is news again.
    """

    def __init__(self, engine: AsyncEngine, keep: timedelta) -> None:
        self._engine = engine
        self._keep = keep
        self._next: datetime | None = None

    async def tick(self, now: datetime) -> None:
        """Forget when the last time was `PAUSE` ago, or never."""
        if self._next is not None and now < self._next:
            return
        forgotten = await forget_before(self._engine, now - self._keep)
        self._next = now + PAUSE
        if forgotten:
            log.info("old alerts forgotten", alerts=forgotten, days=self._keep.days)


async def forget_before(engine: AsyncEngine, moment: datetime) -> int:
    """Forget every alert that was raised before this moment; how many those were."""
    old = select(alerts.c.alert_id).where(alerts.c.raised_at < moment).limit(BATCH)
    forgotten = 0
    while True:
        async with writing(engine) as connection:
            gone = await connection.execute(delete(alerts).where(alerts.c.alert_id.in_(old)))
        forgotten += gone.rowcount
        if gone.rowcount < BATCH:
            return forgotten
