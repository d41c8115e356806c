"""A paragraph as the quotes stage reads it: one text with its sentences, its marks and the persons named."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from dataclasses import dataclass

from services.nlp.stages.document import Document
from services.nlp.stages.marks import Marked, find_marked
from services.nlp.stages.people import Someone


@dataclass(frozen=True)
class Paragraph:
    """`sentences` are (start, end) offsets; `named` are (offset, person) outside of other people's words."""

    text: str
    sentences: tuple[tuple[int, int], ...]
    marked: tuple[Marked, ...]
    named: tuple[tuple[int, Someone], ...]

    def named_between(self, start: int, end: int) -> list[tuple[int, Someone]]:
        """The persons named in a stretch, in order."""
        first = bisect_left(self.named, start, key=lambda place: place[0])
        last = bisect_left(self.named, end, key=lambda place: place[0])
        return list(self.named[first:last])

    def sentence_at(self, offset: int) -> tuple[int, int]:
        """The sentence that holds an offset."""
        index = bisect_right(self.sentences, offset, key=lambda span: span[0]) - 1
        return self.sentences[max(index, 0)]


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
        for line in sentences:
            spans.append((start, start + len(line.text)))
            named.extend((start + offset, someone) for offset, someone in places.get(line.index, ()))
            start += len(line.text) + 1
        text = " ".join(line.text for line in sentences)
        marked = find_marked(text)
        outside = [
            (offset, someone)
            for offset, someone in sorted(named, key=lambda place: place[0])
            if not _inside(marked, offset)
        ]
        yield Paragraph(text, tuple(spans), tuple(marked), tuple(outside))


def _inside(marked: list[Marked], offset: int) -> bool:
    index = bisect_right(marked, offset, key=lambda mark: mark.start) - 1
    return index >= 0 and offset < marked[index].end
