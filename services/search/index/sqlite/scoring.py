"""The scores of articles for the terms that a query wants: FTS5's bm25 with the idf of `relevance`."""

from __future__ import annotations

import math
from collections.abc import Sequence

import aiosqlite

from services.search.index.criteria import TextCriterion
from services.search.index.relevance import TITLE_WEIGHT, Term, terms
from services.search.index.sqlite.compile import term_in

# FTS5's idf of a word that is in half of all articles or more.
_LEAST_IDF = 1e-6
_BOTH = ("title", "text")
_OF_A_WORD = (
    f"SELECT rowid AS number, bm25(article_text, {TITLE_WEIGHT}, 1.0, {TITLE_WEIGHT}, 1.0) * ? AS score"  # noqa: S608 - a number of ours
    " FROM article_text WHERE article_text MATCH ?"
)
_OF_A_PREFIX = "SELECT rowid AS number, ? AS score FROM article_text WHERE article_text MATCH ?"


async def scored(
    connection: aiosqlite.Connection, texts: Sequence[TextCriterion]
) -> tuple[str, list[str | float]]:
    """A WITH clause of ``scored (number, score)`` with its parameters: the articles that have any term."""
    weighed = terms(texts)
    words = [term for term in weighed if term.kind != "prefix"]
    prefixes = [term for term in weighed if term.kind == "prefix"]
    factors = await _factors(connection, words)
    parameters: list[str | float] = []
    for term, factor in zip(words, factors, strict=True):
        parameters += [factor, term_in(_BOTH, term)]
    for term in prefixes:
        parameters += [TITLE_WEIGHT, term_in(("title",), term), 1.0, term_in(("text",), term)]
    union = " UNION ALL ".join([_OF_A_WORD] * len(words) + [_OF_A_PREFIX] * 2 * len(prefixes))
    # Materialised, because bm25 is known only where its MATCH is.
    sql = (
        f"WITH term AS MATERIALIZED ({union}), scored AS MATERIALIZED"  # noqa: S608 - values are parameters
        " (SELECT number, sum(score) AS score FROM term GROUP BY number) "
    )
    return sql, parameters


async def _factors(connection: aiosqlite.Connection, words: Sequence[Term]) -> list[float]:
    """What makes Lucene's weight of each word out of FTS5's, which is negative."""
    asked = [term_in(columns, term) for term in words for columns in (_BOTH, ("title",), ("text",))]
    matching = ", (SELECT count(*) FROM article_text WHERE article_text MATCH ?)" * len(asked)
    sql = f"SELECT (SELECT count(*) FROM article_text_docsize){matching}"  # noqa: S608 - values are parameters
    async with connection.execute(sql, tuple(asked)) as found:
        [(total, *counts)] = await found.fetchall()
    counted = zip(counts[::3], counts[1::3], counts[2::3], strict=True)
    # Lucene counts the articles of the field that has the word in more of them, FTS5 those of both.
    return [
        -math.log1p(_odds(total, max(title, text))) / _fts5_idf(total, both) for both, title, text in counted
    ]


def _fts5_idf(total: int, count: int) -> float:
    return max(math.log(_odds(total, count)), _LEAST_IDF)


def _odds(total: int, count: int) -> float:
    return float((total - count + 0.5) / (count + 0.5))
