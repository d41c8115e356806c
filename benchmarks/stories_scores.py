"""Scores of a grouping against annotated events: B-cubed and pairs."""

from __future__ import annotations

from collections import Counter
from collections.abc import Hashable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np


@dataclass(frozen=True)
class BCubed:
    """B-cubed precision and recall of one article (Bagga & Baldwin 1998), each above 0 and at most 1."""

    precision: float
    recall: float


@dataclass(frozen=True)
class Scores:
    """Precision, recall and their harmonic mean."""

    precision: float
    recall: float

    @property
    def f1(self) -> float:
        """2PR / (P + R); 0 when both are."""
        total = self.precision + self.recall
        return 2 * self.precision * self.recall / total if total else 0.0


def bcubed(events: Mapping[str, str | None], stories: Mapping[str, str]) -> dict[str, BCubed]:
    """B-cubed of each article, so that others can average or bootstrap.

    `events`: article id → annotated event, None for an event that nobody else tells; `stories`: article id →
    predicted story, for at least the same articles.
    """
    truth: dict[str, Hashable] = {
        article: ("alone", article) if event is None else event for article, event in events.items()
    }
    in_event = Counter(truth.values())
    in_story = Counter(stories[article] for article in truth)
    in_both = Counter((truth[article], stories[article]) for article in truth)
    return {
        article: BCubed(
            in_both[event, stories[article]] / in_story[stories[article]],
            in_both[event, stories[article]] / in_event[event],
        )
        for article, event in truth.items()
    }


def mean_bcubed(articles: Sequence[BCubed]) -> Scores:
    """The means over articles (one weight each), and the F1 of these means."""
    return Scores(
        float(np.mean([article.precision for article in articles])),
        float(np.mean([article.recall for article in articles])),
    )


def pairwise(events: Mapping[str, str | None], stories: Mapping[str, str]) -> Scores:
    """Precision and recall over pairs of articles in one story; 1 where there is no pair."""
    together = Counter(event for event in events.values() if event is not None)
    found = Counter(stories[article] for article in events)
    right = Counter((event, stories[article]) for article, event in events.items() if event is not None)
    pairs = [sum(n * (n - 1) // 2 for n in counts.values()) for counts in (right, found, together)]
    return Scores(*(pairs[0] / whole if whole else 1.0 for whole in pairs[1:]))
