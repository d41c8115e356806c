"""From a filter and a query to criteria: what the API's parameters mean, decided once for both adapters."""

from __future__ import annotations

import math
from collections.abc import Sequence
from datetime import datetime

from services.search.index.abbreviations import LONG_FORMS, LONGEST, SHORT_FORMS
from services.search.index.analysis import STOP_WORDS, words
from services.search.index.criteria import (
    EVERYTHING,
    NOTHING,
    AllOf,
    AnyOf,
    Criterion,
    Exclude,
    HasPerson,
    HasPhrase,
    HasStems,
    HasWord,
    IsOriginal,
    OneOf,
    Published,
    ValueName,
)
from services.search.index.visibility import EVERYTHING as ANYWHERE
from services.search.index.visibility import scope_keys
from services.search.query.parser import parse
from services.search.query.tree import And, FieldValue, Node, Not, Or, Phrase, ValueField, Word
from shared.contracts.query import Filter


def criteria_of(wanted: Filter, ids: Sequence[str] | None = None) -> AllOf:
    """Everything that a filter asks for. QuerySyntaxError when its `q` cannot be read."""
    parts: list[Criterion] = [visible_to(wanted.scope)]
    if ids is not None:
        parts.append(AnyOf("id", tuple(ids)))
    node = parse(wanted.q)
    if node is not None:
        parts.append(criterion_of(node))
    if wanted.from_ is not None or wanted.to is not None:
        parts.append(Published(_bound(wanted.from_), _bound(wanted.to)))
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
            return AllOf(tuple(_joined(nodes)))
        case Or(nodes):
            return OneOf(tuple(criterion_of(part) for part in nodes))
        case Not(part):
            return Exclude(criterion_of(part))
        case Word():
            return AllOf(tuple(_joined((node,))))
        case Phrase(text, field):
            phrase = tuple(words(text))
            return HasPhrase(phrase, field == "title") if phrase else NOTHING
        case FieldValue(field, value):
            return _field_value(field, value)


def _field_value(field: ValueField, value: str) -> Criterion:
    match field:
        case "region":
            return _in_regions([value], None)
        case "person":
            return _person(value)
        case "source" | "lang" | "tone" | "topic" | "kind":
            return AnyOf(field, (value.lower(),))


def _joined(nodes: Sequence[Node]) -> list[Criterion]:
    """The criteria of nodes side by side: runs of words are read together, so "kutai timur" is a name."""
    criteria: list[Criterion] = []
    run: list[tuple[str, bool]] = []
    for node in nodes:
        if isinstance(node, Word):
            run.extend((word, node.field == "title") for word in words(node.text))
            continue
        criteria.extend(_of_run(run))
        run = []
        criteria.append(criterion_of(node))
    criteria.extend(_of_run(run))
    telling = [part for part in criteria if not _is_stop_word(part)]
    if telling:
        return telling
    # Nothing but stop words: then they are meant, and stand only in the unstemmed text.
    meant = [HasPhrase((part.word,), part.title_only) for part in criteria if isinstance(part, HasWord)]
    return [*meant] or [NOTHING]


def _is_stop_word(part: Criterion) -> bool:
    return isinstance(part, HasWord) and part.word in STOP_WORDS


def _of_run(run: Sequence[tuple[str, bool]]) -> list[Criterion]:
    criteria: list[Criterion] = []
    position = 0
    while position < len(run):
        length, criterion = _longest_name(run[position:])
        criteria.append(criterion)
        position += length
    return criteria


def _longest_name(run: Sequence[tuple[str, bool]]) -> tuple[int, Criterion]:
    """The criterion for the beginning of a run of words, and how many of them it takes."""
    first, title_only = run[0]
    for length in range(min(LONGEST, len(run)), 1, -1):
        part = run[:length]
        short = SHORT_FORMS.get(tuple(word for word, _ in part))
        if short is not None and all(in_title == title_only for _, in_title in part):
            long = AllOf(tuple(HasWord(word, title_only) for word, _ in part))
            return length, OneOf((long, HasWord(short, title_only)))
    if first in LONG_FORMS:
        return 1, OneOf((HasWord(first, title_only), HasStems(LONG_FORMS[first], title_only)))
    return 1, HasWord(first, title_only)


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
    """A bound in epoch milliseconds, rounded up: stored times are cut off to whole milliseconds."""
    return None if moment is None else math.ceil(moment.timestamp() * 1000)
