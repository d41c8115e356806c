"""A new SQLite file is switched to write-ahead logging by many at once; a real fault is not tried again."""

from __future__ import annotations

import sqlite3
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from shared.runtime.sqlite_wal import switch_to_wal


def test_many_connections_switch_one_new_file(tmp_path: Path) -> None:
    def switch(_number: int) -> str:
        connection = sqlite3.connect(tmp_path / "new.db", timeout=5)
        switch_to_wal(connection.execute)
        mode = connection.execute("PRAGMA journal_mode").fetchone()[0]
        connection.close()
        return str(mode)

    with ThreadPoolExecutor(16) as threads:
        assert set(threads.map(switch, range(200))) == {"wal"}


def test_a_turned_away_switch_is_tried_again() -> None:
    asked: list[str] = []

    def execute(statement: str) -> None:
        asked.append(statement)
        if len(asked) < 3:
            error = sqlite3.OperationalError("database is locked")
            error.sqlite_errorcode = sqlite3.SQLITE_BUSY
            raise error

    switch_to_wal(execute)
    assert len(asked) == 3


def test_a_file_that_cannot_be_opened_fails_at_once() -> None:
    asked: list[str] = []

    def execute(statement: str) -> None:
        asked.append(statement)
        error = sqlite3.OperationalError("unable to open database file")
        error.sqlite_errorcode = sqlite3.SQLITE_CANTOPEN
        raise error

    with pytest.raises(sqlite3.OperationalError):
        switch_to_wal(execute)
    assert len(asked) == 1
