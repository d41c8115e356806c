"""How often terms stand in titles and texts: a number for each article, read off FTS5's own lists.

`term_place` names every place of every term. Its articles are joined to one string inside SQLite, which takes
a tenth of the time of as many rows.
"""

from __future__ import annotations

import sqlite3
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from services.search.index.analysis import stem
from services.search.index.relevance import Term
from services.search.index.sqlite.compile import term_in
from services.search.index.sqlite.schema import written

Numbers = npt.NDArray[np.int64]

TERM_PLACES = "CREATE VIRTUAL TABLE temp.term_place USING fts5vocab ('main', 'article_text', 'instance')"
_PLACES = """
SELECT group_concat(CASE col WHEN ? THEN doc END), group_concat(CASE col WHEN ? THEN doc END)
FROM temp.term_place WHERE term = ?
"""
_MATCHES = "SELECT group_concat(rowid) FROM article_text WHERE article_text MATCH ?"


@dataclass(frozen=True)
class Counts:
    """How often a term stands in the title and in the text of each number; of a prefix, whether it does."""

    title: Numbers
    text: Numbers


class Occurrences:
    """The terms of one question in the articles numbered below `size`, each read once."""

    def __init__(self, file: sqlite3.Connection, size: int) -> None:
        self._file = file
        self._size = size
        self._read: dict[tuple[str, str], Counts] = {}

    def of(self, term: Term) -> Counts:
        """Where a term stands."""
        key = (term.kind, stem(term.word) if term.kind == "stem" else term.word)
        if key not in self._read:
            self._read[key] = self._beginning(term) if term.kind == "prefix" else self._standing(*key)
        return self._read[key]

    def _standing(self, kind: str, word: str) -> Counts:
        columns = ("title", "text") if kind == "stem" else ("title_exact", "text_exact")
        title, text = self._file.execute(_PLACES, (*columns, written([word]))).fetchone()
        return Counts(self._counted(title), self._counted(text))

    def _beginning(self, term: Term) -> Counts:
        matches = [
            self._file.execute(_MATCHES, (term_in((column,), term),)).fetchone()[0]
            for column in ("title", "text")
        ]
        return Counts(*(self._counted(each) for each in matches))

    def _counted(self, joined: str | None) -> Numbers:
        return np.bincount(numbers_of(joined), minlength=self._size)


def numbers_of(joined: str | None) -> Numbers:
    """The numbers of a group_concat."""
    if joined is None:
        return np.empty(0, dtype=np.int64)
    return np.fromstring(joined, dtype=np.int64, sep=",")
