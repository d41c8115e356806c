"""The index file: connections to it, its tables, and SQLite's errors as ours."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from services.search.index.errors import IndexMisconfigured, IndexUnavailable
from services.search.index.sqlite.nearness import add_near_function
from services.search.index.sqlite.occurrences import TERM_PLACES
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


def connect(path: Path) -> sqlite3.Connection:
    """A connection in write-ahead mode without implicit transactions; any thread may close it."""
    # Where no folder can be made, SQLite says that it cannot open the file.
    with suppress(OSError):
        path.parent.mkdir(parents=True, exist_ok=True)
    connection = sqlite3.connect(path, timeout=_LOCK_SECONDS, isolation_level=None, check_same_thread=False)
    try:
        switch_to_wal(connection.execute)
        # Messages are acknowledged once their batch is committed: so every commit reaches the disk.
        connection.execute("PRAGMA synchronous = FULL")
        add_near_function(connection)
        connection.execute(TERM_PLACES)
    except BaseException:
        connection.close()
        raise
    return connection


@contextmanager
def transaction(connection: sqlite3.Connection, begin: str = "BEGIN") -> Iterator[None]:
    """All of it or nothing; what is read is of one moment."""
    connection.execute(begin)
    try:
        yield
    except BaseException:
        # SQLite itself rolls back after some errors, a full disk among them.
        if connection.in_transaction:
            connection.execute("ROLLBACK")
        raise
    connection.execute("COMMIT")


def create_tables(connection: sqlite3.Connection) -> None:
    """Create the tables unless they are there; IndexMisconfigured when the file has another format."""
    found = int(connection.execute("PRAGMA user_version").fetchone()[0])
    if found not in (0, FORMAT_VERSION):
        raise IndexMisconfigured(
            f"the index file has format {found}, this version reads {FORMAT_VERSION};"
            " write it anew with: gaung index rebuild"
        )
    for statement in TABLES.split(";\n\n"):
        connection.execute(statement)
    connection.execute(f"PRAGMA user_version = {FORMAT_VERSION}")
