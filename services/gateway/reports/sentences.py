"""Cuts a text into sentences, well enough to quote one: a title or an initial ends none."""

from __future__ import annotations

import re
from collections.abc import Iterator

# Written with a full stop in the middle of sentences: streets, titles, kinds of places, numbers.
_ABBREVIATIONS = frozenset(
    "jl jln no nomor dr drs dra ir h hj kh prof ust kab kec kel ds rt rw km tgl s st sh se mm mh msi pd "
    "sos kom ak tn ny sdr sdri bpk a.n a.l dll dsb dst yth ps psl hlm rp "
    "jan feb mar apr jun jul agu agt sep okt nov nop des".split()
)
_END = re.compile(r"[.!?…]+[\"”’)]*\s+(?=[\"“‘(]?[A-Z0-9À-Þ])")


def sentences(text: str) -> list[str]:
    """The sentences of a text in order, blanks made single."""
    return [sentence for paragraph in text.split("\n") for sentence in _of_line(" ".join(paragraph.split()))]


def _of_line(line: str) -> Iterator[str]:
    start = 0
    for end in _END.finditer(line):
        if _is_abbreviation(line[start : end.start() + 1]) and line[end.start()] == ".":
            continue
        yield line[start : end.end()].strip()
        start = end.end()
    rest = line[start:].strip()
    if rest:
        yield rest


def _is_abbreviation(so_far: str) -> bool:
    word = so_far.rstrip(".").rsplit(" ", 1)[-1].strip('("“').casefold()
    return (len(word) == 1 and word.isalpha()) or word in _ABBREVIATIONS
