"""The scores of articles for the terms that a query wants: FTS5's bm25 with the idf of `relevance`."""

from __future__ import annotations

import math
from collections.abc import Sequence

import aiosqlite

from services.search.index.criteria import TextCriterion
from services.search.index.relevance import TITLE_WEIGHT, terms
from services.search.index.sqlite.compile import prefix_in, weighing

# FTS5's own parameter k1, which it multiplies with once more than Lucene does.
_K1 = 1.2
# FTS5's idf of a word that is in half of all articles or more.
_LEAST_IDF = 1e-6
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
    prefixes = [term.word for term in weighed if term.kind == "prefix"]
    expressions = [weighing(term) for term in weighed if term.kind != "prefix"]
    total, *counts = await _counts(connection, expressions)
    parameters: list[str | float] = []
    for expression, count in zip(expressions, counts, strict=True):
        parameters += [_factor(total, count), expression]
    for prefix in prefixes:
        parameters += [TITLE_WEIGHT, prefix_in("title", prefix), 1.0, prefix_in("text", prefix)]
    union = " UNION ALL ".join([_OF_A_WORD] * len(expressions) + [_OF_A_PREFIX] * 2 * len(prefixes))
    # Materialised, because bm25 is known only where its MATCH is.
    sql = (
        f"WITH term AS MATERIALIZED ({union}), scored AS MATERIALIZED"  # noqa: S608 - values are parameters
        " (SELECT number, sum(score) AS score FROM term GROUP BY number) "
    )
    return sql, parameters


async def _counts(connection: aiosqlite.Connection, expressions: Sequence[str]) -> list[int]:
    """How many articles there are, and how many of them match each expression."""
    matching = ", (SELECT count(*) FROM article_text WHERE article_text MATCH ?)" * len(expressions)
    sql = f"SELECT (SELECT count(*) FROM article_text_docsize){matching}"  # noqa: S608 - values are parameters
    async with connection.execute(sql, tuple(expressions)) as found:
        row = await found.fetchone()
    return [int(value) for value in row or ()]


def _factor(total: int, count: int) -> float:
    """What makes Lucene's weight out of FTS5's, which is negative."""
    fts5 = math.log((total - count + 0.5) / (count + 0.5))
    lucene = math.log(1 + (total - count + 0.5) / (count + 0.5))
    return -lucene / max(fts5, _LEAST_IDF) / (_K1 + 1)
