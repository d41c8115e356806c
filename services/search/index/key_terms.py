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
from math import log
from pathlib import Path

import numpy as np

from services.search.index.analysis import STOP_WORDS, tokens, words
from services.search.stories.words import background_shares

# Two thirds of what a typical article of 250 words offers is used once and in passing.
MOST_WORDS, MOST_PHRASES = 24, 20
LONGEST_PHRASE = 3
# A pair of words counts at once in the title or the first sentences, elsewhere from its second use on; three
# words always from the second, or every headline would leave a string of its own.
_LEAD_TOKENS = 60
_IN_TITLE, _IN_LEAD = 2.0, 1.0
_SHORTEST_WORD, _LONGEST_WORD = 3, 40

_NOISE_FILE = Path(__file__).with_name("noise_words.txt")
# Verbs and possessives neither begin nor end a phrase: "memperbaiki jalan poros" is about the road.
_NO_NOUN = re.compile(
    r"(?:meny|meng|mem|men)[a-z]{4,}|di[a-z]{3,}(?:kan|i)|[a-z]{3,}nya|ter[a-z]{2,}kan|me[lr][a-z]{4,}(?:kan|i)"
)
_LETTERS = re.compile(r"[^\W\d_]+(?:'[^\W\d_]+)?")
_BLANKS = re.compile(r"[ \t\u00a0]*")

Phrase = tuple[str, ...]


def _noise() -> frozenset[str]:
    lines = _NOISE_FILE.read_text(encoding="utf-8").splitlines()
    return frozenset(word for line in lines if not line.startswith("#") for word in line.split())


NOISE_WORDS: frozenset[str] = _noise()


def key_terms(title: str, text: str, names: Sequence[str] = ()) -> list[str]:
    """Up to 24 words and 20 phrases of two or three words, folded, sorted.

    Function words, figures, single letters, the words of reported speech and of dates, and `names` (of the
    outlet, of the author) are no terms and end a phrase, as every mark does.
    """
    unwanted = {tuple(words(name)) for name in names} - {()}
    title_runs, text_runs = _runs(title, unwanted), _runs(text, unwanted)
    counts: Counter[Phrase] = Counter()
    lead: set[Phrase] = set()
    read = 0
    for run in (*title_runs, *text_runs):
        found = list(_phrases(run))
        counts.update(found)
        if read < _LEAD_TOKENS:
            lead.update(found)
        read += len(run)
    in_title = {phrase for run in title_runs for phrase in _phrases(run)}

    def weight(phrase: Phrase) -> float:
        emphasis = counts[phrase] + _IN_TITLE * (phrase in in_title) + _IN_LEAD * (phrase in lead)
        return emphasis * sum(map(_rarity, phrase)) / len(phrase)

    by_weight = sorted(counts, key=lambda phrase: (-weight(phrase), phrase))
    single = [phrase for phrase in by_weight if len(phrase) == 1]
    several = [
        phrase
        for phrase in by_weight
        if (counts[phrase] > 1 and len(phrase) > 1)
        or (len(phrase) == 2 and (phrase in in_title or phrase in lead))
    ]
    return sorted(" ".join(phrase) for phrase in (*single[:MOST_WORDS], *several[:MOST_PHRASES]))


def _runs(text: str, unwanted: set[Phrase]) -> list[list[str]]:
    """Stretches of content words with nothing but blanks between them."""
    found = tokens(text)
    forms = [token.form for token in found]
    dropped = {
        place
        for name in unwanted
        for start in range(len(forms) - len(name) + 1)
        if tuple(forms[start : start + len(name)]) == name
        for place in range(start, start + len(name))
    }
    runs: list[list[str]] = [[]]
    end = 0
    for place, token in enumerate(found):
        if not _BLANKS.fullmatch(text, end, token.start):
            runs.append([])
        end = token.end
        if place not in dropped and _is_content(token.form):
            runs[-1].append(token.form)
        else:
            runs.append([])
    return [run for run in runs if run]


def _is_content(form: str) -> bool:
    return (
        _SHORTEST_WORD <= len(form) <= _LONGEST_WORD
        and form not in STOP_WORDS
        and form not in NOISE_WORDS
        and _LETTERS.fullmatch(form) is not None
    )


def _phrases(run: Sequence[str]) -> Iterator[Phrase]:
    """Every word of a run, and every stretch of two or three different words that may be a noun phrase."""
    for start, first in enumerate(run):
        yield (first,)
        if _NO_NOUN.fullmatch(first):
            continue
        for end in range(start + 2, min(start + LONGEST_PHRASE, len(run)) + 1):
            phrase = tuple(run[start:end])
            if len(set(phrase)) == len(phrase) and not _NO_NOUN.fullmatch(phrase[-1]):
                yield phrase


@lru_cache(maxsize=50_000)
def _rarity(word: str) -> float:
    """Inverse document frequency of a word in local news at large; above 0, and at most 5.8."""
    [share] = background_shares(np.array([zlib.crc32(word.encode())], dtype=np.uint32))
    return -log(min(float(share), 0.9))
