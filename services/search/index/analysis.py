"""How text becomes search terms: the Indonesian analysis that both adapters share.

Tokens follow the word borders of Unicode (UAX 29) as Elasticsearch's standard tokenizer draws them for
Indonesian text; they are lower-cased and stripped of accents. Stems are those of the Snowball stemmer for
Indonesian, which is PyStemmer's here and the `snowball` token filter's there: one algorithm, the same stems.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

import Stemmer

# Letters, digits and underscore, but no raised, lowered, circled or broken figures (², ½): no words.
_CHARACTER = r"[^\W\u00b2\u00b3\u00b9\u00bc-\u00be\u2070-\u209f\u2150-\u215f\u2460-\u249b]"
# A run of them; a point or apostrophe joins two letters ("kaltim.go.id", "jum'at"), a point or comma two
# digits ("64.08", "1.500,50"), a colon two letters.
_TOKEN = re.compile(
    rf"{_CHARACTER}+(?:(?:(?<=[^\W\d_])[.'’:·](?=[^\W\d_])|(?<=\d)[.,;'’](?=\d)){_CHARACTER}+)*"
)
# Letters that have no accent to strip and still an ASCII form.
_LETTERS = str.maketrans(
    {"’": "'", "ß": "ss", "æ": "ae", "œ": "oe", "ø": "o", "đ": "d", "ð": "d", "ł": "l", "þ": "th"}
)
_STOP_FILE = Path(__file__).with_name("stopwords.txt")


@dataclass(frozen=True)
class Token:
    """A word of a text: its folded form and where it stands, in characters."""

    form: str
    start: int
    end: int


def _read_stop_words() -> frozenset[str]:
    lines = _STOP_FILE.read_text(encoding="utf-8").splitlines()
    return frozenset(word for line in lines if not line.startswith("#") for word in line.split())


STOP_WORDS: frozenset[str] = _read_stop_words()


def fold(text: str) -> str:
    """Lower case without accents: "Naïve" and "naive" are one word."""
    lowered = text.lower()
    if lowered.isascii():
        return lowered
    decomposed = unicodedata.normalize("NFKD", lowered.translate(_LETTERS))
    return "".join(character for character in decomposed if not unicodedata.combining(character))


def tokens(text: str) -> list[Token]:
    """All words of a text in order, stop words among them."""
    return [Token(fold(found.group()), found.start(), found.end()) for found in _TOKEN.finditer(text)]


def words(text: str) -> list[str]:
    """The folded, unstemmed words of a text: what exact phrases are made of."""
    return [fold(found) for found in _TOKEN.findall(text)]


@lru_cache(maxsize=50_000)  # about the vocabulary of a month's news; an entry takes some 150 bytes
def stem(word: str) -> str:
    """The stem of a folded word: "pembangunan" and "membangun" give "bangun"."""
    # A Stemmer object must not be used by two threads at once; making one costs a microsecond.
    return str(Stemmer.Stemmer("indonesian", 0).stemWord(word))


def stems(text: str) -> list[str]:
    """The stemmed words of a text without stop words: what plain words are searched in."""
    return [stem(word) for word in words(text) if word not in STOP_WORDS]
