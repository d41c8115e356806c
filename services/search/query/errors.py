"""Errors of the query language."""

from __future__ import annotations


class QuerySyntaxError(Exception):
    """A query that cannot be read. `message` is for the user, in Bahasa Indonesia.

    `name` is the parameter (``q``); `position` the character offset in it, from 0.
    """

    def __init__(self, name: str, position: int | None, message: str) -> None:
        super().__init__(message)
        self.name = name
        self.position = position
        self.message = message
