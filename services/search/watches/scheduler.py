"""Looks at the clock for the watches: runs rules judged by time, sends what waited, forgets what is old."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import UTC, datetime
from zoneinfo import ZoneInfo

from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.ext.asyncio import AsyncEngine

from services.search.index.errors import ArticleIndexError
from services.search.index.port import ArticleIndex
from services.search.query.errors import QueryError
from services.search.watches import lease, store, timed
from services.search.watches.desk import Desk
from services.search.watches.forgetting import Forgetting
from services.search.watches.gaps import observed
from services.search.watches.series import Mask
from shared.contracts.watch import Spike, Watch
from shared.messaging.port import MessagingError
from shared.runtime.logs import get_logger

log = get_logger("search.watches")

# Held alerts leave at most so many seconds after their time.
TICK_SECONDS = 10.0


class Scheduler:
    """One in each search process; the database decides who does what."""

    def __init__(self, engine: AsyncEngine, index: ArticleIndex, desk: Desk, forgetting: Forgetting) -> None:
        self._engine = engine
        self._forgetting = forgetting
        self._index = index
        self._desk = desk
        # Outages of the whole installation are the same for every watch of a zone within an hour.
        self._observed: dict[tuple[datetime, datetime, str], Mask] = {}

    async def tick(self, now: datetime) -> None:
        """Send what is due, run every watch that is due, and forget old alerts."""
        await self._desk.release(now)
        while (watch := await lease.take(self._engine, now)) is not None:
            await self._run(watch, now)
        await self._forgetting.tick(now)

    async def _run(self, watch: Watch, now: datetime) -> None:
        try:
            start, end = timed.span(watch, now, now)
            mask = await self._mask(watch, start, end) if isinstance(watch.when, Spike) else None
            series = await timed.read_series(self._index, watch, start, end, mask)
            found = timed.latest(timed.findings(watch, series, now))
            firings = [await timed.firing(self._index, watch, finding) for finding in found]
        except QueryError as error:
            log.error(
                "watch cannot be read", watch_id=watch.id, tenant_id=watch.tenant_id, reason=error.message
            )
            await store.mark_broken(self._engine, watch.id, error.message)
            return
        await self._desk.file(watch, firings, now)
        await lease.give_back(self._engine, watch.id, now)

    async def _mask(self, watch: Watch, start: datetime, end: datetime) -> Mask:
        key = (start, end, watch.zone)
        if key not in self._observed:
            everything = await timed.read_everything(self._index, watch, start, end)
            self._observed = {known: mask for known, mask in self._observed.items() if known[1] >= end}
            self._observed[key] = observed(everything, ZoneInfo(watch.zone))
        return self._observed[key]

    async def run(self) -> None:
        """Tick for ever. What is away (index, database, broker) is tried again at the next tick."""
        while True:
            try:
                await self.tick(datetime.now(UTC))
            except (ArticleIndexError, MessagingError, SQLAlchemyError, OSError) as error:
                log.warning("watches wait", reason=f"{type(error).__name__}: {error}"[:500])
            except Exception:
                # A fault of ours in one watch must not silence all others for ever.
                log.exception("watches failed")
            await asyncio.sleep(TICK_SECONDS)


@asynccontextmanager
async def scheduling(scheduler: Scheduler) -> AsyncIterator[None]:
    """The scheduler runs while the context is open. Cut off anywhere it leaves nothing half done."""
    task = asyncio.create_task(scheduler.run())
    try:
        yield
    finally:
        task.cancel()
        await asyncio.gather(task, return_exceptions=True)
