"""Addresses of houses: a street, lane, block or housing estate together with a number in it.

A street without a number is a place that the text is about, and stays.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from services.crawler.masking import address_parts as part
from shared.regions import load_regions, ordinary_words

_WORD = r"[\w'’./-]{1,30}"
_NAME = rf"(?P<name>(?:{_WORD},? +){{0,5}}?{_WORD}?)"

# Without "No." a number is a house's before an RT: "Jl Mawar 7 RT 3".
HOUSE = re.compile(
    rf"\b{part.STREET}\b\.? ?{_NAME}(?:,? ?\b{part.NUMBER}(?!\w| tahun)|,? \b{part.PAIR}\b"
    rf"|,? [1-9]\d{{0,2}}[A-Z]?(?=[ ,./-]{{1,3}}R\.?T\.?[ .:]{{0,2}}\d)){part.TAIL}",
    re.IGNORECASE,
)
ESTATE = re.compile(
    rf"\b{part.ESTATE}\b\.? ?{_NAME}"
    rf"(?:,? \b{part.BLOCK}|,? ?\b{part.NUMBER}(?!\w| tahun)|,? \b{part.PLOT}){part.TAIL}",
    re.IGNORECASE,
)
BLOCK = re.compile(rf"\b{part.BLOCK}{part.TAIL}", re.IGNORECASE)
# "Jl. Merdeka 45, Sangatta": below 10 it may be the street's own number ("Jalan Pramuka 6").
NAMED_HOUSE = re.compile(
    rf"\b(?i:{part.STREET})\b\.? ?(?P<name>(?:[A-Z][\w'’.-]{{1,30}} ){{1,4}})(?P<number>[1-9]\d{{1,2}}[A-Z]?)"
    r"(?=[,;)\n]|\.(?:\s|$)|$| RT\b| (?:[Kk]el|[Kk]ec|[Kk]ab)\b)"
)
# "Jl. Merdeka 45 Sangatta": what else stands behind the number may be counted ("Jalan Merdeka 45 titik").
PLACED_HOUSE = re.compile(
    rf"\b{part.STREET}\b\.? ?(?P<name>(?:[^\W\d_][\w'’.-]{{1,30}} ){{1,4}})(?P<number>[1-9]\d{{1,2}}[A-Z]?)"
    r"(?= (?P<place>[^\W\d_][\w'’-]+)(?P<more> [^\W\d_][\w'’-]+)?)",
    re.IGNORECASE,
)
# "RT 05 No. 12": the number of a house in a neighbourhood.
NEIGHBOUR = re.compile(rf"\b{part.RTRW}[ ,]{{1,2}}{part.NUMBER}(?!\w| tahun)", re.IGNORECASE)
_NO_HOUSE = frozenset("km kilometer ruas paket segmen tahap pasal lintas trans simpang".split())
# Neither part of a street's name nor a reason why it is none.
_NEUTRAL = frozenset(("rt", "rw", "rumah"))
# Of the places of Indonesia these are something else behind a number.
_NO_PLACE = frozenset("juli unit blok ujung tengah".split())


def addresses(text: str) -> Iterator[tuple[int, int]]:
    """Where addresses stand in a plain text; dates and amounts in it may be crossed out."""
    written = text.lower()
    if _any(written, "jalan", "jl", "gang", "gg", "lorong", "lr"):
        yield from _houses(text)
    if _any(written, *part.ESTATE_WORDS):
        for match in ESTATE.finditer(text):
            if match["plot"] or _is_name(match["kind"], match["name"]):
                yield match.span()
    if "blok" in written:
        for match in BLOCK.finditer(text):
            yield match.span()
    if _any(written, "rt", "r.t"):
        for match in NEIGHBOUR.finditer(text):
            yield match.span()


def _any(text: str, *words: str) -> bool:
    return any(word in text for word in words)


def _houses(text: str) -> Iterator[tuple[int, int]]:
    for match in HOUSE.finditer(text):
        if _is_name(match["kind"], match["name"]):
            yield match.span()
        elif lane := HOUSE.search(text, match.start("name"), match.end()):
            # "Jln Poros Kudungga Gg. Mawar No. 8": the lane within has a name of its own.
            yield lane.span()
    for match in NAMED_HOUSE.finditer(text):
        words = match["name"].lower().split()
        if words[-1] not in _NO_HOUSE and words[0] not in part.NO_NAME:
            yield match.span()
    for match in PLACED_HOUSE.finditer(text):
        is_street = _is_name(match["kind"], match["name"])
        if is_street and _is_place(match["place"], match["more"] or ""):
            yield match.span()


def _is_place(word: str, more: str) -> bool:
    """Whether a region, its seat or a district is called so, by the first word or by both."""
    if word.casefold() in ordinary_words() or word.lower() in _NO_PLACE:
        return False
    return bool(load_regions().named(word) or (more and load_regions().named(word + more)))


def _is_name(kind: str, name: str) -> bool:
    """Whether the words between street and number can be its name: no clause, no road of the state.

    Capitals throughout, or, as people type on their phones, at most three words without any.
    """
    words = [word.strip(".,/-") for word in name.split()]
    words = [word for word in words if word and not any(map(str.isdigit, word))]
    words = [word for word in words if word.lower() not in _NEUTRAL]
    if not words:
        return kind.lower() not in ("jalan", "gang", "lorong")
    if words[0].lower() in part.NO_NAME:
        return False
    small = [word for word in words if word[0].islower()]
    if not small:
        return True
    return len(small) == len(words) <= 3 and not part.NO_NAME.intersection(words)
