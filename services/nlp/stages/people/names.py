"""Finds the spans of a sentence that are people's names, by their shape and by the words beside them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from services.nlp.stages.people.lexicon import INTRODUCING, REPORTING, ROLE_HEADS, SAYING, TITLES, words
from services.nlp.stages.people.parts import PLACE_CUES, behind_region, name_runs, part_of_name, stretch
from services.nlp.stages.people.tokens import SHORTENED, Token
from shared.regions import load_regions

_SAYING = words(SAYING)
_REPORTING = words(REPORTING)
_COMPANIES = words("pt cv ud universitas institut yayasan koperasi bank komunitas klub fc masjid pesantren")
_VERB = re.compile(
    r"^(?:me[a-z]{4,}|ber[a-z]{3,}|di[a-z]{4,}|ter[a-z]{3,}|sudah|sedang|akan|harus|tidak|hanya|kini|"
    r"masih|juga|sempat|mau)$"
)


@dataclass(frozen=True)
class Span:
    """A name: its tokens `first` to `last` (inclusive) and the name without titles and degrees."""

    first: int
    last: int
    name: str
    strong: bool


def _says_before(tokens: list[Token], first: int) -> bool:
    while first > 1 and tokens[first - 1].plain in TITLES:
        first -= 1
    return first > 0 and tokens[first - 1].plain in _SAYING | {"menurut"}


def _says_after(tokens: list[Token], last: int) -> bool:
    return last + 1 < len(tokens) and tokens[last + 1].text in _REPORTING


def _aged(tokens: list[Token], last: int) -> bool:
    rest = [token.text for token in tokens[last + 1 : last + 4]]
    return len(rest) >= 2 and rest[0] in {"(", ","} and rest[1].isdigit() and len(rest[1]) <= 2


def _appositive(tokens: list[Token], first: int, last: int) -> bool:
    """Whether commas set the name off behind an office: "Kepala Dinas Sosial, Ruqoyah, …"."""
    if first < 2 or tokens[first - 1].text != ",":
        return False
    after = tokens[last + 1].text if last + 1 < len(tokens) else ""
    clause = []
    for token in reversed(tokens[max(0, first - 16) : first - 1]):
        if token.text in {",", ".", ":", ";", '"', "”", "“"}:
            break
        clause.append(token.plain)
    return after in {",", "(", "."} and any(word in ROLE_HEADS for word in clause)


def _introduced(tokens: list[Token], first: int) -> bool:
    before = [token.plain for token in tokens[max(0, first - 3) : first]]
    if not before:
        return False
    return (
        before[-1]
        in INTRODUCING
        | {"bernama", "oleh", "inisial", "berinisial", "namanya", "abdi", "ulun", "ambo", "kulo"}
        or before[-2:] in (["nama", "saya"], ["oleh", ":"], ["disapa", "pak"])
        or (before[-1] in {"saya", "aku"} and first <= 6)
    )


def _place_before(tokens: list[Token], first: int, says: bool) -> bool:
    """Whether the word before makes it a place. One that says something is none, unless it is a company."""
    if first == 0:
        return False
    before = tokens[first - 1].plain
    return before in _COMPANIES or (before in PLACE_CUES and not says)


def _acts(tokens: list[Token], first: int, last: int) -> bool:
    """Whether the name opens a sentence and does something: "Wagiman mencabut segenggam batang padi"."""
    if first == last or (first > 0 and tokens[first - 1].text not in {'"', "“", "—", "–"}):
        return False
    after = tokens[last + 1].text if last + 1 < len(tokens) else ""
    return bool(_VERB.match(after))


def _signs(tokens: list[Token], first: int, last: int) -> bool:
    """Whether the sentence is a signature: nothing but the name, perhaps with a place or an office."""
    short = len(tokens) <= (8 if last > first else 3)
    return short and all(t.text in {"—", "–", "-", "("} for t in tokens[:first])


def find_names(tokens: list[Token], closing: bool = False) -> Iterator[Span]:
    """The names of a sentence. `strong` ones stand beside a verb of saying, an age or a title.

    `closing` says that the sentence is a paragraph of its own at the end of the text, where letters are
    signed.
    """
    for start, last in name_runs(tokens):
        first = start
        while first < last and tokens[first].plain in TITLES:
            first += 1
        first = behind_region(tokens, first, last)
        sure = any(part_of_name(tokens, index) == "name" for index in range(first, last + 1))
        first, last = stretch(tokens, first, last)
        says = _says_after(tokens, last)
        if _place_before(tokens, first, says) or last - first > 4:
            continue
        introduced = _introduced(tokens, first) or _says_before(tokens, first)
        appositive = _appositive(tokens, first, last)
        if tokens[last].plain in SHORTENED:
            continue
        if not sure and not ((introduced or appositive) and len(tokens[first].text) > 2):
            continue
        if first > 0 and (tokens[first - 1].text, tokens[first].text) == ("Anak", "Agung"):
            # A Balinese rank, not somebody's child.
            first -= 1
        name = " ".join(token.text for token in tokens[first : last + 1])
        if not (introduced or says or _aged(tokens, last)) and load_regions().named(name):
            continue
        strong = (
            introduced
            or appositive
            or says
            or _aged(tokens, last)
            or _acts(tokens, first, last)
            or (closing and _signs(tokens, first, last))
        )
        yield Span(first, last, name, strong)
