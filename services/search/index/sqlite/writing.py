"""Writes documents: the rows of an article, prepared first and stored in one transaction."""

from __future__ import annotations

import json
import sqlite3
from array import array
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import zstandard

from services.search.index.analysis import stemmed, words
from services.search.index.brief import brief_of
from services.search.index.document import Document, PutResult
from services.search.index.fields import IndexFields, fields_of, refusal, terms_of
from services.search.index.payload import payload_of
from services.search.index.sqlite.schema import spaced, written
from services.search.index.sqlite.terms import hashes_of

_COLUMNS = (
    "id", "version", "published", "seen", "source", "kind", "aspiration", "lang", "tone", "tone_value",
    "story_id", "copy_of", "lot", "visible_to", "about", "mentions", "region", "topic", "brief", "title",
    "text", "payload",
)  # fmt: skip
_INSERT = f"INSERT INTO article ({', '.join(_COLUMNS)}) VALUES ({', '.join('?' * len(_COLUMNS))})"  # noqa: S608 - values are parameters


@dataclass(frozen=True)
class Rows:
    """All that is stored of one document."""

    id: str
    version: int
    refused: str | None
    article: tuple[Any, ...]
    embedding: bytes | None
    tags: list[tuple[str, str]]
    terms: tuple[bytes, str]
    texts: tuple[str, str, str, str]
    lengths: tuple[int, int]


def rows_of(document: Document) -> Rows:
    """The rows of a document: tokenising, stemming and compressing happen here (about 2 ms a page)."""
    fields = fields_of(document)
    payload = zstandard.compress(json.dumps(payload_of(document), separators=(",", ":")).encode())
    embedding = array("f", fields.embedding).tobytes() if fields.embedding is not None else None
    values = {**vars(fields), **_lists(fields), "payload": payload, "brief": brief_of(document)}
    title, text = fields.title, fields.text
    terms = terms_of(document.article)
    in_title, in_text = words(title), words(text)
    stems_in_title, stems_in_text = stemmed(in_title), stemmed(in_text)
    return Rows(
        id=fields.id,
        version=fields.version,
        refused=refusal(fields),
        article=tuple(values[column] for column in _COLUMNS),
        embedding=embedding,
        tags=_tags(fields),
        terms=(hashes_of(terms).tobytes(), "\n".join(terms)),
        texts=(written(stems_in_title), written(stems_in_text), written(in_title), written(in_text)),
        lengths=(2 * len(stems_in_title) + len(stems_in_text), 2 * len(in_title) + len(in_text)),
    )


def store(connection: sqlite3.Connection, rows: Sequence[Rows]) -> list[PutResult]:
    """Store them; stale and refused ones are left out and say so."""
    return [_store_one(connection, row) for row in rows]


def forget(connection: sqlite3.Connection, ids: Sequence[str]) -> None:
    """Remove articles with everything that belongs to them."""
    for article_id in ids:
        found = _number_and_version(connection, article_id)
        if found is not None:
            _remove(connection, found[0])


def _store_one(connection: sqlite3.Connection, rows: Rows) -> PutResult:
    if rows.refused is not None:
        return PutResult(rows.id, "rejected", rows.refused)
    present = _number_and_version(connection, rows.id)
    if present is not None:
        number, version = present
        if version > rows.version:
            return PutResult(rows.id, "stale")
        _remove(connection, number)
    inserted = connection.execute(_INSERT, rows.article)
    if rows.embedding is not None:
        connection.execute(
            "INSERT INTO embedding (number, value) VALUES (?, ?)", (inserted.lastrowid, rows.embedding)
        )
    connection.executemany(
        "INSERT INTO tag (field, value, number) VALUES (?, ?, ?)",
        [(field, value, inserted.lastrowid) for field, value in rows.tags],
    )
    connection.execute(
        "INSERT INTO article_term (number, hashes, terms) VALUES (?, ?, ?)", (inserted.lastrowid, *rows.terms)
    )
    connection.execute(
        "INSERT INTO length (number, stems, words) VALUES (?, ?, ?)", (inserted.lastrowid, *rows.lengths)
    )
    connection.execute(
        "INSERT INTO article_text (rowid, title, text, title_exact, text_exact) VALUES (?, ?, ?, ?, ?)",
        (inserted.lastrowid, *rows.texts),
    )
    return PutResult(rows.id, "written")


def _number_and_version(connection: sqlite3.Connection, article_id: str) -> tuple[int, int] | None:
    row = connection.execute("SELECT number, version FROM article WHERE id = ?", (article_id,)).fetchone()
    return None if row is None else (int(row[0]), int(row[1]))


def _remove(connection: sqlite3.Connection, number: int) -> None:
    connection.execute("DELETE FROM embedding WHERE number = ?", (number,))
    connection.execute("DELETE FROM tag WHERE number = ?", (number,))
    connection.execute("DELETE FROM article_term WHERE number = ?", (number,))
    connection.execute("DELETE FROM length WHERE number = ?", (number,))
    connection.execute("DELETE FROM article_text WHERE rowid = ?", (number,))
    connection.execute("DELETE FROM article WHERE number = ?", (number,))


def _lists(fields: IndexFields) -> dict[str, str]:
    """The many-valued fields without spaces in their values, as columns hold them."""
    return {
        "visible_to": spaced(fields.visible_to),
        "about": spaced(fields.about),
        "mentions": spaced(fields.mentions),
        "region": spaced(fields.about_codes),
        "topic": spaced(fields.topics),
    }


def _tags(fields: IndexFields) -> list[tuple[str, str]]:
    """The many-valued fields; `name` holds the words of a person's name for searching, `person` the name."""
    by_field = {
        "visible_to": fields.visible_to,
        "about": fields.about,
        "mentions": fields.mentions,
        "topic": fields.topics,
        "person": fields.persons,
        "org": fields.orgs,
        "name": [f" {' '.join(words(name))} " for name in fields.persons],
    }
    return sorted({(field, value) for field, values in by_field.items() for value in values})
