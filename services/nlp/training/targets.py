"""Turns labels into training targets: two readers' votes as soft labels, class weights, open tags of
tokens."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import torch

from services.nlp.training.data import Example
from services.nlp.training.labels import ASPIRATIONS, TONES, TOPICS

MAIN_TOPIC = 0.8
"""Probability of the chosen topic where others are acceptable too; they share the rest."""
SECOND_VOTE = 0.4
"""Weight of the second reader's label beside the first's: he read faster, but blind."""
DISPUTED = 0.6
"""Weight of a tone on which the readers differ or are unsure (41 % of the real articles)."""


@dataclass(frozen=True)
class Targets:
    """tone (n, 3), topic (n, 21) and aspiration (n, 5) probabilities with (n,) weights of mean one."""

    tone: Any
    topic: Any
    aspiration: Any
    tone_weight: Any
    topic_weight: Any
    aspiration_weight: Any


def targets(examples: Sequence[Example]) -> Targets:
    """Targets of the examples in their order."""
    tone = torch.zeros(len(examples), len(TONES))
    topic = torch.zeros(len(examples), len(TOPICS))
    aspiration = torch.zeros(len(examples), len(ASPIRATIONS))
    certain = torch.ones(len(examples))
    for index, example in enumerate(examples):
        first = 1.0 - SECOND_VOTE if example.second else 1.0
        tone[index, TONES.index(example.tone)] += first
        aspiration[index, ASPIRATIONS.index(example.aspiration)] += first
        alternatives = example.topic_alt
        topic[index, TOPICS.index(example.topic)] += first * (MAIN_TOPIC if alternatives else 1.0)
        for name in alternatives:
            topic[index, TOPICS.index(name)] += first * (1.0 - MAIN_TOPIC) / len(alternatives)
        if example.second:
            tone[index, TONES.index(example.second.tone)] += SECOND_VOTE
            topic[index, TOPICS.index(example.second.topic)] += SECOND_VOTE
            aspiration[index, ASPIRATIONS.index(example.second.aspiration)] += SECOND_VOTE
        if not example.tone_agreed or not (example.tone_sure or (example.second and example.second.sure)):
            certain[index] = DISPUTED
    return Targets(
        tone,
        topic,
        aspiration,
        _unit_mean(_balance([example.tone for example in examples]) * certain),
        _unit_mean(_balance([example.topic for example in examples])),
        _unit_mean(_balance([example.aspiration for example in examples])),
    )


def class_weights(labels: Sequence[str]) -> dict[str, float]:
    """Inverse square root of the class frequency: the full inverse lets ten articles shout down hundreds."""
    counts = Counter(labels)
    return {label: (len(labels) / count) ** 0.5 for label, count in counts.items()}


def _balance(labels: Sequence[str]) -> Any:
    weights = class_weights(labels)
    return torch.tensor([weights[label] for label in labels])


def _unit_mean(weights: Any) -> Any:
    return weights / weights.mean()
