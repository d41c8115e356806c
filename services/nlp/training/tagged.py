"""Texts with marked names: NERGrit and IDNER sentences, and articles whose names were marked for the
project."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from services.nlp.training.labels import ENTITY_TAGS, ENTITY_TYPES

_TYPES = {"PERSON": "PER", "ORGANISATION": "ORG", "PLACE": "LOC", "PER": "PER", "ORG": "ORG", "LOC": "LOC"}
_BEFORE = frozenset(",.;:!?)%")
_AFTER = frozenset("(")
ANYTHING_ELSE = (0, *(ENTITY_TAGS.index(f"{place}-{kind}") for kind in ("EVT", "LAW") for place in "BI"))
"""Tags that a token may have which NERGrit or IDNER leave unmarked: they know no events and no
regulations."""
ALL_TYPES = frozenset(ENTITY_TYPES)
THREE_TYPES = frozenset({"PER", "ORG", "LOC"})


@dataclass(frozen=True)
class Tagged:
    """A text with (start, end, type) spans; `types` are those that were looked for."""

    text: str
    spans: tuple[tuple[int, int, str], ...]
    types: frozenset[str]


def read_conll(path: Path) -> list[Tagged]:
    """Sentences of a CoNLL file: the word in the first column, its IOB tag in the last.

    The words are joined as news is printed: no blank before a comma, none after an opening bracket.
    """
    sentences = []
    for block in path.read_text(encoding="utf-8").split("\n\n"):
        rows = [line.split() for line in block.splitlines() if line.strip()]
        if rows:
            sentences.append(_joined([(row[0], row[-1]) for row in rows]))
    return sentences


def _joined(words: Sequence[tuple[str, str]]) -> Tagged:
    text = ""
    spans: list[tuple[int, int, str]] = []
    for word, tag in words:
        if text and word[0] not in _BEFORE and text[-1] not in _AFTER:
            text += " "
        start = len(text)
        text += word
        kind = _TYPES.get(tag[2:], "")
        if not kind:
            continue
        if tag[0] == "I" and spans and spans[-1][2] == kind and spans[-1][1] >= start - 1:
            spans[-1] = (spans[-1][0], len(text), kind)
        else:
            spans.append((start, len(text), kind))
    return Tagged(text, tuple(spans), THREE_TYPES)


def marked(text: str, entities: Sequence[tuple[str, str]]) -> Tagged:
    """A text with every occurrence of the (surface, type) pairs, longer surfaces first."""
    taken: list[tuple[int, int, str]] = []
    for surface, kind in sorted(set(entities), key=lambda pair: -len(pair[0])):
        if kind not in ALL_TYPES or not surface.strip():
            continue
        for match in re.finditer(rf"(?<!\w){re.escape(surface)}(?!\w)", text):
            if all(match.end() <= start or match.start() >= end for start, end, _ in taken):
                taken.append((match.start(), match.end(), kind))
    return Tagged(text, tuple(sorted(taken)), ALL_TYPES)


def allowed_tags(tagged: Tagged, offsets: Iterable[tuple[int, int]]) -> Iterator[Sequence[int]]:
    """The tags that each token may have, by its (start, end) offsets in the text."""
    outside: Sequence[int] = (0,) if tagged.types == ALL_TYPES else ANYTHING_ELSE
    place = 0
    previous = -1
    for start, end in offsets:
        while start < end and tagged.text[start].isspace():
            start += 1
        while place < len(tagged.spans) and tagged.spans[place][1] <= start:
            place += 1
        if start < end and place < len(tagged.spans) and tagged.spans[place][0] <= start:
            kind = tagged.spans[place][2]
            yield (ENTITY_TAGS.index(f"{'I' if previous == place else 'B'}-{kind}"),)
            previous = place
        else:
            yield outside


def tag_matrix(tagged: Tagged, offsets: Sequence[tuple[int, int]]) -> np.ndarray:
    """(tokens, tags) booleans: which tags are right for each token."""
    matrix = np.zeros((len(offsets), len(ENTITY_TAGS)), dtype=bool)
    for row, allowed in enumerate(allowed_tags(tagged, offsets)):
        matrix[row, list(allowed)] = True
    return matrix
