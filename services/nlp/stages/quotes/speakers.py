"""Finds out who is speaking: the person named beside the words, or the last one spoken of, or an office."""

from __future__ import annotations

import re
from dataclasses import dataclass

from services.nlp.stages.document import Document
from services.nlp.stages.people import Someone
from services.nlp.stages.people.lexicon import ROLE_HEADS
from services.nlp.stages.quotes.spans import quoted_spans

UNNAMED = "narasumber"
"""The speaker of words whose speaker the text does not name."""

_PRONOUN = re.compile(r"^\W*(?:dia|ia|beliau|mereka)\b")
# "seorang warga", "petugas loket": somebody without a name.
_SOMEBODY = re.compile(
    r"^\W*(?:seorang |salah (?:satu|seorang) |sejumlah |para |beberapa )?(?P<who>[a-z]+(?: [a-z]+)?)"
)
_NEAR = 90


@dataclass(frozen=True)
class _Place:
    sentence: int
    offset: int
    someone: Someone


class Speakers:
    """Knows where in the text each person is named, outside of other people's words."""

    def __init__(self, document: Document, people: list[Someone]) -> None:
        self._document = document
        quoted = {s.index: quoted_spans(s.text) for s in document.sentences}
        self._places = sorted(
            (
                _Place(sentence, offset, someone)
                for someone in people
                for sentence, offset in someone.places
                if not any(start <= offset < end for start, end in quoted.get(sentence, ()))
            ),
            key=lambda place: (place.sentence, place.offset),
        )

    def named_between(self, sentence: int, start: int, end: int) -> Someone | None:
        """The first person named in a stretch of a sentence."""
        for place in self._places:
            if place.sentence == sentence and start <= place.offset < end:
                return place.someone
        return None

    def named_last(self, sentence: int, start: int, end: int) -> Someone | None:
        """The last person named in a stretch of a sentence."""
        found = None
        for place in self._places:
            if place.sentence == sentence and start <= place.offset < end:
                found = place.someone
        return found

    def before(self, sentence: int, offset: int) -> Someone | None:
        """The person named last before a place: who "ia" and "ujarnya" mean."""
        found = None
        for place in self._places:
            if (place.sentence, place.offset) >= (sentence, offset):
                break
            found = place.someone
        return found

    def after_cue(self, sentence: int, cue_end: int, limit: int, own: bool) -> str:
        """The speaker of words that are followed by a verb of saying which ends at `cue_end`."""
        text = self._document.sentences[sentence].text
        stop = min(limit, cue_end + _NEAR)
        rest = text[cue_end:stop]
        antecedent = self.before(sentence, cue_end)
        if own or _PRONOUN.match(rest):
            return antecedent.name if antecedent else UNNAMED
        if named := self.named_between(sentence, cue_end, stop):
            return named.name
        return somebody(rest) or (antecedent.name if antecedent else UNNAMED)


def somebody(text: str) -> str:
    """An unnamed speaker with an office or a trade ("petugas loket"), "" when it is someone known."""
    match = _SOMEBODY.match(text)
    if match is None:
        return ""
    words = match.group("who").split()
    if words[0] not in ROLE_HEADS or re.match(r"^[^,.]{0,60}\b(?:itu|tersebut|ini)\b", text):
        return ""
    return " ".join(words)
