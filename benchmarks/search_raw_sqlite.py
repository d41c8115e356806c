"""The benchmark's questions put to the SQLite file by hand, on a connection for each client."""

from __future__ import annotations

import asyncio
import json
import sqlite3
import threading
from pathlib import Path
from typing import Any

import zstandard

from benchmarks.search_questions import Question
from services.search.index.analysis import stem, words
from services.search.index.fields import millis
from services.search.index.sqlite.schema import written
from services.search.index.visibility import scope_keys

_ROW = "a.id, a.title, a.text, a.payload, a.story_id, a.copy_of"
_HOUR = 3_600_000


class RawSqlite:
    """One connection for each thread, as a program without this project would have."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._local = threading.local()

    async def ask(self, kind: str, question: Question) -> Any:
        """The raw answer of a question, read in a thread."""
        return await asyncio.to_thread(self._ask, kind, question)

    def _connection(self) -> sqlite3.Connection:
        if not hasattr(self._local, "connection"):
            self._local.connection = sqlite3.connect(self._path)
        connection: sqlite3.Connection = self._local.connection
        return connection

    def _ask(self, kind: str, question: Question) -> Any:
        rows = self._rows
        where, values = _where(question)
        match kind:
            case "list":
                return self._page(f"FROM article AS a WHERE {where} ORDER BY a.published DESC, a.id", values)
            case "phrase" | "words":
                return self._page(
                    f"FROM article_text JOIN article AS a ON a.number = article_text.rowid"
                    f" WHERE article_text MATCH ? AND {where} ORDER BY "
                    + (
                        "a.published DESC, a.id"
                        if kind == "phrase"
                        else "bm25(article_text, 2, 1, 2, 1), a.id"
                    ),
                    [_match(kind, question), *values],
                )
            case "facets":
                return [
                    rows(f"SELECT {column}, count(*) FROM article AS a WHERE {where} GROUP BY 1", values)
                    for column in ("a.tone", "a.source", "a.topic", "a.region")
                ]
            case "timeline":
                sql = (
                    f"SELECT (a.published + 8 * {_HOUR}) / (24 * {_HOUR}), count(*), sum(a.tone_value),"
                    f" count(a.tone_value) FROM article AS a WHERE {where} GROUP BY 1"
                )
                return rows(sql, values)
            case "stories":
                newest = rows(
                    f"SELECT a.story_id, max(a.published) AS last FROM article AS a WHERE {where}"
                    " GROUP BY 1 ORDER BY last DESC, 1 LIMIT 21",
                    values,
                )
                marks = ", ".join("?" * len(newest))
                sql = f"SELECT {_ROW} FROM article AS a WHERE a.story_id IN ({marks})"
                members = rows(sql, [row[0] for row in newest])
                return [json.loads(zstandard.decompress(row[3])) for row in members]
            case "story":
                found = rows(f"SELECT {_ROW} FROM article AS a WHERE a.story_id = ?", [question.story])
                return [json.loads(zstandard.decompress(row[3])) for row in found]
        raise ValueError(kind)

    def _page(self, rest: str, values: list[Any]) -> Any:
        found = self._rows(f"SELECT {_ROW} {rest} LIMIT 21", values)
        count = self._rows(
            f"SELECT count(*) FROM (SELECT 1 {rest.split(' ORDER BY')[0]} LIMIT 10001)", values
        )
        stories = sorted({row[4] for row in found})
        marks = ", ".join("?" * len(stories))
        sizes = self._rows(
            f"SELECT story_id, count(*) FROM article WHERE story_id IN ({marks}) GROUP BY 1", stories
        )
        return [json.loads(zstandard.decompress(row[3])) for row in found], count, sizes

    def _rows(self, sql: str, values: list[Any]) -> list[Any]:
        return self._connection().execute(sql, values).fetchall()


def _where(question: Question) -> tuple[str, list[Any]]:
    wanted, parts = question.filter, ["1"]
    values: list[Any] = []
    keys = scope_keys(wanted.scope)
    if keys is not None:
        parts.append(f"({' OR '.join('instr(a.visible_to, ?) > 0' for _ in keys)})")
        values += [f" {key} " for key in keys]
    if wanted.from_ is not None and wanted.to is not None:
        parts.append("a.published >= ? AND a.published < ?")
        values += [millis(wanted.from_), millis(wanted.to)]
    return " AND ".join(parts), values


def _match(kind: str, question: Question) -> str:
    if kind == "phrase":
        return f'{{title_exact text_exact}} : "{written(words(question.words))}"'
    terms = [written([stem(word)]) for word in words(question.words)]
    return " AND ".join(f'{{title text}} : "{term}"' for term in terms)
