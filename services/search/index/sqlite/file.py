"""The index file: connections to it, and SQLite's errors as ours."""

from __future__ import annotations

import asyncio
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

import aiosqlite

from services.search.index.errors import IndexMisconfigured, IndexUnavailable
from services.search.index.sqlite.nearness import add_near_function
from services.search.index.sqlite.schema import FORMAT_VERSION, TABLES
from shared.runtime.sqlite_wal import switch_to_wal

# Another process writes a batch in well under a second; a minute means that it hangs.
_LOCK_SECONDS = 60


@contextmanager
def sqlite_errors(path: Path) -> Iterator[None]:
    """Raises SQLite's errors as IndexUnavailable (locked, full, gone) or IndexMisconfigured (no database)."""
    try:
        yield
    except sqlite3.OperationalError as error:
        raise IndexUnavailable(f"the index file {path} does not answer: {error}") from error
    except sqlite3.DatabaseError as error:
        raise IndexMisconfigured(f"the index file {path} cannot be used: {error}") from error


async def connect(path: Path) -> aiosqlite.Connection:
    """A connection in write-ahead mode without implicit transactions."""
    await asyncio.to_thread(_prepare_file, path)
    connection = await aiosqlite.connect(path, isolation_level=None, timeout=_LOCK_SECONDS)
    try:
        # Messages are acknowledged once their batch is committed: so every commit reaches the disk.
        await connection.execute("PRAGMA synchronous = FULL")
        await add_near_function(connection)
    except BaseException:
        await connection.close()
        raise
    return connection


def _prepare_file(path: Path) -> None:
    """WAL stays with the file: one connection switches, all later ones find it."""
    with closing(sqlite3.connect(path, timeout=_LOCK_SECONDS)) as connection:
        switch_to_wal(connection.execute)


async def create_tables(connection: aiosqlite.Connection) -> None:
    """Create the tables unless they are there; IndexMisconfigured when the file has another format."""
    await connection.execute("BEGIN IMMEDIATE")
    try:
        async with connection.execute("PRAGMA user_version") as rows:
            row = await rows.fetchone()
        found = int(row[0]) if row else 0
        if found not in (0, FORMAT_VERSION):
            raise IndexMisconfigured(
                f"the index file has format {found}, this version reads {FORMAT_VERSION};"
                " write it anew with: gaung index rebuild"
            )
        for statement in TABLES.split(";\n"):
            if statement.strip():
                await connection.execute(statement)
        await connection.execute(f"PRAGMA user_version = {FORMAT_VERSION}")
        await connection.execute("COMMIT")
    except BaseException:
        await connection.execute("ROLLBACK")
        raise
