"""Words and marks of a sentence, and what stands beside a name."""

from __future__ import annotations

import re
from dataclasses import dataclass

_TOKEN = re.compile(r"[^\W_]+(?:['’][^\W_]+)*|[^\w\s]")
# So many tokens before a name are looked at: "Kepala Dinas Pekerjaan Umum dan Penataan Ruang (PUPR) Kota …".
_REACH = 14
# A sentence of capitals: most letters are, and there are enough words for it to be no abbreviation.
_SHOUTED = 0.8
_SHOUTED_WORDS = 3


@dataclass(frozen=True, slots=True)
class Token:
    """A word or one mark, with its place in the sentence."""

    text: str
    start: int
    end: int

    @property
    def is_word(self) -> bool:
        """Whether it is a word or a number rather than a mark."""
        return self.text[0].isalnum()


def tokenize(text: str) -> list[Token]:
    """Words (with their inner apostrophes) and single marks, left to right."""
    return [Token(match.group(), match.start(), match.end()) for match in _TOKEN.finditer(text)]


def words_before(tokens: list[Token], first: int) -> list[str]:
    """The words that lead up to a name, back to the last mark; an abbreviation in brackets counts as one.

    "Badan Penanggulangan Bencana Daerah (BPBD) Kota |Bandung" gives all seven words.
    """
    words: list[str] = []
    stop = max(0, first - _REACH)
    position = first - 1
    while position >= stop:
        token = tokens[position]
        if token.text == ")" and position >= 2 and tokens[position - 2].text == "(":
            words.append(tokens[position - 1].text)
            position -= 3
            continue
        if token.text not in {".", "-", "&", "/"}:
            if not token.is_word:
                break
            words.append(token.text)
        position -= 1
    return words[::-1]


def inside_name(tokens: list[Token], first: int, last: int, cued: bool) -> bool:
    """Whether a capitalised word stands directly beside the name: "Bima Arya", "Masjid Agung Demak"."""
    before = tokens[first - 1].text if first > 1 else ""
    after = tokens[last + 1].text if last + 1 < len(tokens) else ""
    followed = after[:1].isupper() and after.lower() != "raya"
    return followed or (not cued and before[:1].isupper() and not before.isupper())


def is_shouted(text: str) -> bool:
    """Whether a sentence is written in capitals throughout, so that capitals tell nothing."""
    capitals, small = sum(map(str.isupper, text)), sum(map(str.islower, text))
    return capitals >= _SHOUTED * max(1, capitals + small) and text.count(" ") >= _SHOUTED_WORDS - 1
