"""From a filter and a query to criteria: what the API's parameters mean, decided once for both adapters."""

from __future__ import annotations

import math
from collections.abc import Sequence
from datetime import datetime
from itertools import groupby

from services.search.index.analysis import words
from services.search.index.criteria import (
    EVERYTHING,
    NOTHING,
    AllOf,
    AnyOf,
    Criterion,
    Exclude,
    HasPerson,
    IsOriginal,
    OneOf,
    Published,
    Seen,
    ValueName,
)
from services.search.index.visibility import EVERYTHING as ANYWHERE
from services.search.index.visibility import scope_keys
from services.search.index.wording import near, phrase, prefix, refuse_too_many, telling, words_side_by_side
from services.search.query.parser import parse
from services.search.query.tree import (
    And,
    FieldValue,
    Near,
    Node,
    Not,
    Or,
    Phrase,
    Prefix,
    ValueField,
    Word,
    leaves,
)
from shared.contracts.query import Filter


def criteria_of(wanted: Filter, ids: Sequence[str] | None = None, asked: Criterion = EVERYTHING) -> AllOf:
    """Everything that a filter asks for, and `asked`. QuerySyntaxError when its `q` cannot be read."""
    parts: list[Criterion] = [visible_to(wanted.scope)]
    if ids is not None:
        parts.append(AnyOf("id", tuple(ids)))
    node = parse(wanted.q)
    if node is not None:
        refuse_too_many(list(leaves(node)))
        parts.append(criterion_of(node))
    parts.append(asked)
    if wanted.from_ is not None or wanted.to is not None:
        parts.append(Published(_bound(wanted.from_), _bound(wanted.to)))
    if wanted.seen_from is not None:
        parts.append(Seen(_rounded_up(wanted.seen_from)))
    if wanted.regions:
        parts.append(_in_regions(wanted.regions, wanted.about))
    lists: list[tuple[ValueName, Sequence[str]]] = [
        ("tone", wanted.tones),
        ("topic", wanted.topics),
        ("source", wanted.sources),
        ("kind", wanted.kinds),
        ("lang", wanted.langs),
        ("story_id", [wanted.story] if wanted.story is not None else []),
    ]
    parts.extend(AnyOf(field, tuple(values)) for field, values in lists if values)
    if wanted.persons:
        parts.append(OneOf(tuple(_person(name) for name in wanted.persons)))
    if wanted.copies == "fold":
        parts.append(IsOriginal())
    return AllOf(tuple(part for part in parts if part != EVERYTHING))


def visible_to(scope: Sequence[str]) -> Criterion:
    """What a tenant may see."""
    keys = scope_keys(scope)
    return EVERYTHING if keys is None else AnyOf("visible_to", tuple(keys))


def criterion_of(node: Node) -> Criterion:
    """What a query tree asks for. Words that say nothing ("di", "yang") count only where they stand alone."""
    match node:
        case And(nodes):
            return AllOf(tuple(telling(_side_by_side(nodes))))
        case Or(nodes):
            return OneOf(tuple(criterion_of(part) for part in nodes))
        case Not(part):
            return Exclude(criterion_of(part))
        case Word():
            return AllOf(tuple(telling(words_side_by_side([node]))))
        case Phrase():
            return phrase(node)
        case Prefix():
            return prefix(node)
        case Near():
            return near(node)
        case FieldValue(field, value):
            return _field_value(field, value)


def _side_by_side(nodes: Sequence[Node]) -> list[Criterion]:
    """The criteria of nodes that are all wanted; words with nothing between them are read together."""
    criteria: list[Criterion] = []
    for are_words, run in groupby(nodes, key=lambda node: isinstance(node, Word)):
        if are_words:
            criteria.extend(words_side_by_side([node for node in run if isinstance(node, Word)]))
        else:
            criteria.extend(criterion_of(node) for node in run)
    return criteria


def _field_value(field: ValueField, value: str) -> Criterion:
    match field:
        case "region":
            return _in_regions([value], None)
        case "person":
            return _person(value)
        case "source" | "lang" | "tone" | "topic" | "kind":
            return AnyOf(field, (value.lower(),))


def _in_regions(codes: Sequence[str], about: bool | None) -> Criterion:
    if ANYWHERE in codes:
        return EVERYTHING
    values = tuple(codes)
    if about is True:
        return AnyOf("about", values)
    if about is False:
        return AnyOf("mentions", values)
    return OneOf((AnyOf("about", values), AnyOf("mentions", values)))


def _person(name: str) -> Criterion:
    name_words = tuple(words(name))
    return HasPerson(name_words) if name_words else NOTHING


def _bound(moment: datetime | None) -> int | None:
    return None if moment is None else _rounded_up(moment)


def _rounded_up(moment: datetime) -> int:
    """A bound in epoch milliseconds, rounded up: stored times are cut off to whole milliseconds."""
    return math.ceil(moment.timestamp() * 1000)
