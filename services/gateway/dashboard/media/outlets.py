"""Outlets as cards: volume against the period before, tone with its number, speed, releases, corrections."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from services.gateway.dashboard.media.durations import spoken_duration
from services.gateway.dashboard.media.measures import Measures, Reading
from services.gateway.presentation.source_names import name_of
from services.gateway.presentation.story_cards import ToneShare, tone_shares
from services.gateway.presentation.wording import number, topic_name
from shared.contracts.crawl import Source
from shared.contracts.query import Facets

TOPICS_SHOWN = 2


@dataclass(frozen=True)
class Volume:
    """Articles of an outlet now and in the period before, and those that have a tone, by tone."""

    count: int
    before: int
    tones: dict[str, int]

    @property
    def toned(self) -> int:
        """How many have a tone."""
        return sum(self.tones.values())

    @property
    def change(self) -> str:
        """Against the period before, in words."""
        if self.count == self.before:
            return "sama dengan sebelumnya" if self.count else ""
        return f"{number(self.before)} sebelumnya" if self.before else "sebelumnya tidak ada"

    @property
    def direction(self) -> str:
        """naik, turun or nothing."""
        return "" if self.count == self.before else "naik" if self.count > self.before else "turun"


@dataclass(frozen=True)
class OutletCard:
    """What the list shows of an outlet."""

    id: str
    name: str
    official: bool
    volume: Volume
    tones: tuple[ToneShare, ...]
    topics: tuple[str, ...]
    speed: str
    releases: str
    corrections: str


def volumes(now: Facets, before: Facets, by_tone: Mapping[str, Facets]) -> dict[str, Volume]:
    """Outlet id → its volume; `by_tone` counts the articles of the period with each tone."""

    def counts(facets: Facets) -> dict[str, int]:
        return {value.value: value.count for value in facets.facets.get("source", [])}

    earlier = counts(before)
    tones = {label: counts(facets) for label, facets in by_tone.items()}
    return {
        source_id: Volume(
            count,
            earlier.get(source_id, 0),
            {label: found[source_id] for label, found in tones.items() if found.get(source_id)},
        )
        for source_id, count in counts(now).items()
    }


def outlet_cards(
    found: Mapping[str, Volume], reading: Reading, sources: Mapping[str, Source], names: Mapping[str, str]
) -> list[OutletCard]:
    """The cards, those who wrote most first."""
    cards = [
        _card(source_id, volume, reading, sources.get(source_id), name_of(source_id, names))
        for source_id, volume in found.items()
    ]
    return sorted(cards, key=lambda card: (-card.volume.count, card.name.casefold()))


def _card(source_id: str, volume: Volume, reading: Reading, source: Source | None, name: str) -> OutletCard:
    measures = reading.of(source_id)
    official = source is not None and source.kind == "pemerintah"
    return OutletCard(
        id=source_id,
        name=name,
        official=official,
        volume=volume,
        tones=tone_shares(volume.tones),
        topics=tuple(topic_name(topic) for topic, _ in measures.topics.most_common(TOPICS_SHOWN)),
        speed=speed_text(measures),
        # A government site publishes releases; whether it prints its own is no question.
        releases="" if official else releases_text(measures, reading.releases),
        corrections=corrections_text(measures),
    )


def speed_text(measures: Measures) -> str:
    """How often first, and how long after the first otherwise; empty without a shared story."""
    if not measures.shared:
        return ""
    delay = measures.usual_delay
    if delay is None:
        return f"Pertama pada {number(measures.first)} cerita yang juga ditulis media lain"
    usual = f"biasanya {spoken_duration(delay)} setelah yang pertama"
    if not measures.first:
        return f"Menyusul pada {number(measures.shared)} cerita, {usual}"
    return (
        f"Pertama pada {number(measures.first)} dari {number(measures.shared)} cerita; bila menyusul, {usual}"
    )


def releases_text(measures: Measures, releases: int) -> str:
    """``Mengangkat 2 dari 5 rilis``; empty when there was no release."""
    if not releases:
        return ""
    if not measures.releases_taken:
        return f"Belum mengangkat rilis ({number(releases)} terbit)"
    return f"Mengangkat {number(measures.releases_taken)} dari {number(releases)} rilis"


def corrections_text(measures: Measures) -> str:
    """``2 berita diubah setelah terbit, 1 di antaranya judulnya``; empty without any."""
    if not measures.changed:
        return ""
    told = f"{number(len(measures.changed))} berita diubah setelah terbit"
    headlines = measures.headlines_changed
    if headlines == len(measures.changed):
        return f"{told}, termasuk judulnya"
    return f"{told}, {number(headlines)} di antaranya judulnya" if headlines else told


def silent(sources: Sequence[Source], found: Mapping[str, Volume]) -> list[Source]:
    """Registered outlets that wrote nothing in the period, by name."""
    return sorted(
        (source for source in sources if source.id not in found), key=lambda each: each.name.casefold()
    )
