"""Turns labels into training targets: soft topics, class weights, and lower weight for disputed tones."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import torch

from services.nlp.training.data import Example
from services.nlp.training.labels import TONES, TOPICS

MAIN_TOPIC = 0.75
"""Probability of the chosen topic where others are acceptable too; they share the rest."""
DISPUTED_TONE = 0.5
"""Weight of a tone that two readers could dispute (40 to 57 % of the real articles)."""


@dataclass(frozen=True)
class Targets:
    """tone (n, 3) and topic (n, 21) probabilities with (n,) weights whose mean is about one."""

    tone: Any
    topic: Any
    tone_weight: Any
    topic_weight: Any


def targets(examples: Sequence[Example]) -> Targets:
    """Targets of the examples in their order."""
    tone = torch.zeros(len(examples), len(TONES))
    topic = torch.zeros(len(examples), len(TOPICS))
    for index, example in enumerate(examples):
        tone[index, TONES.index(example.tone)] = 1.0
        alternatives = example.topic_alt
        topic[index, TOPICS.index(example.topic)] = MAIN_TOPIC if alternatives else 1.0
        for name in alternatives:
            topic[index, TOPICS.index(name)] = (1.0 - MAIN_TOPIC) / len(alternatives)
    tone_balance = class_weights([example.tone for example in examples])
    topic_balance = class_weights([example.topic for example in examples])
    tone_weight = [tone_balance[ex.tone] * (1.0 if ex.tone_sure else DISPUTED_TONE) for ex in examples]
    topic_weight = [topic_balance[ex.topic] for ex in examples]
    return Targets(tone, topic, _unit_mean(tone_weight), _unit_mean(topic_weight))


def class_weights(labels: Sequence[str]) -> dict[str, float]:
    """Inverse square root of the class frequency: the full inverse lets ten articles shout down hundreds."""
    counts = Counter(labels)
    return {label: (len(labels) / count) ** 0.5 for label, count in counts.items()}


def _unit_mean(weights: Sequence[float]) -> Any:
    tensor = torch.tensor(weights)
    return tensor / tensor.mean()
