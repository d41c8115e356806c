"""One line of the evaluation's table, and the intervals behind it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np

from services.nlp.training.metrics import bootstrap


@dataclass(frozen=True)
class Row:
    """A score of one task on one set, with its 95 % interval and a baseline measured in the same run."""

    task: str
    set: str
    items: int
    measure: str
    value: float
    low: float
    high: float
    baseline: str
    baseline_value: float


@dataclass(frozen=True)
class Counts:
    """Hits, false alarms and misses of one article."""

    hits: int
    alarms: int
    misses: int


def counts(want: set[str], got: set[str]) -> Counts:
    """The counts of one article whose labels and answers are sets."""
    return Counts(len(want & got), len(got - want), len(want - got))


def micro_f1(chosen: Sequence[Counts]) -> float:
    """2 hits / (2 hits + alarms + misses) over the articles; 0 where there is nothing."""
    hits = sum(count.hits for count in chosen)
    rest = sum(count.alarms + count.misses for count in chosen)
    return 2 * hits / (2 * hits + rest) if hits else 0.0


def interval(items: int, score: Callable[[np.ndarray], float]) -> tuple[float, float]:
    """95 % percentile interval of `score(indices)` over 1,000 samples of the items with replacement."""
    return bootstrap(items, score) if items else (0.0, 0.0)


def f1_row(
    task: str,
    name: str,
    found: Sequence[Counts],
    baseline: str,
    plain: Sequence[Counts],
    measure: str = "micro-F1",
) -> Row:
    """The row of a task whose answers are sets."""
    low, high = interval(len(found), lambda at: micro_f1([found[int(i)] for i in at]))
    return Row(task, name, len(found), measure, micro_f1(found), low, high, baseline, micro_f1(plain))


def share_row(
    task: str,
    name: str,
    measure: str,
    found: Sequence[Sequence[float]],
    baseline: str,
    plain: Sequence[Sequence[float]],
) -> Row:
    """The row of a task that scores several things of an article: whole articles are drawn for the
    interval."""

    def share(at: np.ndarray) -> float:
        values = [value for index in at for value in found[int(index)]]
        return float(np.mean(values)) if values else 0.0

    low, high = interval(len(found), share)
    items = sum(len(values) for values in found)
    every = [value for values in plain for value in values]
    return Row(
        task,
        name,
        items,
        measure,
        share(np.arange(len(found))),
        low,
        high,
        baseline,
        float(np.mean(every)) if every else 0.0,
    )


def mean_row(
    task: str, name: str, measure: str, values: Sequence[float], baseline: str, plain: Sequence[float]
) -> Row:
    """The row of a task that is scored article by article."""
    scores = np.array(values, dtype=float)
    low, high = interval(len(scores), lambda at: float(scores[at].mean()))
    return Row(
        task, name, len(scores), measure, float(scores.mean()), low, high, baseline, float(np.mean(plain))
    )
