"""Articles side by side, their vectors and signatures stacked: one article meets all in one pass."""

from __future__ import annotations

from collections import defaultdict

import numpy as np
import numpy.typing as npt

from services.search.stories.member import DIMENSIONS, PERMUTATIONS, Member

# The key of articles of which it is not known what region they are about.
NOWHERE = ""


class Neighbours:
    """A growing shelf of members. Row k of `vectors` and `signatures` belongs to `members[k]`.

    A missing vector or signature is a row of zeros: similar to nothing (a real MinHash value is never
    zero but by a chance of one in four thousand million).
    """

    def __init__(self) -> None:
        self.members: list[Member] = []
        self._place: dict[str, int] = {}
        # Region key → ids of the members about it; see _keys.
        self._about: dict[str, set[str]] = defaultdict(set)
        self._vectors = np.zeros((16, DIMENSIONS), dtype=np.float32)
        self._signatures = np.zeros((16, PERMUTATIONS), dtype=np.uint32)

    def __len__(self) -> int:
        return len(self.members)

    @property
    def vectors(self) -> npt.NDArray[np.float32]:
        """Shape (members, DIMENSIONS)."""
        return self._vectors[: len(self.members)]

    @property
    def signatures(self) -> npt.NDArray[np.uint32]:
        """Shape (members, PERMUTATIONS)."""
        return self._signatures[: len(self.members)]

    def comparable(self, regions: frozenset[str]) -> npt.NDArray[np.intp]:
        """Places of the members about one of these regions, about a part or the whole of one, or about none.

        All places when `regions` is empty.
        """
        if not regions:
            return np.arange(len(self.members))
        wanted = {NOWHERE, *regions, *(region.partition(".")[0] for region in regions)}
        wanted |= {f"{region}." for region in regions}
        ids = {article_id for key in wanted for article_id in self._about.get(key, ())}
        return np.array(sorted(self._place[article_id] for article_id in ids), dtype=np.intp)

    def put(self, member: Member) -> None:
        """Add a member, or replace the one with its id."""
        self.remove(member.id)
        place = self._place[member.id] = len(self.members)
        for key in _keys(member):
            self._about[key].add(member.id)
        self.members.append(member)
        if place == len(self._vectors):
            self._vectors = np.concatenate([self._vectors, np.zeros_like(self._vectors)])
            self._signatures = np.concatenate([self._signatures, np.zeros_like(self._signatures)])
        self._vectors[place] = 0.0 if member.vector is None else member.vector
        self._signatures[place] = 0 if member.signature is None else member.signature

    def remove(self, article_id: str) -> None:
        """Take a member away; the last one moves to its place. Unknown ids are fine."""
        place = self._place.pop(article_id, None)
        if place is None:
            return
        for key in _keys(self.members[place]):
            self._about[key].discard(article_id)
        last = self.members.pop()
        if last.id != article_id:
            self.members[place] = last
            self._place[last.id] = place
            self._vectors[place] = self._vectors[len(self.members)]
            self._signatures[place] = self._signatures[len(self.members)]


def _keys(member: Member) -> set[str]:
    """What a member is found by: its regions, of a regency also ``64.`` (something in 64), or NOWHERE."""
    if not member.regions:
        return {NOWHERE}
    within = {f"{region.partition('.')[0]}." for region in member.regions if "." in region}
    return set(member.regions) | within
