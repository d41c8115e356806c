"""The log-odds that two articles tell one event, remembered: each pair is scored once."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence

import numpy as np
import numpy.typing as npt

from services.search.stories.evidence import evidence
from services.search.stories.member import Member
from services.search.stories.neighbours import Neighbours
from services.search.stories.thresholds import FITTED, WINDOW, Fitted

# A score takes about 100 bytes: 100 MB at most.
MOST_SCORES = 1_000_000


class Links:
    """Scores of pairs. A pair is scored from the two articles alone, so it is the same for ever."""

    def __init__(self, fitted: Fitted = FITTED) -> None:
        self._fitted = fitted
        self._scores: dict[str, dict[str, float]] = defaultdict(dict)
        # Articles that were compared with all their candidates.
        self._compared: dict[str, dict[str, float]] = {}
        self._count = 0

    def of(self, member: Member, shelves: Iterable[Neighbours]) -> dict[str, float]:
        """The scores of a member with all that is worth comparing with it, in WINDOW; by id."""
        known = self._compared.get(member.id)
        if known is None:
            candidates = [
                other
                for shelf in shelves
                for other in shelf.candidates(member)
                if abs(other.published_at - member.published_at) <= WINDOW
            ]
            scores = self._scored(member, candidates)
            known = self._compared[member.id] = dict(zip((o.id for o in candidates), scores, strict=True))
            for other_id, score in known.items():
                if other_id in self._compared:
                    self._compared[other_id][member.id] = score
        return known

    def between(self, members: Sequence[Member]) -> npt.NDArray[np.float64]:
        """Shape (members, members): the scores of all pairs, 0 on the diagonal."""
        table = np.zeros((len(members), len(members)))
        for place, member in enumerate(members):
            table[place, :place] = self._scored(member, members[:place])
        return table + table.T

    def forget(self, article_id: str) -> None:
        """The article is new, or another than before."""
        for other_id in self._scores.pop(article_id, {}):
            self._scores[other_id].pop(article_id, None)
            self._count -= 1
        for other_id in self._compared.pop(article_id, {}):
            if other_id in self._compared:
                self._compared[other_id].pop(article_id, None)

    def clear(self) -> None:
        """Forget everything."""
        self._scores.clear()
        self._compared.clear()
        self._count = 0

    def _scored(self, member: Member, others: Sequence[Member]) -> list[float]:
        if self._count > MOST_SCORES:
            self.clear()
        known = self._scores[member.id]
        new = [other for other in others if other.id not in known]
        for other, score in zip(new, log_odds(self._fitted, member, new), strict=True):
            known[other.id] = self._scores[other.id][member.id] = score
        self._count += len(new)
        return [known[other.id] for other in others]


def log_odds(fitted: Fitted, member: Member, others: Sequence[Member]) -> list[float]:
    """The log-odds that the member and each of the others tell one event.

    Rounded, so that a sum taken in another order is the same number.
    """
    scores: list[float] = np.round(evidence(member, others) @ fitted.weights + fitted.bias, 4).tolist()
    return scores
