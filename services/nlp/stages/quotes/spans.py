"""Finds what stands between quotation marks and decides whether somebody said it or it is a mere phrase."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from services.nlp.stages.people.lexicon import REPORTING, SAYING

_PAIR = re.compile(r"\"([^\"]+)\"|“([^”]+)”|«([^»]+)»")
_SAYING = "|".join(SAYING.split())
_REPORTING = "|".join(REPORTING.split())
# "…," kata Budi   "…," ujarnya   "…," begitu kata Siti
CUE_AFTER = re.compile(
    rf"^[\s,.]*(?:begitu |demikian |lanjut |sambil )?(?P<verb>{_SAYING}|{_REPORTING}|bilang)(?P<own>nya)?\b"
)
# Budi mengatakan, "…"   Pesannya: "…"   Ia menambahkan "…"
CUE_BEFORE = re.compile(
    rf"(?:\b(?:{_REPORTING}|{_SAYING}|berkata|bilang|menjawab|berujar|dijawab|berseru|berteriak|"
    rf"tertulis)(?:nya)?\b[^.\"“]{{0,40}}[,:]?|:)\s*$"
)
# Shorter than this and without a verb of saying it is a phrase: "berkas kurang lengkap".
_WORDS_OF_SPEECH = 4


@dataclass(frozen=True)
class Quoted:
    """Words between quotation marks; `start` and `end` are the places of the marks in the sentence."""

    text: str
    start: int
    end: int
    cue_after: re.Match[str] | None
    cue_before: bool


def quoted_spans(sentence: str) -> list[tuple[int, int]]:
    """The places of everything between quotation marks."""
    return [match.span() for match in _PAIR.finditer(sentence)]


def find_quoted(sentence: str) -> Iterator[Quoted]:
    """The speech of one sentence, phrases and titles left out."""
    for match in _PAIR.finditer(sentence):
        text = next(group for group in match.groups() if group is not None).strip()
        before, after = sentence[: match.start()], sentence[match.end() :]
        cue_after = CUE_AFTER.match(after)
        cue_before = bool(CUE_BEFORE.search(before))
        words = len(text.split())
        closed = text[-1:] in {".", ",", "!", "?", "…"}
        opens = text[:1].isupper() and (
            not before.strip() or before.rstrip()[-1:] in {".", ",", ":", "!", "?", "”", '"'}
        )
        phrase = words < _WORDS_OF_SPEECH and not (closed and (cue_after or cue_before))
        if phrase or not (cue_after or (cue_before and (opens or closed)) or (closed and opens)):
            continue
        yield Quoted(text.rstrip(","), match.start(), match.end(), cue_after, cue_before)
