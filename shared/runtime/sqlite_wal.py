"""Switch a SQLite file to write-ahead logging, also while other processes do the same."""

from __future__ import annotations

import sqlite3
import time
from collections.abc import Callable

# Five seconds in all; the switch itself takes milliseconds.
_ATTEMPTS, _PAUSE_SECONDS = 100, 0.05


def switch_to_wal(execute: Callable[[str], object]) -> None:
    """Set ``journal_mode=WAL`` through a connection's or cursor's ``execute``.

    Of several connections that switch a new file, SQLite turns some away at once, whatever their busy
    timeout: so it is tried again. Raises sqlite3.OperationalError when the file stays locked or cannot be
    written.
    """
    for attempt in range(_ATTEMPTS):
        try:
            execute("PRAGMA journal_mode=WAL")
            return
        except sqlite3.OperationalError as error:
            if attempt == _ATTEMPTS - 1 or error.sqlite_errorcode & 0xFF not in (
                sqlite3.SQLITE_BUSY,
                sqlite3.SQLITE_LOCKED,
            ):
                raise
            time.sleep(_PAUSE_SECONDS)
