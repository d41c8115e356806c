"""Builds members for tests of story decisions."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import timedelta

import numpy as np

from services.nlp.stages.minhash import signature
from services.search.stories.clues import clues_of
from services.search.stories.member import Member
from services.search.stories.words import Words, word_hashes
from tests.search_world import NOW, PARAGRAPH, enriched, vector


def member(
    key: str,
    *,
    about: str | None = "jembatan",
    title: str = "",
    text: str = PARAGRAPH,
    regions: Sequence[str] = ("64.08",),
    hours: float = 0.0,
    story_id: str | None = None,
) -> Member:
    """A member published `hours` after NOW; `about` None: the embedding failed."""
    moment = NOW + timedelta(hours=hours)
    event = enriched(key, title=title or "-", text=text, regions=regions, published_at=moment)
    return Member(
        id=key,
        published_at=moment,
        seen_at=moment,
        regions=frozenset(regions),
        words=Words(word_hashes(title, text)),
        clues=clues_of(event.article, event.enrichment.model_copy(update={"topics": []})),
        vector=None if about is None else np.array(vector(about, key), dtype=np.float32),
        signature=np.array(signature(text), dtype=np.uint32),
        story_id=story_id,
    )


def ids(groups: Iterable[Iterable[Member]]) -> list[list[str]]:
    """The ids of grouped members."""
    return [[each.id for each in group] for group in groups]
