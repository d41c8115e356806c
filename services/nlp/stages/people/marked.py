"""Brings in names that a model marked as persons and the rules overlooked."""

from __future__ import annotations

from collections.abc import Sequence

from services.nlp.stages.people.lexicon import NO_NAMES, ORG_HEADS, TITLES, is_role_head
from services.nlp.stages.people.names import Span
from services.nlp.stages.people.parts import PLACE_CUES, is_known
from services.nlp.stages.people.tokens import Token, tokenize, without_degrees
from shared.regions import load_regions

# A single word that a model marks is too often a place; two or more are a name.
_FEWEST_WORDS = 2


def marked_names(spans: Sequence[str]) -> dict[str, list[list[str]]]:
    """The marked names that may be persons, without titles and degrees, by their first word."""
    wanted: dict[str, list[list[str]]] = {}
    for span in dict.fromkeys(spans):
        tokens = [token.text for token in tokenize(without_degrees(span)) if token.text[0].isalpha()]
        while tokens and tokens[0].lower().rstrip(".") in TITLES:
            tokens = tokens[1:]
        plain = [token.lower().rstrip(".") for token in tokens]
        office = any(word in ORG_HEADS | PLACE_CUES | NO_NAMES or is_role_head(word) for word in plain)
        capitals = all(token[0].isupper() for token in tokens)
        if (
            len(tokens) >= _FEWEST_WORDS
            and capitals
            and not office
            and not load_regions().named(" ".join(tokens))
        ):
            wanted.setdefault(tokens[0], []).append(tokens)
    return wanted


def merge_marked(found: list[Span], tokens: list[Token], wanted: dict[str, list[list[str]]]) -> list[Span]:
    """The spans of a sentence with the marked names that none of them touches, in order."""
    if not wanted:
        return found
    taken = {index for span in found for index in range(span.first, span.last + 1)}
    merged = list(found)
    for first, token in enumerate(tokens):
        for name in wanted.get(token.text, ()):
            last = first + len(name) - 1
            if (
                taken.isdisjoint(range(first, last + 1))
                and [t.text for t in tokens[first : last + 1]] == name
            ):
                known = sum(is_known(part) for part in tokens[first : last + 1])
                merged.append(Span(first, last, " ".join(name), True, True, False, known))
                taken.update(range(first, last + 1))
    return sorted(merged, key=lambda span: span.first)
