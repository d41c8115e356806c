"""Whether a text takes over words of another: shared runs of words, quotes and figures that were kept."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cached_property

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
# Some 1,800 words: longer than any news but a transcript. A longer text is compared by its beginning.
LONGEST_COMPARED = 12_000


class Text:
    """A text to compare with many others: its words, runs and figures are found once, when first wanted."""

    def __init__(self, written: str) -> None:
        self.written = written

    @cached_property
    def words(self) -> list[str]:
        """Its words."""
        return words(self.written[:LONGEST_COMPARED])

    @cached_property
    def plain(self) -> str:
        """Its words with blanks between and around them."""
        return f" {' '.join(self.words)} "

    @cached_property
    def runs(self) -> frozenset[int]:
        """Its runs of RUN words."""
        return _runs(self.words, RUN)

    @cached_property
    def quote_runs(self) -> frozenset[int]:
        """Its runs of QUOTE_RUN words."""
        return _runs(self.words, QUOTE_RUN)

    @cached_property
    def figures(self) -> dict[tuple[str, str], str]:
        """Its figures."""
        return figures(self.written[:LONGEST_COMPARED])


def words(text: str) -> list[str]:
    """The words of a text in lower case, without marks between them."""
    return _WORD.findall(text.casefold())


def share_taken(origin: str | Text, text: str | Text) -> float:
    """Which part of the five-word runs of `origin` stand in `text`: 0 to 1."""
    return _share(_text(origin).runs, _text(text).runs)


def says(text: str | Text, passage: str | Text, least: float = 0.6) -> bool:
    """Whether a text has a quote or sentence, small changes allowed: `least` of its three-word runs.

    Passages of fewer than four words are found word for word only: three words stand in any text.
    """
    text, passage = _text(text), _text(passage)
    if len(passage.words) < QUOTE_RUN + 1:
        return bool(passage.words) and passage.plain in text.plain
    return _share(passage.quote_runs, text.quote_runs) >= least


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


def kept_figures(origin: str | Text, text: str | Text) -> list[str]:
    """The figures of `origin` that `text` has too, as `origin` writes them."""
    there = _text(text).figures
    return [written for key, written in _text(origin).figures.items() if key in there]


def kept_quotes(quotes: Iterable[Text], text: Text) -> list[str]:
    """Those of the quotes that a text has, each once."""
    kept = (quote.written for quote in quotes if len(quote.words) > QUOTE_RUN and says(text, quote))
    return list(dict.fromkeys(kept))


def _text(text: str | Text) -> Text:
    return text if isinstance(text, Text) else Text(text)


def _runs(found: list[str], length: int) -> frozenset[int]:
    """All runs of `length` words, as their hashes: a third of the memory. A shorter text is one run."""
    if not found:
        return frozenset()
    starts = range(max(1, len(found) - length + 1))
    return frozenset(hash(tuple(found[start : start + length])) for start in starts)


def _share(wanted: frozenset[int], there: frozenset[int]) -> float:
    return len(wanted & there) / len(wanted) if wanted else 0.0
