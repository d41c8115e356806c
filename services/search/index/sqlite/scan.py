"""A part of a long walk over all articles of a filter."""

from __future__ import annotations

import sqlite3
from typing import Any

from services.search.index.criteria import Criterion
from services.search.index.cursor import sort_key_and_id
from services.search.index.sqlite.compile import condition
from services.search.index.sqlite.pages import ARTICLE, article_of_row, rows, story_sizes
from shared.contracts.query import ScannedArticles


def scan(
    connection: sqlite3.Connection,
    wanted: Criterion,
    visible: Criterion,
    size: int,
    after: list[Any] | None,
) -> ScannedArticles:
    """Up to `size` articles after the cursor [seen, id], newest first sight first."""
    cursor = sort_key_and_id(after)
    where, parameters = condition(wanted)
    place, place_parameters = "", list[Any]()
    if cursor is not None:
        # The first comparison is the one that an index can jump to.
        place = " AND a.seen <= ? AND (a.seen < ? OR a.id > ?)"
        place_parameters = [cursor[0], cursor[0], cursor[1]]
    # Named, because any other index means sorting all that match again for every part: with it the whole walk
    # costs one pass over the articles, however few of them pass the filter.
    sql = (
        f"SELECT a.seen, {ARTICLE} FROM article AS a INDEXED BY article_seen"  # noqa: S608 - values are parameters
        f" WHERE ({where}){place} ORDER BY a.seen DESC, a.id LIMIT ?"
    )
    found = rows(connection, sql, [*parameters, *place_parameters, size + 1])
    shown = found[:size]
    sizes = story_sizes(connection, [row[5] for row in shown if row[5]], visible)
    items = [article_of_row(row[1:], sizes) for row in shown]
    return ScannedArticles(
        items=items, next=[shown[-1][0], shown[-1][1]] if len(found) > len(shown) else None
    )
