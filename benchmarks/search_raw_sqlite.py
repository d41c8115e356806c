"""The benchmark's questions put to the SQLite file by hand, on a connection for each thread."""

from __future__ import annotations

import asyncio
import json
import sqlite3
import threading
from collections import Counter
from collections.abc import Sequence
from functools import cached_property
from math import log
from pathlib import Path
from typing import Any

import numpy as np
import zstandard

from benchmarks.search_questions import Question
from benchmarks.search_raw_page import PAGE, WINDOW, fused, marked, pattern_of
from services.search.index.analysis import stem, words
from services.search.index.fields import millis
from services.search.index.sqlite.schema import written
from services.search.index.visibility import scope_keys
from shared.contracts.query import Filter

_ROW = "a.title, a.text, a.payload, a.story_id, a.copy_of"
_BM25 = "bm25(article_text, 2, 1, 2, 1)"
_HOUR = 3_600_000


class RawSqlite:
    """One connection for each thread, as a program without this project would have."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._local = threading.local()
        self._loading = threading.Lock()

    async def ask(self, kind: str, question: Question) -> Any:
        """The raw answer of a question, read in a thread."""
        return await asyncio.to_thread(self._ask, kind, question)

    def _ask(self, kind: str, question: Question) -> Any:
        rows = self._rows
        where, values = _where(question.filter)
        match kind:
            case "list" | "phrase" | "words":
                return self._page(kind, question)
            case "hybrid":
                return self._hybrid(question)
            case "facets":
                facets = [
                    _most(
                        rows(f"SELECT {column}, count(*) FROM article AS a WHERE {where} GROUP BY 1", values)
                    )
                    for column in ("a.tone", "a.source", "a.topic", "a.region")
                ]
                return facets, rows(f"SELECT count(*) FROM article AS a WHERE {where}", values)
            case "timeline":
                sql = (
                    f"SELECT (a.published + 8 * {_HOUR}) / (24 * {_HOUR}), count(*), sum(a.tone_value),"
                    f" count(a.tone_value) FROM article AS a WHERE {where} GROUP BY 1"
                )
                return rows(sql, values)
            case "terms":
                assert question.background is not None
                return _apart(self._terms(question.filter), self._terms(question.background))
            case "stories":
                newest = rows(
                    f"SELECT a.story_id, max(a.published) AS last FROM article AS a WHERE {where}"
                    " GROUP BY 1 ORDER BY last DESC, 1 LIMIT 21",
                    values,
                )
                sql = f"SELECT a.payload FROM article AS a WHERE a.story_id IN ({_marks(newest)})"
                return [_read(row[0]) for row in rows(sql, [row[0] for row in newest])]
            case "story":
                found = rows("SELECT payload FROM article WHERE story_id = ?", [question.story])
                return [_read(row[0]) for row in found]
        raise ValueError(kind)

    def _page(self, kind: str, question: Question) -> Any:
        where, values = _where(question.filter)
        tables, order = "article AS a", "a.published DESC, a.id"
        if kind != "list":
            tables = "article_text JOIN article AS a ON a.number = article_text.rowid"
            where, values = f"article_text MATCH ? AND {where}", [_match(kind, question.words), *values]
        if kind == "words":
            order = f"{_BM25}, a.id"
        found = self._rows(
            f"SELECT {_ROW} FROM {tables} WHERE {where} ORDER BY {order} LIMIT {PAGE + 1}", values
        )
        count = self._rows(f"SELECT count(*) FROM (SELECT 1 FROM {tables} WHERE {where} LIMIT 10001)", values)
        return count, self._shown(kind, question, found[:PAGE])

    def _hybrid(self, question: Question) -> Any:
        """BM25 and a comparison with every vector, fused, then the articles of the page."""
        keys = scope_keys(question.filter.scope) or []
        passing = f"SELECT number FROM tag WHERE field = 'visible_to' AND value IN ({_marks(keys)})"
        relevant = self._rows(
            f"SELECT rowid FROM article_text WHERE article_text MATCH ? AND +rowid IN ({passing})"
            f" ORDER BY {_BM25} LIMIT {WINDOW}",
            [_match("hybrid", question.words), *keys],
        )
        with self._loading:
            numbers, vectors = self._vectors
        passes = np.zeros(int(numbers.max()) + 1, dtype=np.bool_)
        passes[[row[0] for row in self._rows(passing, keys)]] = True
        scores = np.where(passes[numbers], vectors @ np.array(question.vector, dtype=np.float32), -1)
        best = np.argpartition(scores, -WINDOW)[-WINDOW:]
        nearest = numbers[best[np.argsort(-scores[best])]].tolist()
        page = fused([row[0] for row in relevant], nearest)
        found = self._rows(f"SELECT {_ROW} FROM article AS a WHERE a.number IN ({_marks(page)})", page)
        return self._shown("hybrid", question, found)

    @cached_property
    def _vectors(self) -> tuple[Any, Any]:
        """All vectors by number, read once."""
        found = self._rows("SELECT number, value FROM embedding ORDER BY number", [])
        numbers = np.array([row[0] for row in found], dtype=np.int64)
        return numbers, np.frombuffer(b"".join(row[1] for row in found), np.float32).reshape(len(found), -1)

    def _terms(self, wanted: Filter) -> Counter[str]:
        """In how many articles each term is; how many there are stands under the empty one."""
        where, values = _where(wanted)
        counts: Counter[str] = Counter()
        sql = f"SELECT k.terms FROM article AS a JOIN article_term AS k USING (number) WHERE {where}"
        for (terms,) in self._rows(sql, values):
            counts.update(terms.split("\n"))
            counts[""] += 1
        return counts

    def _shown(self, kind: str, question: Question, found: list[Any]) -> Any:
        """The articles of a page, the sizes of their stories, and where the words stand."""
        stories = sorted({row[3] for row in found})
        sql = f"SELECT story_id, count(*) FROM article WHERE story_id IN ({_marks(stories)}) GROUP BY 1"
        pattern = pattern_of(kind, question.words)
        return (
            [(_read(row[2]), marked(pattern, row[0], row[1])) for row in found],
            self._rows(sql, stories),
        )

    def _rows(self, sql: str, values: Sequence[Any]) -> list[Any]:
        if not hasattr(self._local, "connection"):
            self._local.connection = sqlite3.connect(self._path)
        connection: sqlite3.Connection = self._local.connection
        return connection.execute(sql, values).fetchall()


def _most(groups: list[Any]) -> list[tuple[str, int]]:
    """The ten most frequent values; columns of many hold them with blanks between."""
    counts: Counter[str] = Counter()
    for held, count in groups:
        for value in (held or "").split():
            counts[value] += count
    return counts.most_common(10)


def _apart(inside: Counter[str], background: Counter[str]) -> list[tuple[float, str]]:
    """The thirty terms of the highest log-likelihood ratio."""
    here, everywhere = inside.pop("", 0), background[""]
    scored = []
    for term, count in inside.items():
        both = background[term]
        expected = both * here / everywhere
        if count > 1 and count > expected:
            rest, elsewhere = both - count, both - expected
            score = count * log(count / expected) + (rest * log(rest / elsewhere) if rest else 0)
            scored.append((2 * score, term))
    return sorted(scored, reverse=True)[:30]


def _where(wanted: Filter) -> tuple[str, list[Any]]:
    parts, values = ["1"], list[Any]()
    keys = scope_keys(wanted.scope)
    asked = [("a.visible_to", key) for key in keys or []]
    named = [(column, code) for code in wanted.regions for column in ("a.about", "a.mentions")]
    for alternatives in filter(None, (asked, named)):
        parts.append(f"({' OR '.join(f'instr({column}, ?) > 0' for column, _ in alternatives)})")
        values += [f" {value} " for _, value in alternatives]
    if wanted.from_ is not None and wanted.to is not None:
        parts.append("a.published >= ? AND a.published < ?")
        values += [millis(wanted.from_), millis(wanted.to)]
    return " AND ".join(parts), values


def _match(kind: str, asked: str) -> str:
    if kind == "phrase":
        return f'{{title_exact text_exact}} : "{written(words(asked))}"'
    terms = [f'{{title text}} : "{written([stem(word)])}"' for word in words(asked)]
    return (" OR " if kind == "hybrid" else " AND ").join(terms)


def _marks(values: Sequence[Any]) -> str:
    return ", ".join("?" * len(values))


def _read(payload: bytes) -> Any:
    return json.loads(zstandard.decompress(payload))
