"""Criteria to Elasticsearch's query DSL."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any, TypeAlias

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
    wanted_texts,
)
from services.search.index.relevance import TITLE_WEIGHT, Term, terms

Query: TypeAlias = dict[str, Any]


def query(criterion: Criterion) -> Query:
    """The query of a criterion. It selects; what orders by relevance is `ranked`."""
    match criterion:
        case HasWord(word, title_only):
            return _any_field(title_only, "", lambda field: {"match": {field: word}})
        case HasPhrase(words, title_only):
            return _any_field(title_only, ".exact", lambda field: {"match_phrase": {field: " ".join(words)}})
        case HasPrefix(prefix, title_only):
            return _any_field(title_only, ".exact", lambda field: {"prefix": {field: prefix}})
        case HasNear(units, gaps, title_only):
            return _any_field(title_only, ".exact", lambda field: _near(field, units, gaps))
        case HasPerson(words):
            return {"match_phrase": {"name": " ".join(words)}}
        case AnyOf(field, values):
            return {"terms": {field: list(values)}}
        case Published(start, end):
            bounds = {"gte": start, "lt": end}
            return {
                "range": {"published": {name: bound for name, bound in bounds.items() if bound is not None}}
            }
        case Seen(start):
            return {"range": {"seen": {"gte": start}}}
        case IsOriginal():
            return {"bool": {"must_not": {"exists": {"field": "copy_of"}}}}
        case InStory():
            return {"exists": {"field": "story_id"}}
        case Exclude(inner):
            return {"bool": {"must_not": query(inner)}}
        case AllOf(parts):
            return _all_of(parts)
        case OneOf(parts):
            if not parts:
                return {"match_none": {}}
            return {"bool": {"should": [query(part) for part in parts], "minimum_should_match": 1}}


def ranked(criterion: Criterion) -> Query:
    """The query of a criterion with the score of `relevance`."""
    weighing = [_weighing(term) for term in terms(wanted_texts(criterion))]
    return {"bool": {"filter": [query(criterion)], "should": weighing}}


def _weighing(term: Term) -> Query:
    suffix = "" if term.kind == "stem" else ".exact"
    if term.kind == "prefix":
        weights = {f"title{suffix}": TITLE_WEIGHT, f"text{suffix}": 1.0}
        parts = [
            {"prefix": {field: {"value": term.word, "boost": weight}}} for field, weight in weights.items()
        ]
        return {"bool": {"should": parts}}
    fields = [f"title{suffix}^{TITLE_WEIGHT}", f"text{suffix}"]
    return {"combined_fields": {"query": term.word, "fields": fields}}


def _all_of(parts: Sequence[Criterion]) -> Query:
    if not parts:
        return {"match_all": {}}
    return {"bool": {"filter": [query(part) for part in parts]}}


def _any_field(title_only: bool, suffix: str, of_field: Callable[[str], Query]) -> Query:
    title = of_field(f"title{suffix}")
    if title_only:
        return title
    return {"bool": {"should": [title, of_field(f"text{suffix}")], "minimum_should_match": 1}}


def _near(field: str, units: Sequence[Sequence[str]], gaps: int) -> Query:
    parts = [{"match": {"query": " ".join(unit), "ordered": True, "max_gaps": 0}} for unit in units]
    return {"intervals": {field: {"all_of": {"intervals": parts, "ordered": False, "max_gaps": gaps}}}}
