"""Fits the story decisions to annotated articles: a logistic regression over pairs, and where to join.

Pairs come from the articles as published, from weeks into which all events are pressed (so that
look-alikes of every month compete), and from made-up articles.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from benchmarks.stories_corpus import Annotated, in_one_week
from benchmarks.stories_made_up import copy_of, form_letter, neighbour
from services.search.stories.evidence import KINDS, evidence
from services.search.stories.neighbours import Neighbours
from services.search.stories.thresholds import WINDOW

Floats = npt.NDArray[np.float64]

# What speaks against one event; a weight of the other sign would be an accident of the files and is left out.
AGAINST = {
    "other_day",
    "days_apart",
    "other_region",
    "other_place",
    "other_figures",
    "other_people",
    "other_topic",
}
SIGNS = np.array([-1 if kind in AGAINST else 1 for kind in KINDS])
WEEKS = 2
# As published there are eight times fewer pairs than in a pressed week, and they are the usual case.
AS_PUBLISHED = 4.0
MADE_UP, MADE_UP_WEIGHT = 150, 0.5
UNRELATED_WEIGHT = 2.0
RIDGE = 1.0


@dataclass(frozen=True)
class Pairs:
    """Evidence of shape (pairs, KINDS), whether each pair tells one event, and how much it counts."""

    evidence: Floats
    same: Floats
    weight: Floats


def fit_pairs(articles: Sequence[Annotated]) -> tuple[Floats, float]:
    """Weights, shape (KINDS,), and bias of the log-odds that two articles tell one event."""
    parts = [compared(articles, AS_PUBLISHED), made_up(articles), unrelated(articles)]
    parts += [compared(in_one_week(articles, seed), 1.0) for seed in range(WEEKS)]
    pairs = Pairs(
        np.concatenate([part.evidence for part in parts]),
        np.concatenate([part.same for part in parts]),
        np.concatenate([part.weight for part in parts]),
    )
    kept = np.ones(len(KINDS), dtype=bool)
    while True:
        weights, bias = _regression(pairs, kept)
        wrong = weights * SIGNS * pairs.evidence.std(axis=0)
        if wrong.min() >= 0:
            return weights, bias
        kept[wrong.argmin()] = False


def compared(articles: Sequence[Annotated], weight: float) -> Pairs:
    """The pairs that the service would compare."""
    shelf = Neighbours()
    by_id = {each.member.id: each for each in articles}
    rows: list[Floats] = []
    same: list[bool] = []
    for each in articles:
        others = [
            other
            for other in shelf.candidates(each.member)
            if abs(other.published_at - each.member.published_at) <= WINDOW
        ]
        rows.append(evidence(each.member, others))
        same += [each.same_event(by_id[other.id]) for other in others]
        shelf.put(each.member)
    return Pairs(np.concatenate(rows), np.array(same, dtype=float), np.full(len(same), weight))


def made_up(articles: Sequence[Annotated]) -> Pairs:
    """A copy and a form letter of each of MADE_UP articles."""
    random = np.random.default_rng(0)
    members = [each.member for each in articles]
    chosen = [members[k] for k in random.permutation(len(members))[:MADE_UP]]
    rows = [evidence(member, [copy_of(member, random), form_letter(member, random)]) for member in chosen]
    return Pairs(
        np.concatenate(rows),
        np.tile([1.0, 0.0], len(chosen)),
        np.full(2 * len(chosen), MADE_UP_WEIGHT),
    )


def unrelated(articles: Sequence[Annotated]) -> Pairs:
    """For each article three about other events, one of them on its topic, put into its region."""
    random = np.random.default_rng(0)
    rows: list[Floats] = []
    for each in articles:
        others = [other.member for other in articles if other is not each and not each.same_event(other)]
        alike = [other for other in others if other.clues.topics & each.member.clues.topics]
        chosen = [pool[random.integers(len(pool))] for pool in (alike, others, others) if pool]
        rows.append(evidence(each.member, [neighbour(other, each.member, random) for other in chosen]))
    table = np.concatenate(rows)
    return Pairs(table, np.zeros(len(table)), np.full(len(table), UNRELATED_WEIGHT))


def _regression(pairs: Pairs, kept: npt.NDArray[np.bool_]) -> tuple[Floats, float]:
    """Ridge logistic regression by Newton's method on standardised evidence; 0 for what is not kept."""
    mean, spread = pairs.evidence.mean(axis=0), pairs.evidence.std(axis=0) + 1e-6
    table = np.c_[((pairs.evidence - mean) / spread)[:, kept], np.ones(len(pairs.same))]
    ridge = RIDGE * np.eye(table.shape[1])
    ridge[-1, -1] = 1e-6
    found = np.zeros(table.shape[1])
    for _ in range(30):
        odds = 1 / (1 + np.exp(-np.clip(table @ found, -30, 30)))
        slope = table.T @ (pairs.weight * (odds - pairs.same)) + ridge @ found
        curve = (table * (pairs.weight * odds * (1 - odds))[:, None]).T @ table + ridge
        step = np.linalg.solve(curve, slope)
        found -= step
        if abs(step).max() < 1e-4:
            break
    weights = np.zeros(len(KINDS))
    weights[kept] = found[:-1] / spread[kept]
    return weights, float(found[-1] - weights @ mean)
