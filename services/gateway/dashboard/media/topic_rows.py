"""What an outlet writes about: its topics with their articles and the negative ones among them."""

from __future__ import annotations

from dataclasses import dataclass

from services.gateway.presentation.story_cards import ToneShare
from services.gateway.presentation.wording import topic_name
from shared.contracts.query import Facets

SHOWN = 8
# No topic to act on: it stays last.
OTHER = "lainnya"


@dataclass(frozen=True)
class OutletTopic:
    """A topic; `parts` are the negative and the other articles as a bar, longest topic = 100 percent."""

    id: str
    name: str
    count: int
    negative: int
    parts: tuple[ToneShare, ...]


def outlet_topics(all_tones: Facets, negative: Facets) -> list[OutletTopic]:
    """The most frequent topics, most frequent first."""
    counts = {value.value: value.count for value in all_tones.facets.get("topic", [])}
    negatives = {value.value: value.count for value in negative.facets.get("topic", [])}
    ordered = sorted(counts, key=lambda topic: (topic == OTHER, -counts[topic], topic_name(topic)))[:SHOWN]
    longest = max((counts[topic] for topic in ordered), default=1)
    return [_row(topic, counts[topic], negatives.get(topic, 0), longest) for topic in ordered]


def _row(topic: str, count: int, negative: int, longest: int) -> OutletTopic:
    negative_width = round(100 * negative / longest, 2)
    other_width = round(100 * (count - negative) / longest, 2)
    parts = (
        ToneShare("negatif", "Negatif", negative, 0, negative_width),
        ToneShare("netral", "Lainnya", count - negative, negative_width, other_width),
    )
    return OutletTopic(topic, topic_name(topic), count, negative, parts)
