"""Threads with a connection each: some read side by side, one writes, and no reader waits for it (WAL).

A question runs as one plain function in a thread, all its statements on one state of the file. Going through
the event loop for every statement instead costs a tenth of a millisecond each time.
"""

from __future__ import annotations

import asyncio
import sqlite3
import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import TypeVar

from services.search.index.sqlite.file import connect, sqlite_errors, transaction

Answer = TypeVar("Answer")

# SQLite computes without holding Python's lock; beyond a few, readers wait for that lock alone.
_READERS = 4


class Connections:
    """The connections of one process to an index file, opened when they are first needed."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._local = threading.local()
        self._opened: list[sqlite3.Connection] = []
        self._readers: ThreadPoolExecutor | None = None
        self._writer: ThreadPoolExecutor | None = None

    async def read(self, question: Callable[[sqlite3.Connection], Answer]) -> Answer:
        """The answer of a question to one state of the file. IndexUnavailable, IndexMisconfigured."""
        if self._readers is None:
            self._readers = ThreadPoolExecutor(_READERS, "index-reader")
        return await self._run(self._readers, question, "BEGIN")

    async def write(self, change: Callable[[sqlite3.Connection], Answer]) -> Answer:
        """Make a change in one transaction, one change at a time. IndexUnavailable, IndexMisconfigured."""
        if self._writer is None:
            self._writer = ThreadPoolExecutor(1, "index-writer")
        return await self._run(self._writer, change, "BEGIN IMMEDIATE")

    async def close(self) -> None:
        """Wait for what is running, then close; a later question opens anew."""
        for executor in (self._readers, self._writer):
            if executor is not None:
                await asyncio.to_thread(executor.shutdown)
        self._readers = self._writer = None
        self._local = threading.local()
        for connection in self._opened:
            connection.close()
        self._opened.clear()

    async def _run(
        self, executor: ThreadPoolExecutor, work: Callable[[sqlite3.Connection], Answer], begin: str
    ) -> Answer:
        return await asyncio.get_running_loop().run_in_executor(executor, self._work, work, begin)

    def _work(self, work: Callable[[sqlite3.Connection], Answer], begin: str) -> Answer:
        with sqlite_errors(self._path):
            connection = self._connection()
            with transaction(connection, begin):
                return work(connection)

    def _connection(self) -> sqlite3.Connection:
        """The connection of this thread."""
        if not hasattr(self._local, "connection"):
            self._local.connection = connect(self._path)
            self._opened.append(self._local.connection)
        connection: sqlite3.Connection = self._local.connection
        return connection
