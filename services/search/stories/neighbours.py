"""Articles of one day side by side: which of them are worth comparing with a newcomer."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator

import numpy as np
import numpy.typing as npt

from services.search.stories.member import DIMENSIONS, Member, Signature
from services.search.stories.thresholds import BANDS, NEAR, NEAR_IN_REGION, ROWS

# The key of articles of which it is not known what region they are about.
NOWHERE = ""


class Neighbours:
    """A growing shelf of members, found by region and by the bands of their MinHash.

    Row k of `vectors` belongs to `members[k]`; a missing vector is a row of zeros, similar to nothing.
    """

    def __init__(self) -> None:
        self.members: list[Member] = []
        self._place: dict[str, int] = {}
        # Region key → ids of the members about it, and of those that name it; see _keys.
        self._about: dict[str, set[str]] = defaultdict(set)
        self._naming: dict[str, set[str]] = defaultdict(set)
        self._bands: dict[str, set[str]] = defaultdict(set)
        self._vectors = np.zeros((16, DIMENSIONS), dtype=np.float32)

    def __len__(self) -> int:
        return len(self.members)

    @property
    def vectors(self) -> npt.NDArray[np.float32]:
        """Shape (members, DIMENSIONS)."""
        return self._vectors[: len(self.members)]

    def get(self, article_id: str) -> Member | None:
        """The member with this id."""
        place = self._place.get(article_id)
        return None if place is None else self.members[place]

    def candidates(self, member: Member) -> list[Member]:
        """The members worth comparing with this one: near it by meaning, or with a piece of its text.

        Symmetric: b is a candidate of a when a is one of b. In no particular order.
        """
        found = {article_id for band in _bands(member.signature) for article_id in self._bands.get(band, ())}
        if member.vector is not None and self.members:
            places = self._comparable(member)
            # vecdot, not @: the BLAS would wake all its threads for a millisecond of work.
            cosines = np.vecdot(self.vectors[places], member.vector)
            for k in np.flatnonzero(cosines >= NEAR_IN_REGION).tolist():
                other = self.members[places[k]]
                if cosines[k] >= NEAR or member.shares_region(other):
                    found.add(other.id)
        found.discard(member.id)
        return [self.members[self._place[article_id]] for article_id in found]

    def _comparable(self, member: Member) -> npt.NDArray[np.intp]:
        """Places of members about a region this one names, or naming one it is about, or about none."""
        if not member.regions:
            return np.arange(len(self.members))
        ids = set(self._about.get(NOWHERE, ()))
        for key in _searched(member.regions):
            ids |= self._naming.get(key, set())
        for key in _searched(member.clues.mentioned):
            ids |= self._about.get(key, set())
        return np.array([self._place[article_id] for article_id in ids], dtype=np.intp)

    def put(self, member: Member) -> None:
        """Add a member, or replace the one with its id."""
        self.remove(member.id)
        place = self._place[member.id] = len(self.members)
        for index, keys in self._entries(member):
            for key in keys:
                index[key].add(member.id)
        self.members.append(member)
        if place == len(self._vectors):
            self._vectors = np.concatenate([self._vectors, np.zeros_like(self._vectors)])
        self._vectors[place] = 0.0 if member.vector is None else member.vector

    def remove(self, article_id: str) -> None:
        """Take a member away; the last one moves to its place. Unknown ids are fine."""
        place = self._place.pop(article_id, None)
        if place is None:
            return
        for index, keys in self._entries(self.members[place]):
            for key in keys:
                index[key].discard(article_id)
                if not index[key]:
                    del index[key]
        last = self.members.pop()
        if last.id != article_id:
            self.members[place] = last
            self._place[last.id] = place
            self._vectors[place] = self._vectors[len(self.members)]

    def _entries(self, member: Member) -> Iterator[tuple[dict[str, set[str]], set[str]]]:
        yield self._about, _keys(member.regions) or {NOWHERE}
        yield self._naming, _keys(member.regions | member.clues.mentioned)
        yield self._bands, set(_bands(member.signature))


def _keys(regions: frozenset[str]) -> set[str]:
    """What a member is filed under: its regions, and of a regency also ``64.`` (something in 64)."""
    return set(regions) | {f"{region.partition('.')[0]}." for region in regions if "." in region}


def _searched(regions: Iterable[str]) -> set[str]:
    """The keys of the regions, of those that contain them, and of what lies within them."""
    return {key for region in regions for key in (region, region.partition(".")[0], f"{region}.")}


def _bands(signature: Signature | None) -> list[str]:
    """A key for each band of a signature (Leskovec et al. 2014): equal when all its values are."""
    if signature is None:
        return []
    values = signature[: BANDS * ROWS].reshape(BANDS, ROWS).tolist()
    return [f"{band}/{rows}" for band, rows in enumerate(values)]
