"""Pages of articles and articles by id: SQL in, contract models out."""

from __future__ import annotations

import sqlite3
from array import array
from collections.abc import Sequence
from typing import Any, Literal

import zstandard

from services.search.index.criteria import AllOf, AnyOf, Criterion
from services.search.index.cursor import sort_key_and_id
from services.search.index.payload import Payload, article_from
from services.search.index.sqlite.compile import condition
from shared.contracts.query import IndexedArticle, StoryRef

# `a` is the article; everything that a model is made of.
ARTICLE = "a.id, a.title, a.text, a.payload, a.story_id, a.copy_of"
_SORT_KEYS = {"published": "a.published", "seen": "a.seen"}


def rows(connection: sqlite3.Connection, sql: str, parameters: Sequence[Any]) -> list[Any]:
    """All rows of a query."""
    return connection.execute(sql, tuple(parameters)).fetchall()


def page_rows(
    connection: sqlite3.Connection,
    wanted: Criterion,
    sort: Literal["published", "seen"],
    limit: int,
    after: list[Any] | None,
) -> list[Any]:
    """Up to `limit` rows after the cursor, newest first: the sort key, then what `article_of_row` reads."""
    key = _SORT_KEYS[sort]
    where, parameters = condition(wanted)
    place, place_parameters = _after(after, key, "a.id")
    sql = (
        f"SELECT {key}, {ARTICLE} FROM article AS a"  # noqa: S608 - values are parameters
        f" WHERE ({where}) AND {place} ORDER BY {key} DESC, a.id LIMIT ?"
    )
    return rows(connection, sql, [*parameters, *place_parameters, limit])


def page_and_count(
    connection: sqlite3.Connection,
    wanted: Criterion,
    sort: Literal["published", "seen"],
    limit: int,
    after: list[Any] | None,
) -> tuple[list[Any], int]:
    """The same rows, and how many articles match in all: what has words is looked for once, not twice."""
    where, parameters = condition(wanted)
    place, place_parameters = _after(after, "key", "id")
    sql = (
        f"WITH found AS MATERIALIZED (SELECT {_SORT_KEYS[sort]} AS key, a.id AS id, a.number AS number"  # noqa: S608 - values are parameters
        f" FROM article AS a WHERE {where})"
        " SELECT counted.number, page.key, page.number FROM (SELECT count(*) AS number FROM found) AS counted"
        f" LEFT JOIN (SELECT * FROM found WHERE {place} ORDER BY key DESC, id LIMIT ?) AS page"
    )
    found = rows(connection, sql, [*parameters, *place_parameters, limit])
    shown = [(key, number) for _, key, number in found if number is not None]
    articles = rows_by_number(connection, [number for _, number in shown])
    keys = (key for key, _ in shown)
    return [(key, *article) for key, article in zip(keys, articles, strict=True)], int(found[0][0])


def _after(after: list[Any] | None, key: str, identifier: str) -> tuple[str, list[Any]]:
    """What lies behind a cursor in a list by a falling key."""
    cursor = sort_key_and_id(after)
    if cursor is None:
        return "1", []
    return f"({key} < ? OR ({key} = ? AND {identifier} > ?))", [cursor[0], cursor[0], cursor[1]]


def rows_by_number(connection: sqlite3.Connection, numbers: Sequence[int]) -> list[Any]:
    """What `article_of_row` reads of these articles, in the order of their numbers given."""
    marks = ", ".join("?" * len(numbers))
    sql = f"SELECT a.number, {ARTICLE} FROM article AS a WHERE a.number IN ({marks})"  # noqa: S608 - values are parameters
    found = rows(connection, sql, numbers)
    by_number = {row[0]: row[1:] for row in found}
    return [by_number[number] for number in numbers]


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
    embedding = "(SELECT value FROM embedding WHERE number = a.number)"
    found = rows(connection, f"SELECT {embedding}, {ARTICLE} FROM article AS a WHERE {where}", parameters)  # noqa: S608 - values are parameters
    sizes = story_sizes(connection, [row[5] for row in found if row[5]], visible)
    by_id = {
        row[1]: article_of_row(
            row[1:], sizes, embedding=array("f", row[0]) if row[0] is not None else None, in_full=True
        )
        for row in found
    }
    return [by_id[article_id] for article_id in dict.fromkeys(ids) if article_id in by_id]


def story_sizes(
    connection: sqlite3.Connection, story_ids: Sequence[str], visible: Criterion
) -> dict[str, int]:
    """How many visible articles each story has."""
    where, parameters = condition(AllOf((AnyOf("story_id", tuple(set(story_ids))), visible)))
    sql = f"SELECT a.story_id, count(*) FROM article AS a WHERE {where} GROUP BY a.story_id"  # noqa: S608 - values are parameters
    return {row[0]: row[1] for row in rows(connection, sql, parameters)}


def article_of_row(
    row: Sequence[Any],
    sizes: dict[str, int],
    *,
    embedding: Sequence[float] | None = None,
    in_full: bool = False,
) -> IndexedArticle:
    """The article of a row whose columns are those of `ARTICLE`."""
    _, title, text, payload, story_id, copy_of = row
    return article_from(
        _payload_of(payload),
        title=title,
        text=text,
        story=StoryRef(id=story_id, size=sizes.get(story_id, 1)) if story_id else None,
        copy_of=copy_of,
        embedding=embedding,
        in_full=in_full,
    )


def _payload_of(blob: bytes) -> Payload:
    """The stored side of a document out of its compressed form."""
    return Payload.model_validate_json(zstandard.decompress(blob))
