"""From probabilities to labels: the tone, one or two topics, what citizens voice."""

from __future__ import annotations

from collections.abc import Mapping
from typing import get_args

from shared.contracts.article import Kind
from shared.contracts.enrichment import TONES, TOPICS, Aspiration, ToneLabel, Topic

SECOND_TOPIC = 0.20
"""Calibrated probability from which a second topic is worth showing."""
_VOICES: tuple[Aspiration, ...] = get_args(Aspiration)


def best_tone(probabilities: Mapping[str, float]) -> ToneLabel:
    """The most probable tone."""
    return max(TONES, key=lambda label: probabilities.get(label, 0.0))


def best_topics(probabilities: Mapping[str, float]) -> list[Topic]:
    """The most probable topic and, from SECOND_TOPIC on, the second most probable one."""
    first, second = sorted(TOPICS, key=lambda topic: -probabilities.get(topic, 0.0))[:2]
    topics = [Topic(id=first, score=unit(probabilities.get(first, 0.0)))]
    if probabilities.get(second, 0.0) >= SECOND_TOPIC:
        topics.append(Topic(id=second, score=unit(probabilities[second])))
    return topics


def best_aspiration(probabilities: Mapping[str, float], kind: Kind) -> Aspiration | None:
    """What citizens voice, None when most probably nothing; a citizen's own report always voices
    something."""
    best = max(_VOICES, key=lambda voice: probabilities.get(voice, 0.0))
    nothing = 1.0 - sum(probabilities.get(voice, 0.0) for voice in _VOICES)
    if kind != "aspirasi" and nothing >= probabilities.get(best, 0.0):
        return None
    return best


def unit(score: float) -> float:
    """A probability as the contract carries it: within 0 and 1, four places."""
    return round(min(max(score, 0.0), 1.0), 4)
