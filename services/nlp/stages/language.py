"""Tells the language of a text by the share of its words that are typical of each language."""

from __future__ import annotations

import csv
import re
from collections import Counter, defaultdict
from functools import lru_cache
from importlib.resources import files

from services.nlp.stages.words import is_common

_WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)?")
# A language is told apart by 60 words or fewer; more only costs time.
_WORDS_READ = 400
_FEWEST_WORDS = 4
# Of 100 words of running text, at least this many are typical of its language in all our samples.
_LEAST_SHARE = 0.03
# Two stray words ("wan", "jo") do not make a language where most of the text is the vocabulary of our news.
_SURE = 3
_MOSTLY = 0.5
UNKNOWN = "und"


@lru_cache(maxsize=1)
def _typical() -> dict[str, tuple[str, ...]]:
    """Word → languages; from NusaX, NusaWrites and Indonesian news by log-odds, Malay by hand."""
    text = files("services.nlp.stages").joinpath("data", "language_words.csv").read_text(encoding="utf-8")
    found: dict[str, list[str]] = defaultdict(list)
    for word, language in list(csv.reader(text.splitlines()))[1:]:
        found[word].append(language)
    return {word: tuple(languages) for word, languages in found.items()}


def identify_language(text: str) -> str:
    """ISO 639 code (id, jv, su, mad, min, ace, ban, bjn, bug, bbc, mak, ms, en), else `und`."""
    words = [match.group().lower() for match in _WORD.finditer(text)][:_WORDS_READ]
    if len(words) < _FEWEST_WORDS:
        return UNKNOWN
    typical = _typical()
    counts: Counter[str] = Counter()
    for word in words:
        counts.update(typical.get(word, ()))
    language, count = counts.most_common(1)[0] if counts else (UNKNOWN, 0)
    if count < _SURE and sum(map(is_common, words)) >= _MOSTLY * len(words):
        return "id"
    return language if count / len(words) >= _LEAST_SHARE else UNKNOWN
