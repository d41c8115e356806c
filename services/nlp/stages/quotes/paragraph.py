"""A paragraph as the quotes stage reads it: one text, with the persons named in it and the ends of sentences."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from services.nlp.stages.document import Document
from services.nlp.stages.people import Someone
from services.nlp.stages.quotes.marks import Marked, find_marked


@dataclass(frozen=True)
class Paragraph:
    """`sentences` are (start, end) offsets; `named` are (offset, person) outside of other people's words."""

    text: str
    sentences: tuple[tuple[int, int], ...]
    marked: tuple[Marked, ...]
    named: tuple[tuple[int, Someone], ...]

    def named_between(self, start: int, end: int) -> list[tuple[int, Someone]]:
        """The persons named in a stretch, in order."""
        return [(offset, someone) for offset, someone in self.named if start <= offset < end]

    def sentence_at(self, offset: int) -> tuple[int, int]:
        """The sentence that holds an offset."""
        for start, end in self.sentences:
            if offset < end:
                return start, end
        return self.sentences[-1]


def read_paragraphs(document: Document, people: list[Someone]) -> Iterator[Paragraph]:
    """The paragraphs of a text, in order."""
    places: dict[int, list[tuple[int, Someone]]] = {}
    for someone in people:
        for sentence, offset in someone.places:
            places.setdefault(sentence, []).append((offset, someone))
    for sentences in document.paragraphs():
        spans: list[tuple[int, int]] = []
        named: list[tuple[int, Someone]] = []
        start = 0
        for sentence in sentences:
            spans.append((start, start + len(sentence.text)))
            named.extend((start + offset, someone) for offset, someone in places.get(sentence.index, ()))
            start += len(sentence.text) + 1
        text = " ".join(sentence.text for sentence in sentences)
        marked = find_marked(text)
        spoken = [(mark.start, mark.end) for mark in marked]
        outside = [
            (offset, someone)
            for offset, someone in sorted(named, key=lambda place: place[0])
            if not any(first <= offset < last for first, last in spoken)
        ]
        yield Paragraph(text, tuple(spans), tuple(marked), tuple(outside))
