"""Whether a text takes over words of another: shared runs of words, quotes and figures that were kept."""

from __future__ import annotations

import re
from collections.abc import Iterable

_WORD = re.compile(r"\w+(?:[.,]\w+)*")
# A number with what it counts or measures; a currency or a per cent sign belongs to the number.
_FIGURE = re.compile(r"(?:rp\s?)?(\d+(?:[.,]\d+)*)\s*(%|[^\W\d_]{2,})", re.IGNORECASE)
# A count is written with its dot: 2.026 rumah.
_YEAR = re.compile(r"(?:19|20)\d\d")
_MONTHS = frozenset(
    "januari februari maret april mei juni juli agustus september oktober november desember "
    "jan feb mar apr jun jul agu agt ags sep okt nov des wib wita wit".split()
)
# Words that join a number to nothing: "2026 dan", "12 yang".
_EMPTY = frozenset("dan yang di ke dari pada untuk dengan atau ini itu tersebut serta hingga sampai".split())
# Runs of this many words are seldom the same by chance; the search service judges copies by the same length.
RUN = 5
# In a quote, which is short and is often cut at both ends.
QUOTE_RUN = 3


def words(text: str) -> list[str]:
    """The words of a text in lower case, without marks between them."""
    return _WORD.findall(text.casefold())


def runs(text: str, length: int = RUN) -> frozenset[tuple[str, ...]]:
    """All runs of `length` words; a shorter text is one run."""
    found = words(text)
    if not found:
        return frozenset()
    return frozenset(tuple(found[start : start + length]) for start in range(max(1, len(found) - length + 1)))


def share_taken(origin: str, text: str, length: int = RUN) -> float:
    """Which part of the runs of `origin` stand in `text`: 0 to 1."""
    wanted = runs(origin, length)
    return len(wanted & runs(text, length)) / len(wanted) if wanted else 0.0


def says(text: str, passage: str, least: float = 0.6) -> bool:
    """Whether a text has a quote or sentence, small changes allowed: `least` of its three-word runs.

    Passages of fewer than four words are found word for word only: three words stand in any text.
    """
    found = words(passage)
    if len(found) < QUOTE_RUN + 1:
        return bool(found) and f" {' '.join(found)} " in f" {' '.join(words(text))} "
    return share_taken(passage, text, QUOTE_RUN) >= least


def stands_in(text: str, passage: str) -> bool:
    """Whether a text has these very words one after the other, marks and blanks aside."""
    wanted = " ".join(words(passage))
    return bool(wanted) and f" {wanted} " in f" {' '.join(words(text))} "


def figures(text: str) -> dict[tuple[str, str], str]:
    """What is counted or measured in a text: (number, unit) → as it is written; dates and hours left out."""
    found: dict[tuple[str, str], str] = {}
    for match in _FIGURE.finditer(text):
        number, unit = match.group(1), match.group(2).casefold()
        if unit in _MONTHS or unit in _EMPTY or _YEAR.fullmatch(number):
            continue
        found.setdefault((number, unit), " ".join(match.group().split()))
    return found


def kept_figures(origin: str, text: str) -> list[str]:
    """The figures of `origin` that `text` has too, as `origin` writes them."""
    there = figures(text)
    return [written for key, written in figures(origin).items() if key in there]


def kept_quotes(quotes: Iterable[str], text: str) -> list[str]:
    """Those of the quotes that a text has, each once."""
    return list(
        dict.fromkeys(quote for quote in quotes if len(words(quote)) > QUOTE_RUN and says(text, quote))
    )
