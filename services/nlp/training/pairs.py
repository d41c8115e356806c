"""Judges how well embeddings tell articles of one event from all other pairs."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from services.nlp.training.data import Example

NEAR_DAYS = 3.0
"""Articles of one event mostly appear within three days (89 of 111 pairs of the training articles)."""


@dataclass(frozen=True)
class PairScore:
    """Precision and recall over all pairs when pairs from `threshold` on count as one event."""

    threshold: float
    precision: float
    recall: float
    same_event_pairs: int
    pairs: int


def all_pairs(
    examples: Sequence[Example], embeddings: np.ndarray, days: float | None = None
) -> tuple[np.ndarray, np.ndarray]:
    """(cosine, same event) of every pair of articles, or of those published at most `days` days apart."""
    left, right = np.triu_indices(len(examples), k=1)
    cosine = np.asarray((embeddings @ embeddings.T)[left, right])
    # An article without an event belongs to no other: it gets a name of its own.
    events = np.array([example.event or f"only {example.id}" for example in examples])
    same = np.asarray(events[left] == events[right])
    if days is None:
        return cosine, same
    day = np.array([ex.published.timestamp() / 86400 if ex.published else np.nan for ex in examples])
    near = np.abs(day[left] - day[right]) <= days
    return cosine[near], same[near]


def score_pairs(cosine: np.ndarray, same: np.ndarray, threshold: float) -> PairScore:
    """The score at one threshold."""
    chosen = cosine >= threshold
    hits = int(np.sum(chosen & same))
    return PairScore(
        threshold=threshold,
        precision=hits / max(1, int(chosen.sum())),
        recall=hits / max(1, int(same.sum())),
        same_event_pairs=int(same.sum()),
        pairs=len(same),
    )


def best_pair_threshold(cosine: np.ndarray, same: np.ndarray) -> PairScore:
    """The threshold (steps of 0.01) with the highest F1 of pairs."""

    def f1(score: PairScore) -> float:
        both = score.precision + score.recall
        return 2 * score.precision * score.recall / both if both else 0.0

    steps = [round(0.20 + 0.01 * step, 2) for step in range(76)]
    return max((score_pairs(cosine, same, step) for step in steps), key=f1)
