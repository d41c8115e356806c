"""Rankings of articles: the nearest by meaning and the most relevant by words, as ids with scores."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from services.search.index.criteria import Criterion, TextCriterion, wanted_texts
from services.search.index.cursor import sort_key_and_id
from services.search.index.port import Hit
from services.search.index.sqlite.lengths import LengthMemory
from services.search.index.sqlite.occurrences import Numbers, numbers_of
from services.search.index.sqlite.pages import rows
from services.search.index.sqlite.passing import Passing
from services.search.index.sqlite.scoring import Scores, scores
from services.search.index.sqlite.vectors import VectorMemory, unit

# Embeddings read at a time: 6 MB.
_CHUNK = 4_096


@dataclass(frozen=True)
class Relevance:
    """A part of a ranking by words: the hits with the numbers of their articles, and how many pass."""

    hits: list[Hit]
    numbers: list[int]
    passing: int


def nearest(
    file: sqlite3.Connection,
    memory: VectorMemory,
    vector: Sequence[float],
    wanted: Criterion,
    limit: int,
) -> list[Hit]:
    """The nearest articles that pass, best first, equals by id. The scores are exact cosines."""
    among = Passing(file).of(wanted)
    with memory.catching_up:
        _catch_up(file, memory)
    query = unit(np.array(vector, dtype=np.float32))[0]
    found = _with_embeddings(file, memory.contenders(query, among, limit))
    if not found:
        return []
    cosines = unit(np.frombuffer(b"".join(blob for _, blob in found), dtype=np.float32)) @ query
    hits = [Hit(id_, float(score)) for (id_, _), score in zip(found, cosines, strict=True)]
    return sorted(hits, key=lambda hit: (-hit.score, hit.id))[:limit]


def most_relevant(file: sqlite3.Connection, memory: LengthMemory, wanted: Criterion, limit: int) -> list[Hit]:
    """The articles that pass by the score of their wanted words, best first, equals by id."""
    passing = Passing(file)
    scored = scores(file, memory, passing, wanted_texts(wanted))
    among = np.flatnonzero(passing.of(wanted) & (scored > 0))
    return _best(file, scored, among, limit)[0]


def relevance(
    file: sqlite3.Connection,
    memory: LengthMemory,
    wanted: Criterion,
    texts: Sequence[TextCriterion],
    limit: int,
    after: list[Any] | None,
) -> Relevance:
    """Up to `limit` of all articles that pass after the cursor [score, id], best first, equals by id."""
    cursor = sort_key_and_id(after)
    passing = Passing(file)
    scored = scores(file, memory, passing, texts)
    passed = passing.of(wanted)
    among = np.flatnonzero(passed if cursor is None else passed & (scored <= cursor[0]))
    hits, numbers = _best(file, scored, among, limit, cursor)
    return Relevance(hits, numbers, int(np.count_nonzero(passed)))


def _best(
    file: sqlite3.Connection,
    scored: Scores,
    among: Numbers,
    limit: int,
    cursor: tuple[float, str] | None = None,
) -> tuple[list[Hit], list[int]]:
    """The best of these numbers after the cursor."""
    # Equals stand in order of their ids, and those with the cursor's score may stand before it: all that are
    # as good as the last that is wanted are looked up.
    before = 0 if cursor is None else int(np.count_nonzero(scored[among] == cursor[0]))
    wanted = limit + before
    if len(among) > wanted:
        least = np.partition(scored[among], len(among) - wanted)[len(among) - wanted]
        among = among[scored[among] >= least]
    ids = dict(
        rows(
            file,
            "SELECT number, id FROM article WHERE number IN (SELECT value FROM json_each(?))",
            (json.dumps(among.tolist()),),
        )
    )
    ranked = sorted((-float(scored[number]), ids[number], number) for number in among.tolist())
    if cursor is not None:
        ranked = [each for each in ranked if (each[0], each[1]) > (-cursor[0], cursor[1])]
    shown = ranked[:limit]
    return [Hit(id_, -score) for score, id_, _ in shown], [number for _, _, number in shown]


def _catch_up(file: sqlite3.Connection, memory: VectorMemory) -> None:
    """Read what was written since the last time; throw out what is gone when there may be much of it."""
    while True:
        sql = "SELECT number, value FROM embedding WHERE number > ? ORDER BY number LIMIT ?"
        fresh = rows(file, sql, (memory.last, _CHUNK))
        if fresh:
            memory.add(fresh)
        if len(fresh) < _CHUNK:
            break
    if memory.untidy:
        held = rows(file, "SELECT group_concat(number) FROM article", ())[0][0]
        memory.tidy(numbers_of(held))


def _with_embeddings(file: sqlite3.Connection, numbers: Numbers) -> list[tuple[str, bytes]]:
    """The ids of these articles, with their embeddings."""
    sql = (
        "SELECT id, value FROM embedding JOIN article USING (number)"
        " WHERE number IN (SELECT value FROM json_each(?))"
    )
    return rows(file, sql, (json.dumps(numbers.tolist()),))
