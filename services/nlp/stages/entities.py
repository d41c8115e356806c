"""The names of a text: what the language model marked, joined with the people found and the regulations'
form."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

from services.nlp.spans import Span
from services.nlp.stages.document import Document
from services.nlp.stages.people import Someone
from shared.contracts.enrichment import Entity

_LAW = re.compile(
    r"\b(?:UU|Undang-[Uu]ndang|Perda|Qanun|Perbup|Perwal|Perwako|Pergub|Perpres|Permen\w*|Kepmen\w*|"
    r"Peraturan (?:Daerah|Bupati|Wali ?[Kk]ota|Gubernur|Pemerintah|Presiden|Menteri)|"
    r"Keputusan (?:Bupati|Wali ?[Kk]ota|Gubernur))"
    r"(?: [\w.()/-]+){0,6}? (?:Nomor|No\.?) ?\d+(?:/\d+)?(?: [Tt]ahun \d{4})?"
)
_SHORTEST = 2
_MARKS = " \t\"'“”‘’.,;:–—-"


def find_entities(document: Document, people: Sequence[Someone], spans: Sequence[Span]) -> list[Entity]:
    """Entities with their counts, the most frequent first.

    A person counts under the full name wherever a part of it stands; a name of one regulation by its number
    is found in the whole text, other names in what the model read.
    """
    counts: Counter[tuple[str, str]] = Counter()
    for someone in people:
        counts[(someone.name, "PER")] += max(1, len(someone.places))
    for span in spans:
        text = _trimmed(span.text)
        if len(text) < _SHORTEST or not any(letter.isalpha() for letter in text):
            continue
        if span.type == "LAW" and _LAW.search(text):
            continue
        if span.type == "PER" and any(someone.answers_to(text) for someone in people):
            continue
        counts[(text, span.type)] += 1
    for text in (document.title, *(sentence.text for sentence in document.sentences)):
        for match in _LAW.finditer(text):
            counts[(match.group(), "LAW")] += 1
    return [Entity(text=text, type=kind, count=count) for (text, kind), count in counts.most_common()]


def _trimmed(text: str) -> str:
    """A name without the marks around it and without half a pair of brackets."""
    text = text.strip(_MARKS)
    if text.count("(") > text.count(")"):
        text = text.rpartition("(")[0] if text.endswith("(") else f"{text})"
    if text.count(")") > text.count("("):
        text = text.partition(")")[2]
    return text.strip(_MARKS)
