"""Criteria to SQL: a condition on `article AS a` with its parameters, and the FTS5 expression that scores."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TypeAlias

from services.search.index.analysis import stem
from services.search.index.criteria import (
    AllOf,
    AnyOf,
    Criterion,
    Exclude,
    HasPerson,
    HasPhrase,
    HasStems,
    HasWord,
    InStory,
    IsOriginal,
    OneOf,
    Published,
    TextCriterion,
)
from services.search.index.sqlite.schema import written

Condition: TypeAlias = tuple[str, list[str | int]]

TAGGED = ("visible_to", "about", "mentions", "topic")


def condition(criterion: Criterion) -> Condition:
    """The SQL condition of a criterion. It is true or false, never NULL, so that it can be negated."""
    match criterion:
        case HasWord() | HasStems() | HasPhrase():
            sql = "a.number IN (SELECT rowid FROM article_text WHERE article_text MATCH ?)"
            return sql, [expression(criterion)]
        case HasPerson(words):
            # Names are stored folded with spaces around: " usman kansong ".
            sql = "a.number IN (SELECT number FROM tag WHERE field = 'name' AND instr(value, ?) > 0)"
            return sql, [f" {' '.join(words)} "]
        case AnyOf(field, values):
            return _any_of(field, values)
        case Published(start, end):
            bounds = [("a.published >= ?", start), ("a.published < ?", end)]
            given = [(sql, value) for sql, value in bounds if value is not None]
            return " AND ".join(sql for sql, _ in given) or "1", [value for _, value in given]
        case IsOriginal():
            return "a.copy_of IS NULL", []
        case InStory():
            return "a.story_id IS NOT NULL", []
        case Exclude(inner):
            sql, parameters = condition(inner)
            return f"NOT ({sql})", parameters
        case AllOf(parts):
            return _joined(parts, " AND ", "1")
        case OneOf(parts):
            return _joined(parts, " OR ", "0")


def expression(text: TextCriterion) -> str:
    """The FTS5 expression that finds a word or phrase in its columns."""
    suffix = "_exact" if isinstance(text, HasPhrase) else ""
    columns = f"title{suffix}" if text.title_only else f"title{suffix} text{suffix}"
    match text:
        case HasWord(word):
            terms = written([stem(word)])
        case HasStems(words):
            terms = written(stem(word) for word in words)
        case HasPhrase(words):
            terms = written(words)
    return f'{{{columns}}} : "{terms}"'


def scoring(texts: Sequence[TextCriterion]) -> str:
    """The FTS5 expression whose rank orders by relevance."""
    return " OR ".join(f"({expression(text)})" for text in texts)


def _any_of(field: str, values: Sequence[str]) -> Condition:
    marks = ", ".join("?" * len(values))
    if not values:
        return "0", []
    if field in TAGGED:
        # Looked up per article: walking the articles newest first, a page is full after a few of them.
        return (
            f"EXISTS (SELECT 1 FROM tag WHERE field = ? AND value IN ({marks}) AND number = a.number)",  # noqa: S608 - values are parameters
            [field, *values],
        )
    # Columns are those of ValueName, never the user's words.
    return f"(a.{field} IS NOT NULL AND a.{field} IN ({marks}))", list(values)


def _joined(parts: Sequence[Criterion], operator: str, empty: str) -> Condition:
    compiled = [condition(part) for part in parts]
    sql = operator.join(f"({part})" for part, _ in compiled) or empty
    return sql, [parameter for _, parameters in compiled for parameter in parameters]
