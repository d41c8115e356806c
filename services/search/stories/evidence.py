"""What speaks for and against two articles telling one event; symmetric, and blind to all other articles."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import TypeVar

import numpy as np
import numpy.typing as npt

from services.search.stories.clues import any_within
from services.search.stories.member import DIMENSIONS, PERMUTATIONS, Member
from services.search.stories.words import overlap

# Column names of `evidence`, in order; the weights of fitted.json are kept by these names.
KINDS = (
    "cosine",
    "words",
    "copied",
    "same_day",
    "other_day",
    "days_apart",
    "same_region",
    "other_region",
    "same_place",
    "other_place",
    "same_figures",
    "other_figures",
    "same_people",
    "other_people",
    "same_names",
    "same_topic",
    "other_topic",
)

T = TypeVar("T")
Evidence = npt.NDArray[np.float64]


def evidence(one: Member, others: Sequence[Member]) -> Evidence:
    """Shape (others, KINDS). A feature of something that either article does not name is 0.

    `cosine` of the embeddings, `words` the TF-IDF cosine, `copied` the estimated Jaccard similarity of their
    5-word shingles (all 0 to 1); `days_apart` between the publications, in weeks; `same_figures` and
    `same_people` grow with the logarithm of how many agree; the rest is 0 or 1.
    """
    table = np.zeros((len(others), len(KINDS)))
    if not others:
        return table
    if one.vector is not None:
        vectors = np.stack([_NO_VECTOR if other.vector is None else other.vector for other in others])
        # vecdot, not @: the BLAS would wake all its threads for a millisecond of work.
        table[:, 0] = np.vecdot(vectors, one.vector)
    table[:, 1] = np.sqrt(overlap(one.words, [other.words for other in others]))
    if one.signature is not None:
        signatures = np.stack(
            [_NO_HASHES if other.signature is None else other.signature for other in others]
        )
        table[:, 2] = np.count_nonzero(signatures == one.signature, axis=1) / PERMUTATIONS
    for row, other in zip(table, others, strict=True):
        row[3:] = _facts(one, other)
    return table


_NO_VECTOR = np.zeros(DIMENSIONS, dtype=np.float32)
_NO_HASHES = np.zeros(PERMUTATIONS, dtype=np.uint32)


def _facts(one: Member, other: Member) -> list[float]:
    mine, theirs = one.clues, other.clues
    weeks = abs((one.published_at - other.published_at).total_seconds()) / (7 * 86_400)
    return [
        *_agreement(mine.main_days, mine.days, theirs.main_days, theirs.days),
        weeks,
        *_regions(one, other),
        *_agreement(mine.main_places, mine.places, theirs.main_places, theirs.places),
        *_figures(mine.figures, theirs.figures),
        *_people(mine.people, theirs.people),
        math.log1p(len(mine.names & theirs.names)),
        *_agreement(mine.topics, mine.topics, theirs.topics, theirs.topics),
    ]


def _agreement(
    my_main: frozenset[T], mine: frozenset[T], their_main: frozenset[T], theirs: frozenset[T]
) -> tuple[float, float]:
    """(1, 0) when what one says first the other says, too; (0, 1) when both say other things first."""
    if not my_main.isdisjoint(theirs) or not their_main.isdisjoint(mine):
        return 1.0, 0.0
    return 0.0, 1.0 if my_main and their_main else 0.0


def _regions(one: Member, other: Member) -> tuple[float, float]:
    if not one.regions or not other.regions:
        return 0.0, 0.0
    if one.shares_region(other):
        return 1.0, 0.0
    # Two that name each other's region may tell one event from two sides.
    named = any_within(one.regions, other.clues.mentioned) or any_within(other.regions, one.clues.mentioned)
    return 0.0, 0.0 if named else 1.0


def _figures(mine: frozenset[str], theirs: frozenset[str]) -> tuple[float, float]:
    """Short and round numbers agree by chance: each weighs the square of its digits before closing zeros."""
    shared = sum((len(number.replace(".", "").rstrip("0")) - 1) ** 2 / 2 for number in mine & theirs)
    fewer = min(len(mine), len(theirs))
    return math.log1p(shared), 1.0 if fewer >= 2 and not shared else 0.0


def _people(mine: frozenset[int], theirs: frozenset[int]) -> tuple[float, float]:
    if not mine or not theirs:
        return 0.0, 0.0
    shared = len(mine & theirs)
    return math.log1p(shared), 0.0 if shared else 1.0
