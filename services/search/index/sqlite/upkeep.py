"""Upkeep of the index file: a new one beside it that takes its place, and old months that leave."""

from __future__ import annotations

import asyncio
import sqlite3
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager, closing
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from services.search.index.errors import IndexMisconfigured
from services.search.index.fields import millis
from services.search.index.sqlite.file import sqlite_errors

if TYPE_CHECKING:
    from services.search.index.sqlite.adapter import SqliteIndex

# Numbers of articles are never given twice (vectors.py relies on it): those of the new file begin so far
# above the old one's that what running services write meanwhile stays below.
_AHEAD = 100_000
_LOCK_SECONDS = 60
# One transaction of some 0.2 s, between which others may write.
_DROPPED_AT_ONCE = 500


@asynccontextmanager
async def rebuilding(path: Path, opened: type[SqliteIndex]) -> AsyncIterator[SqliteIndex]:
    """The file ``PATH.new``; at the end its content takes the place of PATH's in one transaction.

    Not by renaming: running services hold PATH open, and its write-ahead log goes by its name.
    """
    beside = path.with_name(f"{path.name}.new")
    fresh = opened(beside)
    try:
        await fresh.prepare()
    except IndexMisconfigured:
        # Begun by another version.
        await fresh.close()
        _remove(beside)
        fresh = opened(beside)
        await fresh.prepare()
    try:
        await asyncio.to_thread(_number_above, beside, path)
        yield fresh
    finally:
        await fresh.close()
    with sqlite_errors(path):
        await asyncio.to_thread(_take_place, beside, path)
    _remove(beside)


async def drop_before(index: SqliteIndex, path: Path, month: datetime) -> None:
    """Delete what was first seen before this month, in batches."""
    while old := await asyncio.to_thread(_ids_before, path, month):
        await index.delete(old)


def count_before(path: Path, month: datetime) -> int:
    """How many articles were first seen before this month."""
    with closing(sqlite3.connect(path, timeout=_LOCK_SECONDS)) as connection:
        found = connection.execute("SELECT count(*) FROM article WHERE seen < ?", (millis(month),)).fetchone()
    return int(found[0])


def merge(connection: sqlite3.Connection) -> None:
    """Merge the lists of words into one each."""
    connection.execute("INSERT INTO article_text (article_text) VALUES ('optimize')")


def versions(connection: sqlite3.Connection, ids: Sequence[str]) -> dict[str, int]:
    """The version in which each of these articles lies here."""
    sql = f"SELECT id, version FROM article WHERE id IN ({', '.join('?' * len(ids))})"  # noqa: S608 - values are parameters
    return {row[0]: int(row[1]) for row in connection.execute(sql, tuple(ids))}


def ids(connection: sqlite3.Connection, after: str | None, size: int) -> list[str]:
    """The next ids of the file in their order."""
    sql = "SELECT id FROM article WHERE id > ? ORDER BY id LIMIT ?"
    return [row[0] for row in connection.execute(sql, (after or "", size))]


def _ids_before(path: Path, month: datetime) -> list[str]:
    with closing(sqlite3.connect(path, timeout=_LOCK_SECONDS)) as connection:
        rows = connection.execute(
            "SELECT id FROM article WHERE seen < ? LIMIT ?", (millis(month), _DROPPED_AT_ONCE)
        )
        return [row[0] for row in rows]


def _number_above(beside: Path, path: Path) -> None:
    with closing(sqlite3.connect(path, timeout=_LOCK_SECONDS)) as old:
        try:
            row = old.execute("SELECT seq FROM sqlite_sequence WHERE name = 'article'").fetchone()
        except sqlite3.OperationalError:
            # A file without tables, or of the first format, which numbered otherwise.
            row = None
    with closing(sqlite3.connect(beside, timeout=_LOCK_SECONDS)) as fresh, fresh:
        there = fresh.execute("SELECT 1 FROM sqlite_sequence WHERE name = 'article'").fetchone()
        if row is not None and there is None:
            fresh.execute("INSERT INTO sqlite_sequence (name, seq) VALUES ('article', ?)", (row[0] + _AHEAD,))


def _take_place(beside: Path, path: Path) -> None:
    with (
        closing(sqlite3.connect(beside, timeout=_LOCK_SECONDS)) as fresh,
        closing(sqlite3.connect(path, timeout=_LOCK_SECONDS)) as old,
    ):
        fresh.backup(old)
        old.execute("PRAGMA wal_checkpoint(TRUNCATE)")


def _remove(beside: Path) -> None:
    for name in (beside.name, f"{beside.name}-wal", f"{beside.name}-shm"):
        beside.with_name(name).unlink(missing_ok=True)
