"""The thread that owns the embedded broker's connection: jobs that wait together commit together."""

from __future__ import annotations

import asyncio
import queue
import sqlite3
import threading
import time
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeVar

from shared.messaging.port import BrokerUnavailable
from shared.messaging.sqlite_store import SCHEMA
from shared.runtime.logs import get_logger
from shared.runtime.sqlite_wal import switch_to_wal

log = get_logger("messaging.sqlite")

# Another process holds the write lock for milliseconds; five seconds without it is an outage.
BUSY_SECONDS = 5.0
# How often the thread looks whether another process changed the file: a pragma of a few microseconds.
LOOK_SECONDS = 0.1
# Bounds the time that one transaction keeps other processes out.
JOBS_PER_TRANSACTION = 128

T = TypeVar("T")


@dataclass
class _Job:
    run: Callable[[sqlite3.Connection], Any]
    durable: bool
    future: asyncio.Future[Any]
    result: Any = None


class SqliteWorker(threading.Thread):
    """Runs jobs on one connection. `on_change` is called in the event loop when another process wrote;
    `renew` runs in the thread every `renew_every` seconds, even while the event loop is busy."""

    def __init__(
        self,
        path: Path,
        *,
        on_change: Callable[[], None],
        renew: Callable[[sqlite3.Connection], None],
        renew_every: float,
    ) -> None:
        super().__init__(name="broker", daemon=True)
        self._path = path
        self._on_change = on_change
        self._renew = renew
        self._renew_every = renew_every
        self._loop = asyncio.get_running_loop()
        self._jobs: queue.SimpleQueue[_Job | None] = queue.SimpleQueue()
        self._opened: asyncio.Future[None] = self._loop.create_future()
        self._closed = False

    async def open(self) -> None:
        """Open the file, creating what is missing. Raises BrokerUnavailable."""
        self.start()
        await self._opened

    async def do(self, run: Callable[[sqlite3.Connection], T], *, durable: bool = False) -> T:
        """Run a job in a write transaction; `durable` waits until it would survive a power cut.

        Raises BrokerUnavailable.
        """
        if self._closed:
            raise BrokerUnavailable(f"the broker file {self._path} is closed")
        future: asyncio.Future[T] = self._loop.create_future()
        self._jobs.put(_Job(run, durable, future))
        # A caller that is cancelled must not lose the outcome of a job that may already run.
        return await asyncio.shield(future)

    async def close(self) -> None:
        """Finish the jobs that wait, then close the file. Idempotent."""
        if not self._closed:
            self._closed = True
            self._jobs.put(None)
            await asyncio.to_thread(self.join)

    def run(self) -> None:
        """The life of the thread."""
        try:
            connection = self._connect()
        except (sqlite3.Error, OSError) as error:
            self._closed = True
            self._tell(self._opened, BrokerUnavailable(f"cannot open the broker file {self._path}: {error}"))
            return
        self._tell(self._opened, None)
        try:
            self._serve(connection)
        finally:
            connection.close()

    def _connect(self) -> sqlite3.Connection:
        self._path.parent.mkdir(parents=True, exist_ok=True)
        connection = sqlite3.connect(self._path, timeout=BUSY_SECONDS, isolation_level=None)
        connection.execute("PRAGMA auto_vacuum=INCREMENTAL")
        switch_to_wal(connection.execute)
        # After a burst the log shrinks back to 64 MiB; pages of consumed messages go back to the disk.
        connection.execute("PRAGMA journal_size_limit=67108864")
        connection.executescript(f"BEGIN IMMEDIATE; {SCHEMA} COMMIT;")
        connection.execute("PRAGMA incremental_vacuum").fetchall()
        return connection

    def _serve(self, connection: sqlite3.Connection) -> None:
        version = renewed = 0.0
        while True:
            jobs, ending = self._waiting_jobs()
            if jobs:
                self._transact(connection, jobs)
            if ending:
                return
            now = time.monotonic()
            try:
                seen = connection.execute("PRAGMA data_version").fetchone()[0]
                if now - renewed >= self._renew_every:
                    renewed = now
                    self._renew(connection)
            except sqlite3.Error as error:
                log.warning("cannot renew leases, will try again", error=str(error))
                continue
            if seen != version:
                version = seen
                self._call(self._on_change)

    def _waiting_jobs(self) -> tuple[list[_Job], bool]:
        jobs: list[_Job] = []
        with suppress(queue.Empty):
            job = self._jobs.get(timeout=LOOK_SECONDS)
            while job is not None:
                jobs.append(job)
                if len(jobs) >= JOBS_PER_TRANSACTION:
                    return jobs, False
                job = self._jobs.get_nowait()
            return jobs, True
        return jobs, False

    def _transact(self, connection: sqlite3.Connection, jobs: list[_Job]) -> None:
        durable = any(job.durable for job in jobs)
        error: Exception | None = None
        try:
            # FULL waits for the disk at commit; NORMAL survives a killed process but not a power cut,
            # which is enough where the worst outcome is a second delivery.
            connection.execute(f"PRAGMA synchronous={'FULL' if durable else 'NORMAL'}")
            connection.execute("BEGIN IMMEDIATE")
            try:
                for job in jobs:
                    job.result = job.run(connection)
                connection.execute("COMMIT")
            except BaseException:
                if connection.in_transaction:
                    connection.execute("ROLLBACK")
                raise
        except sqlite3.Error as cause:
            error = BrokerUnavailable(f"the broker file {self._path} does not answer: {cause}")
            error.__cause__ = cause
        except Exception as cause:
            error = cause
        self._call(lambda: _resolve(jobs, error))

    def _tell(self, future: asyncio.Future[None], error: Exception | None) -> None:
        self._call(lambda: future.set_exception(error) if error else future.set_result(None))

    def _call(self, function: Callable[[], None]) -> None:
        with suppress(RuntimeError):  # the event loop is gone: nobody waits for the answer
            self._loop.call_soon_threadsafe(function)


def _resolve(jobs: list[_Job], error: Exception | None) -> None:
    for job in jobs:
        if job.future.cancelled():
            continue
        if error is not None:
            job.future.set_exception(error)
        else:
            job.future.set_result(job.result)
