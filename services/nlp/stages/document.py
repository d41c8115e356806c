"""The text as the stages see it: cut once into paragraphs and sentences, the dateline set apart."""

from __future__ import annotations

import re
from dataclasses import dataclass

from services.nlp.stages.sentences import split_sentences
from shared.regions import load_regions

LONGEST_READ = 50_000
"""Characters read of a text: some 7,500 words, thirty times a usual article. What follows is kept, not
read."""
_PARAGRAPHS = re.compile(r"\n\s*\n|\n")
# "SANGATTA – ", "Tegal, KabarPesisir – ", "Bandarlampung (ANTARA) - ", "TOBOALI, BABEL POS || ", "Serang: "
_WORD = r"[A-Z][\w.'’/-]*"
_DASHED = re.compile(
    rf"^(?P<place>{_WORD}(?: {_WORD}){{0,3}})(?P<outlet>, ?(?:{_WORD}|\d+)(?: (?:{_WORD}|\d+)){{0,3}})?"
    r"(?: ?\((?P<agency>[^)\n]{2,40})\))?\s*(?P<mark>–|—|--?|\|\|?|:)\s+(?=[\"“'A-Z0-9])"
)
# "Serang, 22 April 2026. ", "Jakarta, 3 Mei 2026 – "
_DATED = re.compile(
    r"^(?P<place>[A-Z][\w.'’-]*(?: [A-Z][\w.'’-]*){0,3}), ?(?:\w+, ?)?\(?\d{1,2} (?:[A-Z]\w+|/\d+/) ?\d{4}\)?"
    r"\s*(?:[.–—:-]+|\(\w+\))\s*(?=[\"“'A-Z0-9])"
)


@dataclass(frozen=True)
class Sentence:
    """A sentence with its place: `index` counts from 0 in the body; the title is -1."""

    text: str
    index: int
    paragraph: int


@dataclass(frozen=True)
class Document:
    """A title and a body cut into sentences; `dateline` is the place the text was filed from, "" if none."""

    title: str
    text: str
    dateline: str
    sentences: tuple[Sentence, ...]

    def paragraphs(self) -> list[list[Sentence]]:
        """The sentences of the body, paragraph by paragraph."""
        grouped: dict[int, list[Sentence]] = {}
        for sentence in self.sentences:
            grouped.setdefault(sentence.paragraph, []).append(sentence)
        return list(grouped.values())

    def piece(self, index: int) -> str:
        """A sentence by its index; the title for -1."""
        return self.title if index < 0 else self.sentences[index].text


def split_dateline(first: str) -> tuple[str, str]:
    """The place a text was filed from and the rest of its first paragraph; ("", paragraph) without one."""
    if match := _DATED.match(first):
        return match.group("place"), first[match.end() :]
    match = _DASHED.match(first)
    if match is None:
        return "", first
    place = match.group("place").rstrip(".,")
    known = bool(load_regions().named(place))
    if match.group("mark") == ":":
        return (
            (place, first[match.end() :]) if known and place == first[: match.start("mark")] else ("", first)
        )
    if known or place.isupper() or match.group("agency") or match.group("outlet"):
        return place, first[match.end() :]
    return "", first


def read_document(title: str, text: str) -> Document:
    """Cut a title and a body (paragraphs separated by blank lines) into a Document of its first
    LONGEST_READ."""
    text = text[:LONGEST_READ]
    blocks = [" ".join(block.split()) for block in _PARAGRAPHS.split(text)]
    blocks = [block for block in blocks if block]
    dateline = ""
    if blocks:
        dateline, blocks[0] = split_dateline(blocks[0])
    sentences: list[Sentence] = []
    for number, block in enumerate(blocks):
        for sentence in split_sentences(block):
            sentences.append(Sentence(sentence, len(sentences), number))
    return Document(" ".join(title.split()), text, dateline, tuple(sentences))
