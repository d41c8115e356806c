"""The scores of articles for the terms that a query wants: FTS5's bm25 with the idf of `relevance`."""

from __future__ import annotations

import math
import sqlite3
from collections.abc import Sequence

from services.search.index.criteria import Criterion, TextCriterion
from services.search.index.relevance import TITLE_WEIGHT, Term, terms
from services.search.index.sqlite.compile import condition, term_in

# FTS5's idf of a word that is in half of all articles or more.
_LEAST_IDF = 1e-6
_BOTH = ("title", "text")
# With "+" the articles that pass are looked up for each match; without, each would be a search of its own.
_PASSING = "FROM article_text WHERE article_text MATCH ? AND +rowid IN passing"
_BM25 = f"bm25(article_text, {TITLE_WEIGHT}, 1.0, {TITLE_WEIGHT}, 1.0)"
_OF_A_WORD = f"SELECT rowid AS number, {_BM25} * ? AS score {_PASSING}"
_OF_A_PREFIX = f"SELECT rowid AS number, ? AS score {_PASSING}"


def scored(
    connection: sqlite3.Connection, wanted: Criterion, texts: Sequence[TextCriterion]
) -> tuple[str, list[str | float]]:
    """A WITH clause of ``passing (number)``, the articles that pass, and ``scored (number, score)``, those of
    them that have any term, with its parameters."""
    where, where_parameters = condition(wanted)
    weighed = terms(texts)
    words = [term for term in weighed if term.kind != "prefix"]
    prefixes = [term for term in weighed if term.kind == "prefix"]
    parameters: list[str | float] = [*where_parameters]
    for term, factor in zip(words, _factors(connection, words), strict=True):
        parameters += [factor, term_in(_BOTH, term)]
    for term in prefixes:
        parameters += [TITLE_WEIGHT, term_in(("title",), term), 1.0, term_in(("text",), term)]
    union = " UNION ALL ".join([_OF_A_WORD] * len(words) + [_OF_A_PREFIX] * 2 * len(prefixes))
    # Materialised, because bm25 is known only where its MATCH is.
    sql = (
        f"WITH passing AS MATERIALIZED (SELECT a.number FROM article AS a WHERE {where}),"  # noqa: S608 - values are parameters
        f" term AS MATERIALIZED ({union}),"
        " scored AS MATERIALIZED (SELECT number, sum(score) AS score FROM term GROUP BY number) "
    )
    return sql, parameters


def _factors(connection: sqlite3.Connection, words: Sequence[Term]) -> list[float]:
    """What makes Lucene's weight of each word out of FTS5's, which is negative."""
    asked = [term_in(columns, term) for term in words for columns in (_BOTH, ("title",), ("text",))]
    matching = ", (SELECT count(*) FROM article_text WHERE article_text MATCH ?)" * len(asked)
    sql = f"SELECT (SELECT count(*) FROM article_text_docsize){matching}"  # noqa: S608 - values are parameters
    [(total, *counts)] = connection.execute(sql, tuple(asked)).fetchall()
    counted = zip(counts[::3], counts[1::3], counts[2::3], strict=True)
    # Lucene counts the articles of the field that has the word in more of them, FTS5 those of both.
    return [
        -math.log1p(_odds(total, max(title, text))) / _fts5_idf(total, both) for both, title, text in counted
    ]


def _fts5_idf(total: int, count: int) -> float:
    return max(math.log(_odds(total, count)), _LEAST_IDF)


def _odds(total: int, count: int) -> float:
    return float((total - count + 0.5) / (count + 0.5))
