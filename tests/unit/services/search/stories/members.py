"""Builds members for tests of story decisions."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta

import numpy as np

from services.nlp.stages.minhash import signature
from services.search.stories.member import Member
from services.search.stories.neighbours import Neighbours
from services.search.stories.words import words_of
from tests.search_world import NOW, PARAGRAPH, vector


def member(
    key: str,
    *,
    about: str | None = "jembatan",
    text: str = PARAGRAPH,
    regions: Sequence[str] = ("64.08",),
    hours: float = 0.0,
    story_id: str | None = None,
    copy_of: str | None = None,
) -> Member:
    """A member published `hours` after NOW; `about` None: the embedding failed."""
    moment = NOW + timedelta(hours=hours)
    return Member(
        id=key,
        published_at=moment,
        seen_at=moment,
        regions=frozenset(regions),
        words=words_of("", text),
        vector=None if about is None else np.array(vector(about, key), dtype=np.float32),
        signature=np.array(signature(text), dtype=np.uint32),
        story_id=story_id,
        copy_of=copy_of,
    )


def shelf(*members: Member) -> list[Neighbours]:
    """One shelf with these members."""
    neighbours = Neighbours()
    for each in members:
        neighbours.put(each)
    return [neighbours]
