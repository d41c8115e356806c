"""Keeps the groups of a running clustering to the constraints: whoever joins a part of a unit joins it."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence

import numpy as np
import numpy.typing as npt

from services.search.stories.constraints import Constraints
from services.search.stories.member import Member


class Bonds:
    """Labels: parts of one label end in one story, however they are clustered; labels may be barred.

    `labels`, shape (members,): the label of each member. A unit's parts are clustered apart from one another,
    so that a newcomer is measured against the part it resembles, not against the mean over a whole story
    that a person put together.
    """

    def __init__(self, members: Sequence[Member], constraints: Constraints) -> None:
        self.labels: npt.NDArray[np.intp] = np.arange(len(members))
        self._barred = np.zeros((len(members), len(members)), dtype=np.bool_)
        self._any = False
        units = [constraints.units.get(member.id) for member in members]
        first: dict[str, int] = {}
        for place, unit in enumerate(units):
            if unit is not None:
                self.labels[place] = first.setdefault(unit, place)
        for unit, place in first.items():
            for other in constraints.apart.get(unit, ()):
                if other in first:
                    self.bar(place, first[other])
        self._first = first

    def bar(self, one: int, other: int) -> None:
        """The labels of these two members may not end in one story, unless they are the same."""
        mine, theirs = self.labels[one], self.labels[other]
        if mine != theirs:
            self._barred[mine, theirs] = self._barred[theirs, mine] = self._any = True

    def close(self, heads: Mapping[str, int], closed: Mapping[str, Collection[str]]) -> None:
        """Keep the stories that stay (their first members by story) apart, and those units out of them."""
        places = list(heads.values())
        for k, place in enumerate(places):
            for other in places[:k]:
                self.bar(place, other)
        for story_id, place in heads.items():
            for unit in closed.get(story_id, ()):
                if unit in self._first:
                    self.bar(place, self._first[unit])

    def mask(self, means: npt.NDArray[np.float64]) -> None:
        """Nothing speaks for joining what is barred."""
        if self._any:
            means[self._barred[np.ix_(self.labels, self.labels)]] = -np.inf

    def join(self, one: int, other: int, means: npt.NDArray[np.float64]) -> None:
        """These two were clustered: whoever may not join one of their labels may join neither."""
        mine, theirs = self.labels[one], self.labels[other]
        if mine == theirs:
            return
        self.labels[self.labels == theirs] = mine
        if not self._any:
            return
        self._barred[mine] |= self._barred[theirs]
        self._barred[:, mine] = self._barred[mine]
        ours = self.labels == mine
        kept_out = self._barred[mine][self.labels]
        means[np.ix_(ours, kept_out)] = -np.inf
        means[np.ix_(kept_out, ours)] = -np.inf
