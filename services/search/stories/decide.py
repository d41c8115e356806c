"""Decides which story an article belongs to and of which article it is a copy; pure, thresholds explained."""

from __future__ import annotations

import hashlib
import heapq
import math
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta

import numpy as np
import numpy.typing as npt

from services.search.stories.member import PERMUTATIONS, Member
from services.search.stories.neighbours import Neighbours
from services.search.stories.words import overlap

# All figures: the project's annotated corpus (675 texts, 75 events, 12 near-copies, evaluation files left
# out); `python -m benchmarks.stories FILE…` prints them again.

# Whoever repeats a release does so within the week, and 94 of 100 annotated pairs of one event were published
# within a week; what comes later looks back. Four days would lose one true pair in twenty and spare one false
# pair in a hundred.
WINDOW = timedelta(days=7)
# Estimated Jaccard of word 5-shingles. Annotated copies (a release with small edits, shortened, another
# lead) lie at 0.19 to 0.46, everything else below 0.07; the standard error of 128 permutations at 0.12 is
# 0.03.
COPY_JACCARD = 0.12
# Above this even articles about different regions are copies: a national release that outlets localise.
CERTAIN_JACCARD = 0.5
# Score = cosine + WORD_WEIGHT * overlap of rare words. A logistic regression over pairs about one region
# gives 3.8; from 2 to 5 the results differ by less than 0.01.
WORD_WEIGHT = 3.0
# Least score for the same event when both are about one region, and when it is not known of both what
# they are about. Articles about different regions tell different events, however alike they sound (audit
# opinions, budgets, bulletins); what is sent to all regions in the same words is a copy.
SAME_REGION = 0.45
UNKNOWN_REGION = 0.9
# Among many articles one is similar by chance: of two unrelated texts 0.5 % score 0.54 or more, 0.05 %
# 0.88, 0.005 % 1.28. The least score grows with the number of articles compared, so that one article in
# twenty would join a story by chance alone.
CROWD_AT_TEN = 0.54
CROWD_PER_TENFOLD = 0.37
# Least mean score over the articles of the story in the window: one similar member must not chain two events.
COHESION = 0.4
# Only the nearest by cosine are compared word by word, so that the work is bounded on a busy day.
CANDIDATES = 100


@dataclass(frozen=True)
class Decision:
    """The story, the original when this is a copy, and the articles that turn out to be copies of it."""

    story_id: str
    copy_of: str | None = None
    demoted: tuple[str, ...] = ()


def new_story_id(article_id: str) -> str:
    """The id of the story that this article opens: the same article always opens the same story."""
    return "s" + hashlib.sha256(article_id.encode()).hexdigest()[:31]


def decide(newcomer: Member, neighbours: Sequence[Neighbours]) -> Decision:
    """Where the newcomer belongs among the articles published around it (which all have a story).

    A near-copy joins the story of what it repeats; the earliest of a group of copies is their original,
    even when it is seen last. Otherwise the article joins the story whose best member scores highest, or
    opens one. An article that has a story already (a new revision) keeps it; only its copies are looked
    for again.
    """
    twins = near_copies(newcomer, neighbours)
    if newcomer.story_id is not None:
        twins = [twin for twin in twins if twin.story_id == newcomer.story_id]
    story_id = newcomer.story_id
    if story_id is None and twins:
        story_id = min(twins, key=lambda twin: twin.age).story_id
    if story_id is None:
        story_id = same_event(newcomer, neighbours) or new_story_id(newcomer.id)
    twins = [twin for twin in twins if twin.story_id == story_id]
    if not twins:
        return Decision(story_id)
    eldest = min([*twins, newcomer], key=lambda each: each.age)
    if eldest is not newcomer:
        original = eldest.copy_of or eldest.id
        # A revision of an original whose copies are younger still points at nobody, least of all at itself.
        return Decision(story_id, original if original != newcomer.id else None)
    known = {twin.id for twin in twins} | {newcomer.id}
    demoted = [twin.id for twin in twins if twin.copy_of is None or twin.copy_of in known]
    return Decision(story_id, None, tuple(sorted(demoted)))


def near_copies(newcomer: Member, neighbours: Sequence[Neighbours]) -> list[Member]:
    """The articles of the window that repeat the newcomer's text, or whose text it repeats."""
    if newcomer.signature is None:
        return []
    found = []
    for shelf in neighbours:
        jaccard = np.count_nonzero(shelf.signatures == newcomer.signature, axis=1) / PERMUTATIONS
        for place in np.flatnonzero(jaccard >= COPY_JACCARD):
            other = shelf.members[place]
            if other.signature is None or other.id == newcomer.id:
                continue
            if abs(other.published_at - newcomer.published_at) > WINDOW:
                continue
            elsewhere = newcomer.regions and other.regions and not newcomer.shares_region(other)
            if not elsewhere or jaccard[place] >= CERTAIN_JACCARD:
                found.append(other)
    return found


def same_event(newcomer: Member, neighbours: Sequence[Neighbours]) -> str | None:
    """The story that the newcomer continues, or None when it opens one."""
    nearest, cosines, crowd = _nearest(newcomer, neighbours)
    scores = cosines + WORD_WEIGHT * overlap(newcomer.words, [other.words for other in nearest])
    by_story: dict[str, list[float]] = defaultdict(list)
    fits: dict[str, float] = {}
    for other, score in zip(nearest, scores.tolist(), strict=True):
        if other.story_id is None:
            continue
        by_story[other.story_id].append(score)
        if score >= least_score(newcomer, other, crowd):
            fits[other.story_id] = max(score, fits.get(other.story_id, 0.0))
    cohesive = {story: best for story, best in fits.items() if np.mean(by_story[story]) >= COHESION}
    return max(cohesive, key=lambda story: (cohesive[story], story)) if cohesive else None


def least_score(newcomer: Member, other: Member, crowd: int) -> float:
    """The score from which on these two tell the same event, when `crowd` articles were compared."""
    chance = CROWD_AT_TEN + CROWD_PER_TENFOLD * math.log10(max(crowd, 1) / 10)
    if newcomer.shares_region(other):
        return max(SAME_REGION, chance)
    return math.inf if newcomer.regions and other.regions else max(UNKNOWN_REGION, chance)


def _nearest(
    newcomer: Member, neighbours: Sequence[Neighbours]
) -> tuple[list[Member], npt.NDArray[np.float64], int]:
    """The CANDIDATES articles nearest by cosine, their cosines, and how many there were to choose from.

    Only those count that were published in the window and are not known to be about another region.
    """
    if newcomer.vector is None:
        return [], np.zeros(0), 0
    found: list[tuple[float, str, Member]] = []
    for shelf in neighbours:
        places = shelf.comparable(newcomer.regions)
        # vecdot, not @: the BLAS would wake all its threads for a millisecond of work.
        cosines = np.vecdot(shelf.vectors[places], newcomer.vector)
        for place, cosine in zip(places.tolist(), cosines.tolist(), strict=True):
            other = shelf.members[place]
            in_window = abs(other.published_at - newcomer.published_at) <= WINDOW
            if in_window and other.vector is not None and other.id != newcomer.id:
                found.append((cosine, other.id, other))
    nearest = heapq.nlargest(CANDIDATES, found, key=lambda each: each[:2])
    return [member for _, _, member in nearest], np.array([cosine for cosine, _, _ in nearest]), len(found)
