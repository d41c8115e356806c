"""Finds the spans of a sentence that are people's names, by their shape and by the words beside them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from services.nlp.stages.people.evidence import (
    acts,
    appositive,
    behind_trade,
    credited,
    introduced,
    likely,
    place_before,
    says_after,
    says_before,
    signs,
    subject_before,
    trades,
)
from services.nlp.stages.people.lexicon import TITLES, words
from services.nlp.stages.people.parts import (
    behind_region,
    behind_unknown,
    is_aged,
    is_known,
    name_runs,
    part_of_name,
    stretch,
)
from services.nlp.stages.people.tokens import SHORTENED, Token
from shared.regions import load_regions

_LONGEST = 5
"""Words of a name; a longer run is a list or a heading."""


@dataclass(frozen=True)
class Span:
    """A name: its tokens `first` to `last` (inclusive) and the name without titles and degrees.

    A `strong` one stands beside a verb of saying, an age or a title; a `likely` one is made of words that are
    parts of people's names; one that `acts` opens its sentence; `known` counts the words known from names.
    """

    first: int
    last: int
    name: str
    strong: bool
    likely: bool
    acts: bool
    known: int


def find_names(tokens: list[Token], closing: bool = False) -> Iterator[Span]:
    """The names of a sentence.

    `closing` says that the sentence is a paragraph of its own at the end of the text, where letters are
    signed.
    """
    for start, end in name_runs(tokens):
        first = start
        while first < end and (tokens[first].plain in TITLES or _counts(tokens, first)):
            first += 1
        first = behind_unknown(tokens, behind_region(tokens, first, end), end)
        sure = any(part_of_name(tokens, index) == "name" for index in range(first, end + 1))
        first, last = stretch(tokens, first, end)
        says = says_after(tokens, last)
        if place_before(tokens, first, says) or last - first >= _LONGEST or tokens[last].plain in SHORTENED:
            continue
        if credited(tokens, first):
            continue
        called = introduced(tokens, first) or says_before(tokens, first) or appositive(tokens, first, last)
        presented = called or behind_trade(tokens, first) or trades(tokens, first, last)
        if not sure and not (presented and len(tokens[first].text) > 2):
            continue
        if first > 0 and (tokens[first - 1].text, tokens[first].text) == ("Anak", "Agung"):
            # A Balinese rank, not somebody's child.
            first -= 1
        name = " ".join(_written(token) for token in tokens[first : last + 1])
        known = sum(is_known(token) for token in tokens[first : last + 1])
        aged = is_aged(tokens, last)
        if not (called or says or aged) and not known and load_regions().named(name):
            continue
        does = acts(tokens, first, last, known)
        single = first == last and not known
        if single and says and first > 0 and not subject_before(tokens[first - 1]):
            # "Tanara dan Pontang mempertanyakan …", "begitu Katulampa melaporkan …": places.
            says = False
        strong = (
            called or says or aged or (does and not single) or (closing and signs(tokens, first, last, known))
        )
        yield Span(first, last, name, strong, likely(tokens, first, last, known, name), does, known)


def _counts(tokens: list[Token], index: int) -> bool:
    """Whether a letter numbers what stands before it: "Komisi A", "Blok D"."""
    return index > 0 and len(tokens[index].text) == 1 and tokens[index - 1].plain in _NUMBERED


_NUMBERED = words("komisi kelas blok seksi tipe golongan gedung grup fraksi zona titik rute")


def _written(token: Token) -> str:
    """A part of a name as names are written, also where the text shouts."""
    shouted = len(token.text) > 3 and token.text.isupper() and token.text.isalpha()
    return token.text.capitalize() if shouted else token.text
