"""Gives the direct and reported speech of one paragraph to its speakers, sentence by sentence."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from services.nlp.stages.people import Someone
from services.nlp.stages.people.tokens import without_degrees
from services.nlp.stages.quotes.answers import find_answer
from services.nlp.stages.quotes.direct import Spoken, find_spoken
from services.nlp.stages.quotes.indirect import Reported, find_reported
from services.nlp.stages.quotes.paragraph import Paragraph
from services.nlp.stages.quotes.speakers import UNNAMED, Focus, house_of, office_of, somebody, speaker_behind
from shared.contracts.enrichment import Quote


@dataclass(frozen=True)
class Said:
    """A quote with its place; one that `runs_on` has no cue yet and goes on in the next paragraph."""

    start: int
    quote: Quote
    runs_on: bool = False


def attribute(number: int, paragraph: Paragraph, focus: Focus) -> Iterator[Said]:
    """What is said in the paragraph with this number, in order; the focus moves along."""
    if (answer := find_answer(paragraph)) is not None:
        named = paragraph.named_between(answer.who_start, answer.start)
        called = office_of(answer.who) or house_of(answer.who)
        writer = named[0][1] if named else focus.of_office(called) or called or _ANSWERER
        yield Said(answer.start, Quote(speaker=_name(writer), text=answer.text))
        return
    last: Someone | str | None = None
    speaker: Someone | str | None
    for start, piece in _pieces(paragraph):
        focus.advance(number, paragraph, start)
        if isinstance(piece, Spoken):
            speaker = last = _speaker(piece, paragraph, focus, last)
            quote = Quote(speaker=_name(speaker), text=piece.text)
            yield Said(start, quote, runs_on=not piece.marked.closed and piece.cue_before is None)
        else:
            text = paragraph.text[start:piece]
            plain = without_degrees(text)
            reported = find_reported(plain)
            speaker = _reporter(number, paragraph, start, piece, reported, focus) if reported else None
            if reported is None or speaker is None:
                continue
            last = None
            yield Said(
                start, Quote(speaker=_name(speaker), text=_as_written(text, plain, reported), indirect=True)
            )
        if isinstance(speaker, Someone):
            focus.set(speaker, number)
    focus.advance(number, paragraph, len(paragraph.text))


def _as_written(text: str, plain: str, reported: Reported) -> str:
    """The reported words with the degrees that were blanked to find them."""
    start = plain.find(reported.text)
    return text[start : start + len(reported.text)] if start >= 0 else " ".join(reported.text.split())


def _pieces(paragraph: Paragraph) -> list[tuple[int, Spoken | int]]:
    """The direct speech and the sentences without any (by their ends), in order."""
    spoken = find_spoken(paragraph)
    pieces: list[tuple[int, Spoken | int]] = [(words.marked.start, words) for words in spoken]
    taken: set[int] = set()
    for words in spoken:
        place = words.marked.start
        while place < words.marked.end:
            start, end = paragraph.sentence_at(place)
            taken.add(start)
            place = end + 1
    pieces += [(start, end) for start, end in paragraph.sentences if start not in taken]
    for words in spoken:
        # "Camat menyebut jalan itu ditutup, "besok dibuka," katanya": a report before the speech.
        start = paragraph.sentence_at(words.marked.start)[0]
        if words.cue_before is None and words.earlier <= start < words.marked.start:
            pieces.append((start, words.marked.start))
    return sorted(pieces, key=lambda piece: piece[0])


def _name(speaker: Someone | str) -> str:
    return speaker if isinstance(speaker, str) else speaker.name


def _speaker(words: Spoken, paragraph: Paragraph, focus: Focus, last: Someone | str | None) -> Someone | str:
    """The speaker of direct speech; `last` is who spoke just before in the paragraph."""
    start = words.marked.start
    if words.cue_after is not None:
        cue_end = words.marked.end + words.cue_after.end()
        limit = min(words.following, paragraph.sentence_at(cue_end - 1)[1])
        return speaker_behind(paragraph, cue_end, limit, words.cue_after.group("own") is not None, focus)
    if words.cue_before is None:
        # Speech that goes on behind its cue, or stands alone under the one who spoke.
        return last or focus.person or UNNAMED
    opening = max(paragraph.sentence_at(start)[0], words.earlier)
    before = paragraph.text[opening:start]
    if last is not None and not before.strip(" ,:."):
        return last
    if named := [someone for _, someone in paragraph.named_between(opening, start)]:
        return focus.person if focus.person in named else named[-1]
    return somebody(before, focus) or focus.person or UNNAMED


def _reporter(
    number: int, paragraph: Paragraph, start: int, end: int, reported: Reported, focus: Focus
) -> Someone | str | None:
    """The speaker of reported speech; None when a thing or nobody known reports."""
    if reported.pronoun:
        if focus.person is None:
            focus.advance(number, paragraph, end)
        return focus.person
    if named := paragraph.named_between(start + reported.start, start + reported.end):
        return named[-1][1]
    subject = paragraph.text[start + reported.start : start + reported.end].strip(" ,")
    if called := focus.of_name(subject):
        return called
    # An office or a trade may speak without a name ("Camat Adiwerna", "petugas loket"), a house answers.
    office = office_of(subject) or (house_of(subject) if reported.verb in _OF_HOUSES else "")
    return (focus.of_office(office) or office) if office else None


_ANSWERER = "admin"
"""Who answers on an official page without a name."""
# What a house announces or asks for is a release; these verbs report an answer.
_OF_HOUSES = frozenset(
    "menyatakan menjawab bilang membantah mengatakan menyebut menjelaskan memastikan mengakui berjanji "
    "menegaskan berdalih".split()
)
