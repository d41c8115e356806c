"""Brings in names that a model marked as persons and the rules overlooked."""

from __future__ import annotations

from collections.abc import Sequence

from services.nlp.stages.people.lexicon import NO_NAMES, ORG_HEADS, TITLES, is_role_head, is_unit
from services.nlp.stages.people.names import Span
from services.nlp.stages.people.parts import PLACE_CUES, is_known
from services.nlp.stages.people.tokens import Token, tokenize, without_degrees
from services.nlp.stages.words import is_common, name_parts
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
        tokens = _behind_region(tokens)
        plain = [token.lower().rstrip(".") for token in tokens]
        office = any(word in ORG_HEADS | PLACE_CUES | NO_NAMES for word in plain)
        office = office or any(is_role_head(word) and word not in name_parts() for word in plain[:1])
        capitals = all(token[0].isupper() for token in tokens)
        if (
            len(tokens) >= _FEWEST_WORDS
            and capitals
            and not office
            and not load_regions().named(" ".join(tokens))
        ):
            wanted.setdefault(tokens[0], []).append(tokens)
    return wanted


def _behind_region(tokens: list[str]) -> list[str]:
    """The name without a region that a model joined to it: "Nabire Lusia Madai"; two words stay."""
    for length in (3, 2, 1):
        region = load_regions().named(" ".join(tokens[:length]))
        if len(tokens) >= length + _FEWEST_WORDS and any(entry.source != "district" for entry in region):
            return tokens[length:]
    return tokens


def _widens(tokens: list[Token], index: int) -> bool:
    """Whether a word that a model adds before a name may be part of it: no unit, no place of an office."""
    token = tokens[index]
    region = load_regions().named(token.text)
    of_office = index > 0 and is_role_head(tokens[index - 1].plain)
    if region and (of_office or any(entry.source != "district" for entry in region)):
        return False
    behind_unit = index > 0 and tokens[index - 1].text[0].isupper()
    of_unit = behind_unit and is_common(token.plain) and token.plain not in name_parts()
    return not (of_unit or is_unit(token.plain))


def merge_marked(found: list[Span], tokens: list[Token], wanted: dict[str, list[list[str]]]) -> list[Span]:
    """The spans of a sentence with the marked names that none of them touches, in order.

    A marked name that holds a span and more words takes its place: "Kamila" becomes "Lela Kamila".
    """
    if not wanted:
        return found
    merged = list(found)
    for first, token in enumerate(tokens):
        for name in wanted.get(token.text, ()):
            last = first + len(name) - 1
            if [t.text for t in tokens[first : last + 1]] != name:
                continue
            touched = [span for span in merged if span.first <= last and span.last >= first]
            if any(span.first < first or span.last > last for span in touched):
                continue
            if any(span.last - span.first == last - first for span in touched):
                continue
            if touched and not all(_widens(tokens, index) for index in range(first, touched[0].first)):
                continue
            merged = [span for span in merged if span not in touched]
            known = sum(is_known(part) for part in tokens[first : last + 1])
            acts = any(span.acts for span in touched)
            merged.append(Span(first, last, " ".join(name), True, True, acts, known))
    return sorted(merged, key=lambda span: span.first)
