"""What was said in a text, directly or in reported speech, and who said it."""

from __future__ import annotations

from services.nlp.stages.document import Document
from services.nlp.stages.people import Someone
from services.nlp.stages.quotes.attribution import attribute
from services.nlp.stages.quotes.paragraph import read_paragraphs
from services.nlp.stages.quotes.speakers import UNNAMED, Focus
from shared.contracts.enrichment import Quote


def find_quotes(document: Document, people: list[Someone]) -> list[Quote]:
    """Everything said in a text, in order. A speaker is a name from `people`, an office or "narasumber"."""
    focus = Focus(people)
    quotes: list[Quote] = []
    # Speech that ran over the end of its paragraph: its speaker may be named behind the next one.
    open_quotes: list[int] = []
    # Words whose speaker is named later only: a text that opens with speech.
    unnamed: list[int] = []
    for number, paragraph in enumerate(read_paragraphs(document, people)):
        for said in attribute(number, paragraph, focus):
            if said.runs_on:
                open_quotes.append(len(quotes))
            elif open_quotes:
                if said.start == 0 and not said.quote.indirect:
                    _give(quotes, open_quotes, said.quote.speaker)
                open_quotes = []
            if said.quote.speaker == UNNAMED:
                unnamed.append(len(quotes))
            quotes.append(said.quote)
        if unnamed and focus.person is not None:
            _give(quotes, unnamed, focus.person.name)
            unnamed = []
    return quotes


def _give(quotes: list[Quote], indices: list[int], speaker: str) -> None:
    for index in indices:
        quotes[index] = quotes[index].model_copy(update={"speaker": speaker})
