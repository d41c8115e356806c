"""Looks at the clock for the articles: forgets those first seen before the months that are kept."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import UTC, datetime

from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.ext.asyncio import AsyncEngine

from services.search.index.errors import ArticleIndexError
from services.search.index.upkeep import Upkeep
from services.search.retention.choice import chosen
from services.search.retention.old_months import count_before, forget_before
from shared.runtime.logs import get_logger

log = get_logger("search.retention")

# Two looks into small indices; a choice takes effect at most so many seconds after its time.
TICK_SECONDS = 60.0


class Keeper:
    """One in each search process. Several may forget at once: what is gone is gone."""

    def __init__(self, engine: AsyncEngine, index: Upkeep) -> None:
        self._engine = engine
        self._index = index
        # The month up to which this process has forgotten everything.
        self._done: datetime | None = None

    async def tick(self, now: datetime) -> None:
        """Forget what is older than the choice that holds now, once its time has come."""
        kept = await chosen(self._engine, now)
        if kept.first_kept is None or kept.forgets_from is None or now < kept.forgets_from:
            return
        # The first time whatever the rows say: of what was cut off, only documents may be left.
        if self._done == kept.first_kept and not await count_before(self._engine, kept.first_kept):
            return
        forgotten = await forget_before(self._engine, self._index, kept.first_kept)
        self._done = kept.first_kept
        if forgotten:
            log.info(
                "old articles forgotten",
                articles=forgotten,
                months=kept.months,
                first_kept=kept.first_kept.date().isoformat(),
            )

    async def run(self) -> None:
        """Tick for ever. What is away (index, database) is tried again at the next tick."""
        while True:
            try:
                await self.tick(datetime.now(UTC))
            except (ArticleIndexError, SQLAlchemyError, OSError) as error:
                log.warning("old articles wait", reason=f"{type(error).__name__}: {error}"[:500])
            except Exception:
                # A fault of ours today must not keep everything for ever.
                log.exception("forgetting failed")
            await asyncio.sleep(TICK_SECONDS)


@asynccontextmanager
async def keeping(keeper: Keeper) -> AsyncIterator[None]:
    """The keeper runs while the context is open. Cut off anywhere, the next one goes on."""
    task = asyncio.create_task(keeper.run())
    try:
        yield
    finally:
        task.cancel()
        await asyncio.gather(task, return_exceptions=True)
