"""The SQL function that reads a text again where FTS5's NEAR says less than is asked."""

from __future__ import annotations

import sqlite3

from services.search.index.nearness import near_places

NEAR_FUNCTION = "gaung_near"


def add_near_function(connection: sqlite3.Connection) -> None:
    """Make ``gaung_near(words, units, gaps)`` known: whether the units, one a line, stand near each other."""
    connection.create_function(NEAR_FUNCTION, 3, _is_near, deterministic=True)


def _is_near(words: str, units: str, gaps: int) -> bool:
    return bool(near_places(words.split(" "), [unit.split(" ") for unit in units.split("\n")], gaps))
