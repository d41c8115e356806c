"""Walks over stories, the one with the newest matching article first, without ever listing all of them.

A story's place is its newest article that passes the filter. The walk takes articles newest first; a story
belongs to the page where its newest one stands, so an older article of a story that was given on an earlier
page, or by an earlier step, is passed over. Any page costs the same, the first and the thousandth.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Collection, Mapping, Sequence
from typing import Any

from services.search.index.cursor import sort_key_and_id

# (story id, epoch milliseconds): a story and the publication of an article of it.
Place = tuple[str, int]
# Matching articles after a place, newest first and equals by story id, not of these stories, so many.
Newest = Callable[[Place | None, Collection[str], int], Awaitable[Sequence[Place]]]
# The newest matching article of each of these stories.
Latest = Callable[[Collection[str]], Awaitable[Mapping[str, int]]]

# Articles taken in one step for each story wanted: most stories have one or two.
_ARTICLES_A_STORY = 3


async def story_places(newest: Newest, latest: Latest, limit: int, after: list[Any] | None) -> list[Place]:
    """Up to `limit` stories after the cursor with their newest matching publication, newest first."""
    cursor = sort_key_and_id(after)
    place = None if cursor is None else (cursor[1], int(cursor[0]))
    found: list[Place] = []
    passed: set[str] = set()
    size = limit * _ARTICLES_A_STORY
    while len(found) < limit:
        step = await newest(place, passed, size)
        if not step:
            break
        first: dict[str, int] = {}
        for story_id, published in step:
            first.setdefault(story_id, published)
        # From the top on, the first article of a story that is met is its newest.
        truly = first if cursor is None else await latest(first)
        found += [(story_id, moment) for story_id, moment in first.items() if truly.get(story_id) == moment]
        passed |= first.keys()
        place = step[-1]
        if len(step) < size:
            break
    return found[:limit]
