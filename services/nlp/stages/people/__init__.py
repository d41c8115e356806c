"""The people of a text with the office each holds in it, joined over the article."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field

from services.nlp.stages.document import Document
from services.nlp.stages.people.names import Span, find_names
from services.nlp.stages.people.offices import find_organisations, read_office
from services.nlp.stages.people.roles import place_follows, role_after, role_before
from services.nlp.stages.people.tokens import Token, tokenize, without_degrees
from shared.contracts.enrichment import Person


@dataclass
class Someone:
    """A person with every place of the name: sentence index and character offset in that sentence."""

    name: str
    role: str | None = None
    org: str | None = None
    places: list[tuple[int, int]] = field(default_factory=list)

    def answers_to(self, name: str) -> bool:
        """Whether a shorter form ("Sugeng", "Siti") means this person."""
        return set(_parts(name)) <= set(_parts(self.name))

    def person(self) -> Person:
        """The contract's view."""
        return Person(name=self.name, role=self.role, org=self.org)


def _parts(name: str) -> list[str]:
    return [part.lower().strip(".") for part in name.replace("’", "'").split()]


@dataclass
class _Sighting:
    span: Span
    sentence: int
    offset: int
    office: list[Token]


# A letter is signed in its last lines, before what the page adds.
_CLOSING_SENTENCES = 4
# Lines that page furniture leaves behind; their names made the page, not the news.
_CREDITS = (
    "editor:",
    "reporter:",
    "penulis:",
    "foto:",
    "baca juga",
    "pewarta:",
    "laporan:",
    "sumber:",
    "fotografer:",
    "penyunting:",
    "redaktur:",
)


def _sightings(document: Document) -> list[_Sighting]:
    found = []
    alone = Counter(sentence.paragraph for sentence in document.sentences)
    end = len(document.sentences) - _CLOSING_SENTENCES
    for sentence in document.sentences:
        if sentence.text.lower().startswith(_CREDITS):
            continue
        tokens = tokenize(without_degrees(sentence.text))
        closing = sentence.index >= end and alone[sentence.paragraph] == 1
        for span in find_names(tokens, closing):
            office = role_before(tokens, span)
            if place_follows(tokens, span, office):
                continue
            office = office or role_after(tokens, span)
            found.append(_Sighting(span, sentence.index, tokens[span.first].start, office))
    return found


def _short_form_is_strong(name: str, sightings: list[_Sighting]) -> bool:
    """Whether "Siti", who speaks later, is the short form of this longer name."""
    parts = set(_parts(name))
    return len(parts) > 1 and any(
        (s.span.strong or s.office) and set(_parts(s.span.name)) < parts for s in sightings
    )


def find_people(document: Document) -> list[Someone]:
    """The people of a text in order of appearance.

    A name is taken once it stands beside an office, a verb of saying, an age or a form of address; after that
    every shorter form of it is the same person.
    """
    sightings = _sightings(document)
    organisations = find_organisations(document)
    people: list[Someone] = []
    for sighting in sorted(sightings, key=lambda s: -len(s.span.name.split())):
        name = sighting.span.name
        known = [p for p in people if p.answers_to(name)]
        if known or not (
            sighting.span.strong
            or sighting.span.likely
            or sighting.office
            or _short_form_is_strong(name, sightings)
        ):
            continue
        people.append(Someone(name))
    for sighting in sightings:
        known = [p for p in people if p.answers_to(sighting.span.name)]
        if not known:
            continue
        someone = known[0]
        someone.places.append((sighting.sentence, sighting.offset))
        if sighting.office and someone.role is None:
            someone.role, someone.org = read_office(
                sighting.office, sighting.sentence, sighting.offset, organisations
            )
    return sorted((p for p in people if p.places), key=lambda p: p.places[0])
