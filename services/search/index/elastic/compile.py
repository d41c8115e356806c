"""Criteria to Elasticsearch's query DSL."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, TypeAlias

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
    wanted_texts,
)

Query: TypeAlias = dict[str, Any]


def query(criterion: Criterion) -> Query:
    """The query of a criterion; only words and phrases score."""
    match criterion:
        case HasWord(word, title_only):
            fields = _fields("", title_only)
            return {
                "multi_match": {"query": word, "type": "most_fields", "operator": "and", "fields": fields}
            }
        case HasStems(words, title_only):
            return _phrase(words, _fields("", title_only))
        case HasPhrase(words, title_only):
            return _phrase(words, _fields(".exact", title_only))
        case HasPerson(words):
            return {"match_phrase": {"name": " ".join(words)}}
        case AnyOf(field, values):
            return {"terms": {field: list(values)}}
        case Published(start, end):
            bounds = {"gte": start, "lt": end}
            return {
                "range": {"published": {name: bound for name, bound in bounds.items() if bound is not None}}
            }
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


def _all_of(parts: Sequence[Criterion]) -> Query:
    if not parts:
        return {"match_all": {}}
    clauses: dict[str, list[Query]] = {}
    for part in parts:
        # What does not score is a filter, which Elasticsearch may cache.
        clause = "must" if wanted_texts(part) else "filter"
        clauses.setdefault(clause, []).append(query(part))
    return {"bool": clauses}


def _fields(suffix: str, title_only: bool) -> list[str]:
    """Where to look: the title weighs twice the text, as in the SQLite adapter."""
    return [f"title{suffix}^2"] if title_only else [f"title{suffix}^2", f"text{suffix}"]


def _phrase(words: Sequence[str], fields: list[str]) -> Query:
    return {"multi_match": {"query": " ".join(words), "type": "phrase", "fields": fields}}
