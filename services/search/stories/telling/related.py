"""Other stories that are near one by meaning and share a region or a person with it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import timedelta

import numpy as np
from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncEngine

from services.search.index.analysis import words
from services.search.index.criteria import (
    AllOf,
    AnyOf,
    Criterion,
    Exclude,
    HasPerson,
    InStory,
    OneOf,
    Published,
)
from services.search.index.port import ArticleIndex, Hit
from services.search.index.selection import visible_to
from services.search.index.story import Member, story_from
from services.search.record import VECTOR, unpack
from services.search.stories.telling.speakers import people_of
from services.search.tables import articles
from shared.contracts.story import RelatedStory

MOST_RELATED = 5
# What came before and after; a year later the same flood is another story.
_AROUND_MILLIS = int(timedelta(days=60).total_seconds() * 1000)
# A story is met through its nearest article; of so many hits five stories are left even in a busy week.
_HITS = 40
# The mean of the first articles says what a story is about.
_EMBEDDINGS = 20
_PEOPLE = 5


async def related_to(
    index: ArticleIndex, engine: AsyncEngine, story_id: str, members: Sequence[Member], scope: Sequence[str]
) -> list[RelatedStory]:
    """The nearest stories within the scope, best first; none where nothing is known of its meaning."""
    centre = await _centre(engine, members)
    if centre is None:
        return []
    codes = sorted({code for member in members for code in member.about_codes})
    people = {tuple(words(person.name)): person.name for person in people_of(members)}
    sharing: list[Criterion] = [HasPerson(name) for name in list(people)[:_PEOPLE] if len(name) > 1]
    if codes:
        sharing.append(AnyOf("about", tuple(codes)))
    wanted = AllOf(
        (
            visible_to(scope),
            InStory(),
            Exclude(AnyOf("story_id", (story_id,))),
            Published(members[0].published - _AROUND_MILLIS, members[-1].published + _AROUND_MILLIS),
            OneOf(tuple(sharing)),
        )
    )
    hits = await index.nearest(centre, wanted, _HITS)
    scores = await _by_story(engine, [hit for hit in hits if hit.score > 0], story_id)
    best = sorted(scores, key=lambda other: (-scores[other], other))[:MOST_RELATED]
    others = await index.members(best, scope)
    return [_related(other, others[other], scores[other], codes, people) for other in best if other in others]


async def _centre(engine: AsyncEngine, members: Sequence[Member]) -> list[float] | None:
    """The mean embedding of the story's first articles that are no copies, of unit length."""
    originals = [member.id for member in members if member.copy_of is None] or [members[0].id]
    async with engine.connect() as connection:
        rows = await connection.execute(
            select(articles.c.embedding).where(
                articles.c.article_id.in_(originals[:_EMBEDDINGS]), articles.c.embedding.is_not(None)
            )
        )
        vectors = [unpack(blob, VECTOR).astype(np.float64) for blob in rows.scalars()]
    if not vectors:
        return None
    mean = np.mean(vectors, axis=0)
    length = float(np.linalg.norm(mean))
    centre: list[float] = (mean / length).tolist()
    return centre if length > 0 else None


async def _by_story(engine: AsyncEngine, hits: Sequence[Hit], story_id: str) -> dict[str, float]:
    """The best score of each story; the index may be a moment behind."""
    async with engine.connect() as connection:
        rows = await connection.execute(
            select(articles.c.article_id, articles.c.story_id).where(
                articles.c.article_id.in_([hit.id for hit in hits]), articles.c.story_id.is_not(None)
            )
        )
        home = {row.article_id: str(row.story_id) for row in rows}
    best: dict[str, float] = {}
    for hit in hits:
        if hit.id in home and home[hit.id] != story_id:
            best.setdefault(home[hit.id], hit.score)
    return best


def _related(
    story_id: str,
    others: Sequence[Member],
    score: float,
    codes: Sequence[str],
    people: Mapping[tuple[str, ...], str],
) -> RelatedStory:
    short = story_from(story_id, others)
    there = {tuple(words(name)) for name in {name for member in others for name, _, _ in member.people}}
    return RelatedStory(
        id=story_id,
        headline=short.headline,
        size=short.size,
        last_seen=short.last_seen,
        score=round(score, 4),
        shared_regions=[code for code in short.regions if code in codes],
        shared_people=[name for key, name in people.items() if key in there],
    )
