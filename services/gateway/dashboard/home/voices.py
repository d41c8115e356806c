"""Who speaks: the people whom the newest articles quote, with what they said last."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from shared.contracts.enrichment import Quote
from shared.contracts.query import IndexedArticle

SHOWN = 6
# Shorter ones are "ya" and "kami sudah ke sana"; longer ones fill a phone's screen.
_TELLING = range(25, 280)


@dataclass(frozen=True)
class Voice:
    """A speaker, the office held, in how many articles, and the newest telling quote with its article.

    `person` is the name as the search page knows it; empty when the speaker is not among the people there.
    """

    speaker: str
    office: str
    person: str
    articles: int
    quote: Quote
    source: IndexedArticle


def voices(articles: Sequence[IndexedArticle]) -> list[Voice]:
    """Speakers by the number of articles that quote them, equals by who spoke last."""
    heard: dict[str, list[tuple[IndexedArticle, list[Quote]]]] = {}
    for item in articles:
        by_speaker: dict[str, list[Quote]] = {}
        for quote in item.enrichment.quotes:
            by_speaker.setdefault(quote.speaker, []).append(quote)
        for speaker, quotes in by_speaker.items():
            heard.setdefault(speaker, []).append((item, quotes))
    # Sorting keeps the order of equals: the speaker of the newest article first.
    found = sorted(heard.items(), key=lambda pair: -len(pair[1]))
    return [_voice(speaker, told) for speaker, told in found[:SHOWN]]


def _voice(speaker: str, told: Sequence[tuple[IndexedArticle, list[Quote]]]) -> Voice:
    spoken = [(item, quote) for item, quotes in told for quote in quotes]
    item, quote = min(
        enumerate(spoken),
        key=lambda pair: (len(pair[1][1].text) not in _TELLING, pair[1][1].indirect, pair[0]),
    )[1]
    offices = [person for one, _ in told for person in one.enrichment.people if person.name == speaker]
    office = next(
        (", ".join(filter(None, (person.role, person.org))) for person in offices if person.role), ""
    )
    return Voice(speaker, office, speaker if offices else "", len(told), quote, item)
