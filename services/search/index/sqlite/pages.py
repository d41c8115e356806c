"""Pages of articles and articles by id: SQL in, contract models out."""

from __future__ import annotations

import json
import sqlite3
from array import array
from collections.abc import Sequence
from typing import Any

import zstandard

from services.search.index.criteria import AllOf, AnyOf, Criterion, TextCriterion
from services.search.index.cursor import sort_key_and_id
from services.search.index.payload import article_from
from services.search.index.sqlite.compile import condition
from services.search.index.sqlite.scoring import scored
from shared.contracts.query import IndexedArticle, Sort, StoryRef

# `a` is the article; everything that a model is made of.
ARTICLE = (
    "a.id, a.title, a.text, a.payload, (SELECT value FROM embedding WHERE number = a.number), a.story_id,"
    " a.copy_of"
)
_SORT_KEYS: dict[Sort, str] = {
    "published": "a.published",
    "seen": "a.seen",
    "relevance": "coalesce(scored.score, 0.0)",
}


def rows(connection: sqlite3.Connection, sql: str, parameters: Sequence[Any]) -> list[Any]:
    """All rows of a query."""
    return connection.execute(sql, tuple(parameters)).fetchall()


def page_rows(
    connection: sqlite3.Connection,
    wanted: Criterion,
    texts: Sequence[TextCriterion],
    sort: Sort,
    limit: int,
    after: list[Any] | None,
) -> list[Any]:
    """Up to `limit` rows after the cursor, best first: the sort key, then what `article_of_row` reads."""
    cursor = sort_key_and_id(after)
    key = _SORT_KEYS[sort]
    parameters: Sequence[str | float]
    if sort == "relevance":
        head, parameters = scored(connection, wanted, texts)
        found = "passing JOIN article AS a USING (number) LEFT JOIN scored USING (number)"
        where = "1"
    else:
        head, found = "", "article AS a"
        where, parameters = condition(wanted)
    place, place_parameters = "1", []
    if cursor is not None:
        place, place_parameters = (
            f"({key} < ? OR ({key} = ? AND a.id > ?))",
            [cursor[0], cursor[0], cursor[1]],
        )
    sql = (
        f"{head}SELECT {key}, {ARTICLE} FROM {found}"  # noqa: S608 - values are parameters
        f" WHERE ({where}) AND {place} ORDER BY {key} DESC, a.id LIMIT ?"
    )
    return rows(connection, sql, [*parameters, *place_parameters, limit])


def count(connection: sqlite3.Connection, wanted: Criterion, up_to: int = -1) -> int:
    """How many articles match; counting stops at `up_to` unless that is negative."""
    where, parameters = condition(wanted)
    sql = f"SELECT count(*) FROM (SELECT 1 FROM article AS a WHERE {where} LIMIT ?)"  # noqa: S608 - values are parameters
    found = rows(connection, sql, [*parameters, up_to])
    return int(found[0][0])


def articles_by_id(
    connection: sqlite3.Connection, ids: Sequence[str], visible: Criterion
) -> list[IndexedArticle]:
    """The visible articles among these ids in full, in the order of the ids."""
    where, parameters = condition(AllOf((AnyOf("id", tuple(ids)), visible)))
    found = rows(connection, f"SELECT {ARTICLE} FROM article AS a WHERE {where}", parameters)  # noqa: S608 - values are parameters
    sizes = story_sizes(connection, [row[5] for row in found if row[5]], visible)
    by_id = {row[0]: article_of_row(row, sizes, in_full=True) for row in found}
    return [by_id[article_id] for article_id in dict.fromkeys(ids) if article_id in by_id]


def story_sizes(
    connection: sqlite3.Connection, story_ids: Sequence[str], visible: Criterion
) -> dict[str, int]:
    """How many visible articles each story has."""
    where, parameters = condition(AllOf((AnyOf("story_id", tuple(set(story_ids))), visible)))
    sql = f"SELECT a.story_id, count(*) FROM article AS a WHERE {where} GROUP BY a.story_id"  # noqa: S608 - values are parameters
    return {row[0]: row[1] for row in rows(connection, sql, parameters)}


def article_of_row(row: Sequence[Any], sizes: dict[str, int], *, in_full: bool = False) -> IndexedArticle:
    """The article of a row whose columns are those of `ARTICLE`."""
    _, title, text, payload, embedding, story_id, copy_of = row
    return article_from(
        payload_of_blob(payload),
        title=title,
        text=text,
        story=StoryRef(id=story_id, size=sizes.get(story_id, 1)) if story_id else None,
        copy_of=copy_of,
        embedding=array("f", embedding) if embedding is not None else None,
        in_full=in_full,
    )


def payload_of_blob(blob: bytes) -> dict[str, Any]:
    """The stored side of a document out of its compressed form."""
    payload: dict[str, Any] = json.loads(zstandard.decompress(blob))
    return payload
