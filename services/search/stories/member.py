"""What a story decision knows about an article."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime

import numpy as np
import numpy.typing as npt

from services.search.stories.clues import Clues, any_within
from services.search.stories.words import Words

Vector = npt.NDArray[np.float32]
Signature = npt.NDArray[np.uint32]

DIMENSIONS = 384
PERMUTATIONS = 128


@dataclass(frozen=True, eq=False)
class Member:
    """An article as its neighbours see it.

    `vector` has unit length (mean-centred by the language service), `signature` is its MinHash; both are
    None when that stage failed. `regions` are codes it is about.
    """

    id: str
    published_at: datetime
    seen_at: datetime
    regions: frozenset[str]
    words: Words = field(repr=False)
    clues: Clues = field(repr=False)
    vector: Vector | None = field(repr=False)
    signature: Signature | None = field(repr=False)
    story_id: str | None = None
    copy_of: str | None = None

    @property
    def age(self) -> tuple[datetime, datetime, str]:
        """Sorts the original before its copies: published first, else seen first, else by id."""
        return self.published_at, self.seen_at, self.id

    def shares_region(self, other: Member) -> bool:
        """Whether both are about one region, or one about a region within the other's."""
        return any_within(self.regions, other.regions)
