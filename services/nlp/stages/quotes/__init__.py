"""What was said in a text, directly or in reported speech, and who said it."""

from __future__ import annotations

import re

from services.nlp.stages.document import Document, Sentence
from services.nlp.stages.people import Someone
from services.nlp.stages.people.lexicon import ROLE_HEADS
from services.nlp.stages.quotes.indirect import find_reported
from services.nlp.stages.quotes.spans import Quoted, find_quoted
from services.nlp.stages.quotes.speakers import UNNAMED, Speakers, somebody
from shared.contracts.enrichment import Quote


def _direct(quoted: Quoted, sentence: Sentence, speakers: Speakers, last: str | None) -> Quote:
    if quoted.cue_after is not None:
        following = sentence.text.find('"', quoted.end + quoted.cue_after.end())
        limit = following if following >= 0 else len(sentence.text)
        cue_end = quoted.end + quoted.cue_after.end()
        own = quoted.cue_after.group("own") is not None
        return Quote(speaker=speakers.after_cue(sentence.index, cue_end, limit, own), text=quoted.text)
    named = speakers.named_last(sentence.index, 0, quoted.start)
    if named is not None:
        return Quote(speaker=named.name, text=quoted.text)
    if last is not None and quoted.start > 0 and not quoted.cue_before:
        return Quote(speaker=last, text=quoted.text)
    unnamed = somebody(sentence.text[: quoted.start].lower()) if quoted.cue_before else ""
    antecedent = speakers.before(sentence.index, quoted.start)
    return Quote(speaker=unnamed or (antecedent.name if antecedent else UNNAMED), text=quoted.text)


def _indirect(sentence: Sentence, speakers: Speakers) -> Quote | None:
    reported = find_reported(sentence.text)
    if reported is None:
        return None
    named = speakers.named_last(sentence.index, reported.start, reported.end)
    if named is None and reported.pronoun:
        named = speakers.before(sentence.index, reported.start + 1)
    if named is not None:
        return Quote(speaker=named.name, text=reported.text, indirect=True)
    subject = sentence.text[reported.start : reported.end].strip(" ,")
    # An office or a trade may speak without a name ("Camat Adiwerna", "petugas loket"); a thing may not.
    opening = re.split(r"[ ,]", subject.lower(), maxsplit=1)[0]
    if opening in ROLE_HEADS and len(subject.split()) <= 8:
        return Quote(speaker=subject, text=reported.text, indirect=True)
    return None


def find_quotes(document: Document, people: list[Someone]) -> list[Quote]:
    """Everything said in a text, in order. A speaker is a name from `people`, an office or "narasumber"."""
    speakers = Speakers(document, people)
    quotes: list[Quote] = []
    for sentence in document.sentences:
        found = list(find_quoted(sentence.text))
        last = None
        for quoted in found:
            quotes.append(_direct(quoted, sentence, speakers, last))
            last = quotes[-1].speaker
        if not found:
            indirect = _indirect(sentence, speakers)
            if indirect is not None:
                quotes.append(indirect)
    return quotes
