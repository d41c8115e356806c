"""Claims what is due and visits it, many hosts at once, until asked to stop."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from datetime import UTC, datetime
from uuid import uuid4

import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncEngine

from services.crawler.errors import LeaseLost
from services.crawler.frontier import Task, claim
from services.crawler.metrics import IN_FLIGHT
from services.crawler.pressure import Pressure
from services.crawler.visit import Visitor
from shared.runtime.logs import get_logger

log = get_logger("crawler.dispatcher")

# With nothing to claim: often enough for a two-second host delay, rare enough for a database at rest.
IDLE_SECONDS = 0.25
TROUBLE_SECONDS = 2.0
# Of the 20 s that a process has to leave; the rest is for the outbox.
STOP_SECONDS = 14.0


class Dispatcher:
    """One per process. `done` is called after every visit (the relay listens)."""

    def __init__(
        self,
        engine: AsyncEngine,
        visitor: Visitor,
        pressure: Pressure,
        concurrency: int,
        done: Callable[[], None],
    ) -> None:
        self._engine = engine
        self._visitor = visitor
        self._pressure = pressure
        self._free = asyncio.Semaphore(concurrency)
        self._done = done
        self._visits: set[asyncio.Task[None]] = set()
        self._stopping = asyncio.Event()
        self._finished = asyncio.Event()

    @property
    def in_flight(self) -> int:
        """Visits in hand in this process."""
        return len(self._visits)

    def owner(self) -> str:
        """A name for one claim; every claim has its own, so that a late result is told from a new one."""
        return uuid4().hex

    async def run(self) -> None:
        """Claim and visit until `stop`; survives a database that is away."""
        while not self._stopping.is_set():
            await self._free.acquire()
            task: Task | None = None
            try:
                task = await self._next()
            finally:
                if task is None:
                    self._free.release()
            if task is None:
                await self._pause(IDLE_SECONDS)
                continue
            self._start(self._visit(task))

    async def _next(self) -> Task | None:
        if self._stopping.is_set():
            return None
        try:
            if await self._pressure.reason():
                return None
            return await claim(self._engine, self.owner(), datetime.now(UTC))
        except (sa.exc.DBAPIError, OSError) as error:
            log.error("database does not answer", error=str(error))
        except Exception:
            # The crawler outlives its own mistakes; nothing was claimed.
            log.exception("claim broke")
        await self._pause(TROUBLE_SECONDS)
        return None

    def _start(self, visit: Awaitable[None]) -> None:
        running = asyncio.ensure_future(visit)
        self._visits.add(running)
        IN_FLIGHT.set(len(self._visits))
        running.add_done_callback(self._ended)

    def _ended(self, visit: asyncio.Task[None]) -> None:
        self._visits.discard(visit)
        IN_FLIGHT.set(len(self._visits))
        self._free.release()
        self._finished.set()
        self._done()

    async def _visit(self, task: Task) -> None:
        try:
            await self._visitor.visit(task)
        except LeaseLost as error:
            log.warning("lease lost", source=task.source_id, url=task.url, error=str(error))
        except Exception:
            # The claim runs out by itself and the address is tried again, a bounded number of times.
            log.exception("visit broke", source=task.source_id, kind=task.kind, url=task.url)

    async def _pause(self, seconds: float) -> None:
        """Wait, but not when a visit ends (its host may be free again) or we are asked to stop."""
        self._finished.clear()
        waiting = [asyncio.ensure_future(self._finished.wait()), asyncio.ensure_future(self._stopping.wait())]
        try:
            await asyncio.wait(waiting, timeout=seconds, return_when=asyncio.FIRST_COMPLETED)
        finally:
            for each in waiting:
                each.cancel()

    async def stop(self) -> None:
        """Claim nothing more, finish what is in hand; what takes too long is left to its lease."""
        self._stopping.set()
        if self._visits:
            _, late = await asyncio.wait(self._visits, timeout=STOP_SECONDS)
            for visit in late:
                visit.cancel()
            await asyncio.gather(*late, return_exceptions=True)
