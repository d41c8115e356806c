"""Decides which words between quotation marks somebody said; titles, slogans and phrases are left out."""

from __future__ import annotations

import re
from dataclasses import dataclass

from services.nlp.stages.marks import Marked
from services.nlp.stages.quotes.cues import CUE_AFTER, CUE_BEFORE, SPOKEN, TITLED
from services.nlp.stages.quotes.paragraph import Paragraph

# Shorter than this and without a verb of saying it is a phrase: "berkas kurang lengkap".
_WORDS_OF_SPEECH = 4
_SHORTEST = 2
# A cue stands this near to its words.
_NEAR = 140


@dataclass(frozen=True)
class Spoken:
    """Words somebody said between marks, with the cue that shows it.

    `earlier` and `following` are where the speech before ends and the speech behind begins.
    """

    marked: Marked
    cue_after: re.Match[str] | None
    cue_before: re.Match[str] | None
    earlier: int
    following: int

    @property
    def text(self) -> str:
        """The words as written, without the comma before the cue."""
        return self.marked.text.rstrip(",").rstrip()


def find_spoken(paragraph: Paragraph) -> list[Spoken]:
    """The direct speech of a paragraph, in order."""
    found: list[Spoken] = []
    end_before = 0
    starts = [*(marked.start for marked in paragraph.marked[1:]), len(paragraph.text)]
    for marked, following in zip(paragraph.marked, starts, strict=False):
        before = paragraph.text[max(end_before, marked.start - _NEAR) : marked.start]
        after = paragraph.text[marked.end : marked.end + _NEAR]
        earlier = found[-1].marked.end if found else 0
        spoken = Spoken(marked, CUE_AFTER.match(after), CUE_BEFORE.search(before), earlier, following)
        if _is_speech(spoken, before):
            found.append(spoken)
        end_before = marked.end
    return found


def _is_speech(spoken: Spoken, before: str) -> bool:
    text = spoken.marked.text
    words = len(text.split())
    if not words or not any(mark.isalpha() for mark in text) or TITLED.search(before):
        return False
    if not spoken.marked.closed:
        return words >= _WORDS_OF_SPEECH
    closed = text[-1] in ".,!?…"
    opens = text[0].isupper() and before.rstrip()[-1:] in {"", ".", ",", ":", "!", "?", "”", '"', "–", "—"}
    if spoken.cue_after is not None:
        return words >= _WORDS_OF_SPEECH or closed or (opens and words >= _SHORTEST)
    if spoken.cue_before is None:
        return closed and opens and words >= _WORDS_OF_SPEECH
    if SPOKEN.match(spoken.cue_before.group("verb") or ""):
        return words > _SHORTEST or closed
    return words >= _WORDS_OF_SPEECH or (closed and opens)
