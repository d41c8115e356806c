"""The key terms of an article: the words and phrases that significant terms are counted over.

Of every article the weightiest content words and phrases are indexed, as people write them. So a term's count
is the number of articles that are in good part about it, not of those in which it merely occurs; that keeps
the index small and the counts free of asides.
"""

from __future__ import annotations

import re
import zlib
from collections import Counter
from collections.abc import Iterator, Sequence
from functools import lru_cache
from itertools import chain
from math import log
from pathlib import Path

import numpy as np

from services.search.index.analysis import STOP_WORDS, fold
from services.search.stories.words import background_shares

# Two thirds of what a typical article of 250 words offers is used once and in passing.
MOST_WORDS, MOST_PHRASES = 24, 20
# A pair of words counts at once in the title or the first sentences, elsewhere from its second use on; three
# words always from the second, or every headline would leave a string of its own.
_LEAD_WORDS = 60
_IN_TITLE, _IN_LEAD = 2.0, 1.0
_SHORTEST_WORD, _LONGEST_WORD = 3, 40
# The words of a month's news; an entry takes some 150 bytes.
_REMEMBERED = 50_000

_NOISE_FILE = Path(__file__).with_name("noise_words.txt")
_LETTERS = re.compile(r"[^\W\d_]+(?:'[^\W\d_]+)?")
# Addresses of pages, mail and accounts, dates and sums: signs in the middle of what has no blanks.
_ADDRESS = re.compile(r"[^\W_][.@/:_]\w|@\w")
_BLANKLESS = re.compile(r"\S+")
# Whatever is neither word nor blank ends a phrase, as does a new line.
_MARKS = re.compile(r"[^\w \t\u00a0'’]+")
# Soft hyphens, and joiners without width.
_INVISIBLE = dict.fromkeys((0xAD, 0x200B, 0x200C, 0x200D, 0xFEFF))
# Verbs and possessives neither begin nor end a phrase: "memperbaiki jalan poros" is about the road.
_NO_NOUN = re.compile(
    r"(?:meny|meng|mem|men)[a-z]{4,}|di[a-z]{3,}(?:kan|i)|[a-z]{3,}nya|ter[a-z]{2,}kan|me[lr][a-z]{4,}(?:kan|i)"
)

Phrase = tuple[str, ...]


def _noise() -> frozenset[str]:
    lines = _NOISE_FILE.read_text(encoding="utf-8").splitlines()
    return frozenset(word for line in lines if not line.startswith("#") for word in line.split())


NOISE_WORDS: frozenset[str] = _noise()


def key_terms(title: str, text: str, names: Sequence[str] = ()) -> list[str]:
    """Up to 24 words and 20 phrases of two or three words, folded, sorted.

    Function words, figures, single letters, addresses, the words of reported speech and of dates, and `names`
    (of the outlet, of the author) are no terms and end a phrase, as every mark does.
    """
    own = {" ".join(_MARKS.sub(" ", name.lower()).split()) for name in names} - {""}
    title_runs = list(_runs(title, own))
    runs = [*title_runs, *_runs(text, own)]
    counts = Counter(chain.from_iterable(runs))
    of_runs = [list(_phrases(run)) for run in runs]
    phrases = Counter(chain.from_iterable(of_runs))
    lead = _lead(runs)
    in_title, in_lead = set(chain.from_iterable(title_runs)), set(chain.from_iterable(runs[:lead]))
    phrases_in_title = set(chain.from_iterable(of_runs[: len(title_runs)]))
    phrases_in_lead = set(chain.from_iterable(of_runs[:lead]))
    words = {
        word: (count + _IN_TITLE * (word in in_title) + _IN_LEAD * (word in in_lead)) * _rarity(word)
        for word, count in counts.items()
    }
    several = {
        phrase: (count + _IN_TITLE * (phrase in phrases_in_title) + _IN_LEAD * (phrase in phrases_in_lead))
        * (sum(map(_rarity, phrase)) / len(phrase))
        for phrase, count in phrases.items()
        if count > 1 or (len(phrase) == 2 and (phrase in phrases_in_lead or phrase in phrases_in_title))
    }
    chosen = sorted(words, key=lambda word: (-words[word], word))[:MOST_WORDS]
    chosen += map(" ".join, sorted(several, key=lambda phrase: (-several[phrase], phrase))[:MOST_PHRASES])
    return sorted(chosen)


def _runs(text: str, own: set[str]) -> Iterator[list[str]]:
    """Stretches of content words with nothing but blanks between them."""
    lowered = text.translate(_INVISIBLE).lower()
    if _ADDRESS.search(lowered):
        lowered = _BLANKLESS.sub(_without_address, lowered)
    for name in own:
        if " " in name:
            lowered = lowered.replace(name, ".")
    for piece in _MARKS.split(lowered):
        run: list[str] = []
        for written in piece.split():
            # What is far too long is not even remembered.
            word = _content_word(written) if len(written) <= 2 * _LONGEST_WORD else ""
            if word and word not in own:
                run.append(word)
            elif run:
                yield run
                run = []
        if run:
            yield run


def _without_address(found: re.Match[str]) -> str:
    return "." if _ADDRESS.search(found.group()) else found.group()


@lru_cache(maxsize=_REMEMBERED)
def _content_word(written: str) -> str:
    """The folded word; empty when it is none that a term is made of."""
    word = fold(written).strip("'")
    if not _SHORTEST_WORD <= len(word) <= _LONGEST_WORD or word in STOP_WORDS or word in NOISE_WORDS:
        return ""
    return word if _LETTERS.fullmatch(word) else ""


def _phrases(run: Sequence[str]) -> Iterator[Phrase]:
    """Every stretch of two or three different words that may be a noun phrase."""
    for start in range(len(run) - 1):
        first, second = run[start], run[start + 1]
        if first == second or not _is_noun(first):
            continue
        if _is_noun(second):
            yield first, second
        if start + 2 < len(run):
            third = run[start + 2]
            if third not in (first, second) and _is_noun(third):
                yield first, second, third


def _lead(runs: Sequence[list[str]]) -> int:
    """How many runs from the title on make about sixty content words."""
    read = 0
    for number, run in enumerate(runs):
        if read >= _LEAD_WORDS:
            return number
        read += len(run)
    return len(runs)


@lru_cache(maxsize=_REMEMBERED)
def _is_noun(word: str) -> bool:
    return not _NO_NOUN.fullmatch(word)


@lru_cache(maxsize=_REMEMBERED)
def _rarity(word: str) -> float:
    """Inverse document frequency of a word in local news at large; above 0, and at most 5.8."""
    [share] = background_shares(np.array([zlib.crc32(word.encode())], dtype=np.uint32))
    return -log(min(float(share), 0.9))
