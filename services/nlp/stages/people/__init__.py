"""The people of a text with the office each holds in it, joined over the article."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import combinations

from services.nlp.stages.document import Document
from services.nlp.stages.people.callings import calling, residence
from services.nlp.stages.people.marked import marked_names, merge_marked
from services.nlp.stages.people.names import Span, find_names
from services.nlp.stages.people.offices import find_organisations, read_office
from services.nlp.stages.people.places import place_follows
from services.nlp.stages.people.roles import is_weak, role_after, role_before
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
    calling: str | None


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


def _sightings(document: Document, spans: Sequence[str]) -> list[_Sighting]:
    found = []
    wanted = marked_names(spans)
    alone = Counter(sentence.paragraph for sentence in document.sentences)
    end = len(document.sentences) - _CLOSING_SENTENCES
    for sentence in document.sentences:
        if sentence.text.lower().startswith(_CREDITS):
            continue
        tokens = tokenize(without_degrees(sentence.text))
        closing = sentence.index >= end and alone[sentence.paragraph] == 1
        since = 0
        for span in merge_marked(list(find_names(tokens, closing)), tokens, wanted):
            office = role_before(tokens, span, since)
            if place_follows(tokens, span, office):
                continue
            behind = [] if office and not is_weak(office) else role_after(tokens, span)
            office = behind or office
            if behind or span.strong or span.likely or span.known > 1:
                since = span.last + 1 + len(behind)
            found.append(
                _Sighting(
                    span,
                    sentence.index,
                    tokens[span.first].start,
                    office,
                    calling(tokens, span.first) or residence(tokens, span),
                )
            )
    return found


def _taken(sightings: list[_Sighting], marked: frozenset[str]) -> Iterator[str]:
    """The names that some sighting proves, longer ones first."""
    proved = {frozenset(_parts(s.span.name)) for s in sightings if s.span.strong or s.office}
    acting = Counter(s.span.name for s in sightings if s.span.acts)
    for sighting in sorted(sightings, key=lambda s: -len(s.span.name.split())):
        span = sighting.span
        if (
            span.strong
            or span.likely
            or sighting.office
            or (span.name.lower() in marked and (span.known or " " in span.name))
            or acting[span.name] >= _OFTEN
            or _short_form_is_proved(span.name, proved)
        ):
            yield span.name


# A word that opens two sentences and does something is somebody.
_OFTEN = 2


def _short_form_is_proved(name: str, proved: set[frozenset[str]]) -> bool:
    """Whether "Siti", who speaks later, is the short form of this longer name."""
    parts = _parts(name)
    return any(
        frozenset(short) in proved for length in range(1, len(parts)) for short in combinations(parts, length)
    )


class _Register:
    """The people found so far by the parts of their names."""

    def __init__(self) -> None:
        self.people: list[Someone] = []
        self._by_part: dict[str, list[Someone]] = {}
        self._by_ending: dict[str, Someone] = {}

    def find(self, name: str) -> Someone | None:
        """Whom a name or a shorter form of it means."""
        parts = _parts(name)
        for someone in self._by_part.get(parts[0], ())[:_NAMESAKES]:
            if someone.answers_to(name):
                return someone
        # "Laila" for Norlaila.
        return self._by_ending.get(parts[0]) if len(parts) == 1 else None

    def add(self, name: str) -> None:
        """Enter a person."""
        someone = Someone(name)
        self.people.append(someone)
        for part in _parts(name):
            self._by_part.setdefault(part, []).append(someone)
            for start in range(1, len(part) - _SHORTEST_ENDING + 1):
                self._by_ending.setdefault(part[start:], someone)


# Nobody asks which of so many of one name is meant; it bounds the time of a list of names.
_NAMESAKES = 50
_SHORTEST_ENDING = 4


def find_people(document: Document, spans: Sequence[str] = ()) -> list[Someone]:
    """The people of a text in order of appearance.

    A name is taken once it stands beside an office, a verb of saying, an age or a form of address, or when it
    is made of words known from names; after that every shorter form of it is the same person. `spans` are
    names that a model marked as persons: they prove a doubtful one and bring in those the rules overlooked.
    """
    sightings = _sightings(document, spans)
    organisations = find_organisations(document)
    register = _Register()
    weak: dict[str, bool] = {}
    callings: dict[str, str] = {}
    for name in _taken(sightings, frozenset(span.lower() for span in spans)):
        if register.find(name) is None:
            register.add(name)
    for sighting in sightings:
        someone = register.find(sighting.span.name)
        if someone is None:
            continue
        if sighting.calling:
            callings.setdefault(someone.name, sighting.calling)
        someone.places.append((sighting.sentence, sighting.offset))
        if sighting.office and (
            someone.role is None or (weak.get(someone.name) and not is_weak(sighting.office))
        ):
            weak[someone.name] = is_weak(sighting.office)
            someone.role, someone.org = read_office(
                sighting.office, sighting.sentence, sighting.offset, organisations
            )
    people = sorted((p for p in register.people if p.places), key=lambda p: p.places[0])
    for someone in people:
        someone.role = someone.role or callings.get(someone.name)
    return people
