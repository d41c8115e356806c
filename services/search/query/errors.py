"""Errors of a query, drawn as one tree; each becomes a 400 that names the parameter and the character.

QueryError
├── QuerySyntaxError    `q` cannot be read
├── BadCursor           `after` is none that this index handed out for that sort order
└── TooManyBuckets      from, to and interval ask for more buckets than a chart can show
"""

from __future__ import annotations


class QueryError(Exception):
    """A request that cannot be answered as it was put. `message` is for the user, in Bahasa Indonesia.

    `name` is the parameter (``q``); `position` the character offset in it, from 0; `hint` what to write
    instead.
    """

    def __init__(self, name: str, position: int | None, message: str, hint: str | None = None) -> None:
        super().__init__(message)
        self.name = name
        self.position = position
        self.message = message
        self.hint = hint


class QuerySyntaxError(QueryError):
    """The query text cannot be read: where, why, and what to write instead."""

    def __init__(self, position: int, message: str, hint: str) -> None:
        super().__init__("q", position, message, hint)


class BadCursor(QueryError):
    """The cursor is none that the index handed out for this sort order."""

    def __init__(self) -> None:
        super().__init__("after", None, "Penanda halaman tidak dikenal; mulai lagi dari halaman pertama.")


class TooManyBuckets(QueryError):
    """More buckets than a chart can show."""

    def __init__(self, limit: int) -> None:
        message = f"Rentang waktu terlalu panjang untuk interval ini (lebih dari {limit} titik)."
        super().__init__("interval", None, message)
