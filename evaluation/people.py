"""People, their offices, and quotes with their speaker; the baselines are what a first regular expression
finds."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any

from evaluation.rows import Counts, Row, counts, f1_row, share_row
from evaluation.sets import Item
from services.nlp.evaluate import SAME_DIRECT, SAME_INDIRECT, bare_name, same_office, same_words
from shared.contracts.enrichment import Person, Quote

_NAME = re.compile(r"\b[A-Z][a-z’']+(?: [A-Z][a-z’']+)+")
_OFFICE_BEFORE = re.compile(r"((?:[A-Z]\w+ ){1,6})$")
_QUOTED = re.compile(r"[\"“]([^\"“”]{12,}?)[\"”]")


def measure(name: str, items: Sequence[Item]) -> list[Row]:
    """People by name, the office of those found, quotes with the right speaker."""
    return [_people(name, items), _offices(name, items), _quotes(name, items)]


def _people(name: str, items: Sequence[Item]) -> Row:
    want = [{bare_name(person["name"]) for person in item.labels["people"]} for item in items]
    found = [
        counts(labels, {bare_name(person.name) for person in item.enrichment.people})
        for labels, item in zip(want, items, strict=True)
    ]
    plain = [
        counts(labels, {bare_name(person.name) for person in _capitalised(item.labels["text"])})
        for labels, item in zip(want, items, strict=True)
    ]
    return f1_row("people", name, found, "two capitalised words or more", plain)


def _capitalised(text: str) -> list[Person]:
    found: dict[str, Person] = {}
    for match in _NAME.finditer(text):
        before = _OFFICE_BEFORE.search(text[max(0, match.start() - 80) : match.start()])
        found.setdefault(
            match.group(), Person(name=match.group(), role=before.group(1).strip() if before else None)
        )
    return list(found.values())


def _offices(name: str, items: Sequence[Item]) -> Row:
    right = [_right_offices(item, item.enrichment.people) for item in items]
    plain = [_right_offices(item, _capitalised(item.labels["text"])) for item in items]
    return share_row(
        "offices",
        name,
        "right, of the people found",
        right,
        "capitalised words before the name",
        plain,
    )


def _right_offices(item: Item, people: Sequence[Person]) -> list[float]:
    labels = {bare_name(person["name"]): person for person in item.labels["people"]}
    return [
        float(same_office(labels[bare_name(person.name)], person))
        for person in people
        if bare_name(person.name) in labels
    ]


def _quotes(name: str, items: Sequence[Item]) -> Row:
    found = [_match(item.labels["quotes"], item.enrichment.quotes) for item in items]
    plain = [_match(item.labels["quotes"], _between_marks(item.labels["text"])) for item in items]
    return f1_row("quotes with speaker", name, found, "between marks, by the nearest name", plain)


def _between_marks(text: str) -> list[Quote]:
    names = [(match.start(), match.group()) for match in _NAME.finditer(text)]
    quotes = []
    for match in _QUOTED.finditer(text):
        nearest = min(names, key=lambda name: abs(name[0] - match.end()), default=(0, ""))
        quotes.append(Quote(speaker=nearest[1], text=match.group(1)))
    return quotes


def _match(want: Sequence[dict[str, Any]], got: Sequence[Quote]) -> Counts:
    """A quote counts when words and speaker are right; a label is met by one answer only."""
    left = list(got)
    hits = 0
    for label in want:
        share = SAME_INDIRECT if label["indirect"] else SAME_DIRECT
        for quote in left:
            if same_words(label["text"], quote.text, share) and bare_name(quote.speaker) == bare_name(
                label["speaker"]
            ):
                left.remove(quote)
                hits += 1
                break
    return Counts(hits, len(got) - hits, len(want) - hits)
