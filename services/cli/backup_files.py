"""Copies a data directory while its services run: databases by SQLite's online backup, files as such."""

from __future__ import annotations

import hashlib
import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

from services.cli.console import CommandError

_LOCK_SECONDS = 60
_LEFTOVERS = ("-wal", "-shm")
# What flows downstream is copied later than what it comes from: an article that is in no copy of the source's
# database is fetched again, one that is in both is recognised by its id. None falls between.
_DOWNSTREAM = ("-crawler.db", "broker.db", "-search.db", "-notifier.db", "-gateway.db")


def files_to_keep(data: Path, index: Path | None) -> list[Path]:
    """The files of a data directory that a backup holds, in the order in which they must be copied.

    The index is left out: `gaung restore` writes it anew from the database.
    """
    left_out = {index, index.with_name(f"{index.name}.new")} if index is not None else set()
    found = [
        path
        for path in data.rglob("*")
        if path.is_file() and path not in left_out and not path.name.endswith(_LEFTOVERS)
    ]
    return sorted(found, key=lambda path: (_place(path), path))


def copy_into(source: Path, target: Path) -> None:
    """Copy one file; a SQLite database as it is at one moment, whoever writes to it meanwhile."""
    target.parent.mkdir(parents=True, exist_ok=True)
    if source.suffix != ".db":
        shutil.copy2(source, target)
        return
    with (
        closing(sqlite3.connect(source, timeout=_LOCK_SECONDS)) as live,
        closing(sqlite3.connect(target)) as copy,
    ):
        # In one step: SQLite begins anew whenever somebody wrote between two. Readers do not hold up writers.
        live.backup(copy)
        if copy.execute("PRAGMA quick_check").fetchone() != ("ok",):
            raise CommandError(f"the copy of {source} is not sound")
        # One file, without a log beside it.
        copy.execute("PRAGMA journal_mode=DELETE")
    shutil.copymode(source, target)


def digest(path: Path) -> str:
    """The sha256 of a file."""
    with path.open("rb") as content:
        return hashlib.file_digest(content, "sha256").hexdigest()


def remove_databases(data: Path) -> None:
    """Remove every database with its logs: a log of another file would be played into the restored one."""
    for path in _databases(data):
        for name in (path.name, *(f"{path.name}{end}" for end in _LEFTOVERS)):
            path.with_name(name).unlink(missing_ok=True)


def _databases(data: Path) -> Iterator[Path]:
    yield from data.glob("*.db")
    yield from data.glob("*.db.new")


def _place(path: Path) -> int:
    return next((place for place, end in enumerate(_DOWNSTREAM) if path.name.endswith(end)), len(_DOWNSTREAM))
