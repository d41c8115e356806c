"""How text becomes search terms: the Indonesian analysis, done here for both adapters.

Words follow the word borders of Unicode (UAX 29) for text in letters and digits; what is neither, emoji among
it, stands between words and takes no place. They are lower-cased and stripped of accents and of invisible
characters. Stems are those of the Snowball stemmer for Indonesian, which is PyStemmer's here and the
`snowball` token filter's in Elasticsearch: one algorithm, the same stems.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence
from functools import lru_cache
from pathlib import Path
from typing import NamedTuple

import Stemmer

# Letters, digits and underscore, but no raised, lowered, circled or broken figures (², ½): no words.
_CHARACTER = r"[^\W\u00b2\u00b3\u00b9\u02bc\u00bc-\u00be\u2070-\u209f\u2150-\u215f\u2460-\u249b\u3200-\u33ff]"
# Accents written apart from their letter, and invisible characters within words: soft hyphens, joiners, marks
# of direction.
_WITHIN = r"[\u0300-\u036f\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2064\ufe0e\ufe0f\ufeff]"
# A run of them; a point or apostrophe joins two letters ("kaltim.go.id", "jum'at"), a point or comma two
# digits ("64.08", "1.500,50"), a colon two letters.
_RUN = rf"{_CHARACTER}+(?:{_WITHIN}+{_CHARACTER}*)*"
_TOKEN = re.compile(rf"{_RUN}(?:(?:(?<=[^\W\d_])[.'’‘ʼ:·](?=[^\W\d_])|(?<=\d)[.,;'’](?=\d)){_RUN})*")
# Letters that have no accent to strip and still an ASCII form.
_LETTERS = str.maketrans(
    {
        **dict.fromkeys("’‘ʼ", "'"),
        "ß": "ss", "æ": "ae", "œ": "oe", "ø": "o", "đ": "d", "ð": "d", "ł": "l", "þ": "th", "ı": "i",
    }
)  # fmt: skip
_JOINERS = frozenset("_.,:;'·")
# Longer ones are no words but codes and addresses; far below the 255 units at which Lucene cuts.
_LONGEST_WORD = 100
_ASCII = bytes(range(128))
# Letters and figures that folding changes beyond their case, and what is invisible within words.
_FOLDED = re.compile(rf"\w|{_WITHIN}")
_STOP_FILE = Path(__file__).with_name("stopwords.txt")


class Token(NamedTuple):
    """A word of a text: its folded form and where it stands, in characters."""

    form: str
    start: int
    end: int


def _read_stop_words() -> frozenset[str]:
    lines = _STOP_FILE.read_text(encoding="utf-8").splitlines()
    return frozenset(word for line in lines if not line.startswith("#") for word in line.split())


STOP_WORDS: frozenset[str] = _read_stop_words()


def fold(text: str) -> str:
    """A word in plain lower-case letters: "Naïve" and "naive" are one. At most 100 characters are kept."""
    lowered = text.lower()
    if lowered.isascii():
        return lowered[:_LONGEST_WORD]
    decomposed = unicodedata.normalize("NFKD", lowered).lower().translate(_LETTERS)
    return "".join(character for character in decomposed if character.isalnum() or character in _JOINERS)[
        :_LONGEST_WORD
    ]


def tokens(text: str, start: int = 0) -> Iterator[Token]:
    """The words of a text from a place on that is in no word; stop words among them."""
    return (
        Token(form, match.start(), match.end())
        for match in _TOKEN.finditer(text, start)
        if (form := fold(match.group()))
    )


def words(text: str) -> list[str]:
    """The folded, unstemmed words of a text: what exact phrases are made of."""
    return [form for found in _TOKEN.findall(text) if (form := fold(found))]


def is_folded_by_case_alone(text: str) -> bool:
    """Whether a folded word of letters and figures stands in the text in lower case as it is."""
    # Looking at the few characters beyond ASCII alone takes a tenth of the time.
    others = text.encode(errors="surrogatepass").translate(None, _ASCII).decode(errors="surrogatepass")
    return _FOLDED.search(others) is None


@lru_cache(maxsize=50_000)  # about the vocabulary of a month's news; an entry takes some 150 bytes
def stem(word: str) -> str:
    """The stem of a folded word: "pembangunan" and "membangun" give "bangun"."""
    # A Stemmer object must not be used by two threads at once; making one costs a microsecond.
    return str(Stemmer.Stemmer("indonesian", 0).stemWord(word))


def stems(text: str) -> list[str]:
    """The stemmed words of a text without stop words: what plain words are searched in."""
    return stemmed(words(text))


def stemmed(forms: Sequence[str]) -> list[str]:
    """The stems of folded words, stop words left out."""
    return [stem(form) for form in forms if form not in STOP_WORDS]
