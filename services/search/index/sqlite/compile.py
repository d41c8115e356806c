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
    HasNear,
    HasPerson,
    HasPhrase,
    HasPrefix,
    HasWord,
    InStory,
    IsOriginal,
    OneOf,
    Published,
    Seen,
)
from services.search.index.relevance import Term
from services.search.index.sqlite.nearness import NEAR_FUNCTION
from services.search.index.sqlite.schema import spaced, written

Condition: TypeAlias = tuple[str, list[str | int]]

_MATCHING = "a.number IN (SELECT rowid FROM article_text WHERE article_text MATCH ?)"
TAGGED = ("visible_to", "about", "mentions", "topic")


def condition(criterion: Criterion) -> Condition:
    """The SQL condition of a criterion. It is true or false, never NULL, so that it can be negated."""
    match criterion:
        case HasWord() | HasPhrase() | HasPrefix():
            return _MATCHING, [expression(criterion)]
        case HasNear():
            return _near(criterion)
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
        case Seen(start):
            # By the index of first sights: the columns that filters read in order of publication lack it.
            return "a.number IN (SELECT number FROM article WHERE seen >= ?)", [start]
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


def expression(text: HasWord | HasPhrase | HasPrefix) -> str:
    """The FTS5 expression that finds a word, phrase or prefix in its columns."""
    columns = ("title",) if text.title_only else ("title", "text")
    match text:
        case HasWord(word):
            return term_in(columns, Term("stem", word))
        case HasPhrase(words):
            return f'{_columns(columns, "_exact")} : "{written(words)}"'
        case HasPrefix(prefix):
            return term_in(columns, Term("prefix", prefix))


def term_in(columns: Sequence[str], term: Term) -> str:
    """The FTS5 expression that finds a term in ``title``, ``text`` or both."""
    match term.kind:
        case "stem":
            return f'{_columns(columns, "")} : "{written([stem(term.word)])}"'
        case "exact":
            return f'{_columns(columns, "_exact")} : "{written([term.word])}"'
        case "prefix":
            return f'{_columns(columns, "_exact")} : "{written([term.word])}" *'


def _columns(columns: Sequence[str], suffix: str) -> str:
    return f"{{{' '.join(column + suffix for column in columns)}}}"


def _near(near: HasNear) -> Condition:
    """NEAR where it says the same, and where it says less, what it finds is read again.

    NEAR(a b c, n) counts the words between the end of the first unit and the start of the last, those of
    other units among them. So `n` depends on which units come first and last, unless all are equally long
    or there are only two.
    """
    lengths = sorted(len(unit) for unit in near.units)
    # The words of all units but two, at most: those of the shortest two left out.
    between = near.gaps + sum(lengths[2:])
    units = " ".join(f'"{written(unit)}"' for unit in near.units)
    columns = ("title",) if near.title_only else ("title", "text")
    match = f"{_columns(columns, '_exact')} : NEAR({units}, {between})"
    if len(lengths) == 2 or lengths[0] == lengths[-1]:
        return _MATCHING, [match]
    spelled = "\n".join(written(unit) for unit in near.units)
    checks = " OR ".join(f"{NEAR_FUNCTION}({column}_exact, ?, ?)" for column in columns)
    sql = f"a.number IN (SELECT rowid FROM article_text WHERE article_text MATCH ? AND ({checks}))"  # noqa: S608 - values are parameters
    return sql, [match, *(parameter for _ in columns for parameter in (spelled, near.gaps))]


def _any_of(field: str, values: Sequence[str]) -> Condition:
    if field in TAGGED:
        # Values stand between spaces; what holds a space itself is none.
        asked = [spaced([value]) for value in values if value and not any(map(str.isspace, value))]
        return " OR ".join(f"instr(a.{field}, ?) > 0" for _ in asked) or "0", list(asked)
    marks = ", ".join("?" * len(values))
    if not values:
        return "0", []
    # Columns are those of ValueName, never the user's words.
    return f"(a.{field} IS NOT NULL AND a.{field} IN ({marks}))", list(values)


def _joined(parts: Sequence[Criterion], operator: str, empty: str) -> Condition:
    compiled = [condition(part) for part in parts]
    sql = operator.join(f"({part})" for part, _ in compiled) or empty
    return sql, [parameter for _, parameters in compiled for parameter in parameters]
