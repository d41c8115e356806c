"""Groups linked articles into stories; articles and constraints decide the outcome, not their order."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from types import MappingProxyType

import numpy as np
import numpy.typing as npt

from services.search.stories.bonds import Bonds
from services.search.stories.constraints import UNCONSTRAINED, Constraints
from services.search.stories.member import PERMUTATIONS, Member
from services.search.stories.thresholds import COPY_JACCARD, FITTED, LEAST, MOST, WINDOW


def stories_of(
    members: Sequence[Member],
    scores: npt.NDArray[np.float64],
    join: float = FITTED.join,
    staying: Collection[str] = (),
    constraints: Constraints = UNCONSTRAINED,
    closed: Mapping[str, Collection[str]] = MappingProxyType({}),
) -> list[list[Member]]:
    """Average-linkage clustering down to `join`; each story sorted by age, the stories by their eldest.

    `scores`: shape (members, members), symmetric log-odds of one event; `members` sorted by id, which decides
    between equals. The mean over all pairs keeps one similar article from chaining two events. Of the ids
    `staying`, those that have one story stay together and apart from those of another. The constraints hold:
    a unit is one story, and two units that stay apart are two, whoever else is close to both; the closer side
    takes the newcomer. `closed`: story → units that may not enter it.
    """
    means = np.clip(scores, LEAST, MOST)
    np.fill_diagonal(means, -np.inf)
    groups = {k: [member] for k, member in enumerate(members)}
    bonds = Bonds(members, constraints)

    def merge(one: int, other: int) -> None:
        mine, theirs = len(groups[one]), len(groups[other])
        mean = (mine * means[one] + theirs * means[other]) / (mine + theirs)
        means[one], means[:, one] = mean, mean
        means[other], means[:, other] = -np.inf, -np.inf
        means[one, one] = -np.inf
        groups[one] += groups.pop(other)
        bonds.join(one, other, means)

    heads: dict[str, int] = {}
    for k, member in enumerate(members):
        if member.id in staying:
            head = heads.setdefault(str(member.story_id), k)
            if head != k:
                merge(head, k)
    bonds.close(heads, closed)
    bonds.mask(means)
    while len(groups) > 1:
        one, other = divmod(int(means.argmax()), len(members))
        if means[one, other] < join:
            break
        merge(one, other)
    together: dict[int, list[Member]] = defaultdict(list)
    for k, group in groups.items():
        together[int(bonds.labels[k])] += group
    stories = [sorted(group, key=lambda member: member.age) for group in together.values()]
    return sorted(stories, key=lambda story: story[0].age)


def copies_of(story: Sequence[Member]) -> dict[str, str]:
    """Copy → original within one story (sorted by age): the eldest of those that repeat one another.

    Only who is told of the same event is asked, so a form letter with other figures and days is no copy.
    """
    signed = [member for member in story if member.signature is not None]
    if len(signed) < 2:
        return {}
    signatures = np.stack([member.signature for member in signed if member.signature is not None])
    original = list(range(len(signed)))
    for k, member in enumerate(signed[1:], start=1):
        jaccard = np.count_nonzero(signatures[:k] == signatures[k], axis=1) / PERMUTATIONS
        twins = [
            place
            for place in np.flatnonzero(jaccard >= COPY_JACCARD).tolist()
            if member.published_at - signed[place].published_at <= WINDOW
        ]
        roots = {original[place] for place in twins}
        if roots:
            eldest = min(roots)
            original[: k + 1] = [eldest if root in roots or root == k else root for root in original[: k + 1]]
    found = defaultdict(list)
    for k, root in enumerate(original):
        if k != root:
            found[signed[root].id].append(signed[k].id)
    return {copy: root for root, copies in found.items() for copy in copies}


def originals_of(story: Sequence[Member], staying: Collection[str] = ()) -> dict[str, str]:
    """Copy → original as copies_of has it, but those `staying` keep theirs and hand it on to newcomers.

    Their original may be among the articles of the story that are not at hand.
    """
    found = copies_of(story)
    kept = {member.id: member.copy_of or member.id for member in story if member.id in staying}
    handed: dict[str, str] = {}
    for member in story:
        if member.id in kept:
            handed.setdefault(found.get(member.id, member.id), kept[member.id])
    originals = {
        member.id: kept.get(member.id) or handed.get(root, root)
        for member in story
        for root in (found.get(member.id, member.id),)
    }
    return {key: original for key, original in originals.items() if key != original}
