"""What was said in a text, directly or in reported speech, and who said it."""

from __future__ import annotations

from services.nlp.stages.document import Document
from services.nlp.stages.people import Someone
from services.nlp.stages.people.lexicon import is_role_head
from services.nlp.stages.people.tokens import without_degrees
from services.nlp.stages.quotes.direct import Spoken, find_spoken
from services.nlp.stages.quotes.indirect import find_reported
from services.nlp.stages.quotes.paragraph import Paragraph, read_paragraphs
from services.nlp.stages.quotes.speakers import UNNAMED, Focus, somebody, speaker_behind
from shared.contracts.enrichment import Quote

# An office that speaks without a name is not longer than this many words.
_LONGEST_OFFICE = 8


def find_quotes(document: Document, people: list[Someone]) -> list[Quote]:
    """Everything said in a text, in order. A speaker is a name from `people`, an office or "narasumber"."""
    focus = Focus(people)
    quotes: list[Quote] = []
    # Speech that ran over the end of its paragraph: its speaker may be named behind the next one.
    open_quotes: list[int] = []
    # Words whose speaker is named later only: a text that opens with speech.
    unnamed: list[int] = []
    for number, paragraph in enumerate(read_paragraphs(document, people)):
        for start, spoken, quote in sorted(_of_paragraph(number, paragraph, focus), key=lambda found: found[0]):
            if spoken is not None and not spoken.marked.closed and spoken.cue_before is None:
                open_quotes.append(len(quotes))
            elif open_quotes:
                if spoken is not None and start == 0:
                    for index in open_quotes:
                        quotes[index] = quotes[index].model_copy(update={"speaker": quote.speaker})
                open_quotes = []
            if quote.speaker == UNNAMED:
                unnamed.append(len(quotes))
            quotes.append(quote)
        if unnamed and focus.person is not None:
            for index in unnamed:
                quotes[index] = quotes[index].model_copy(update={"speaker": focus.person.name})
            unnamed = []
    return quotes


def _of_paragraph(number: int, paragraph: Paragraph, focus: Focus) -> list[tuple[int, Spoken | None, Quote]]:
    spoken = find_spoken(paragraph)
    found: list[tuple[int, Spoken | None, Quote]] = []
    taken = {paragraph.sentence_at(words.marked.start)[0] for words in spoken}
    taken |= {
        start for words in spoken for start, end in paragraph.sentences
        if start < words.marked.end and end > words.marked.start
    }
    pieces: list[tuple[int, Spoken | tuple[int, int]]] = [(words.marked.start, words) for words in spoken]
    pieces += [(start, (start, end)) for start, end in paragraph.sentences if start not in taken]
    said_last: Someone | str | None = None
    for start, piece in sorted(pieces, key=lambda pair: pair[0]):
        focus.advance(number, paragraph, start)
        if isinstance(piece, Spoken):
            speaker = _speaker(piece, paragraph, spoken, focus, said_last)
            said_last = speaker
            quote = Quote(speaker=_name(speaker), text=piece.text)
            found.append((start, piece, quote))
        else:
            reported = _reported(paragraph, *piece, focus)
            if reported is None:
                continue
            speaker, text = reported
            said_last = None
            found.append((start, None, Quote(speaker=_name(speaker), text=text, indirect=True)))
        if not isinstance(speaker, str):
            focus.set(speaker, number)
    focus.advance(number, paragraph, len(paragraph.text))
    return found


def _name(speaker: Someone | str) -> str:
    return speaker if isinstance(speaker, str) else speaker.name


def _speaker(
    words: Spoken, paragraph: Paragraph, all_words: list[Spoken], focus: Focus, said_last: Someone | str | None
) -> Someone | str:
    marked = words.marked
    if words.cue_after is not None:
        following = [other.marked.start for other in all_words if other.marked.start > marked.start]
        sentence_end = paragraph.sentence_at(marked.end + words.cue_after.end() - 1)[1]
        limit = min([*following, sentence_end])
        cue_end = marked.end + words.cue_after.end()
        return speaker_behind(paragraph, cue_end, limit, words.cue_after.group("own") is not None, focus)
    start = paragraph.sentence_at(marked.start)[0]
    earlier = [other.marked.end for other in all_words if other.marked.end <= marked.start]
    if words.cue_before is None:
        # Speech that goes on behind its cue, or stands alone under the one who spoke.
        return said_last or focus.person or UNNAMED
    opening = max([start, *earlier])
    if paragraph.text[opening : marked.start].strip(" ,:.") == "" and said_last is not None:
        return said_last
    named = paragraph.named_between(opening, marked.start)
    if named:
        return focus.person if focus.person in [someone for _, someone in named] else named[-1][1]
    return somebody(paragraph.text[opening : marked.start], focus) or focus.person or UNNAMED


def _reported(paragraph: Paragraph, start: int, end: int, focus: Focus) -> tuple[Someone | str, str] | None:
    sentence = paragraph.text[start:end]
    reported = find_reported(without_degrees(sentence))
    if reported is None:
        return None
    named = paragraph.named_between(start + reported.start, start + reported.end)
    if named and not reported.pronoun:
        return named[0][1] if len(named) == 1 else named[-1][1], reported.text
    if reported.pronoun:
        return (focus.person, reported.text) if focus.person is not None else None
    subject = sentence[reported.start : reported.end].strip(" ,")
    # An office or a trade may speak without a name ("Camat Adiwerna", "petugas loket"); a thing may not.
    opening = subject.split(" ", 1)[0].strip(",").lower()
    if is_role_head(opening) and len(subject.split()) <= _LONGEST_OFFICE:
        return focus.of_office(subject) or subject, reported.text
    return None
