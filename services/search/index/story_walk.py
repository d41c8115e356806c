"""Walks over stories, the one with the newest matching article first, without ever listing all of them.

A story's place is its newest article that passes the filter. The walk takes articles newest first; a story
belongs to the page where its newest one stands, so an older article of a story that was given on an earlier
page, or by an earlier step, is passed over. Any page costs the same, the first and the thousandth.

The walk asks nothing itself: an adapter brings it articles for as long as it is unfinished.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from services.search.index.cursor import sort_key_and_id

# (story id, epoch milliseconds): a story and the publication of an article of it.
Place = tuple[str, int]

# Articles taken in one step for each story wanted: most stories have one or two.
_ARTICLES_A_STORY = 3


class StoryWalk:
    """A walk to the next `limit` stories after the cursor.

    While `unfinished`, the adapter takes the `size` matching articles after `place`, newest first and equals
    by story id, that are not of the stories `passed`, and gives them to `step`. `resumed`: the walk began at
    a cursor, so `step` must also be told the newest matching article of each of these stories.
    """

    def __init__(self, limit: int, after: list[Any] | None) -> None:
        cursor = sort_key_and_id(after)
        self.place: Place | None = None if cursor is None else (cursor[1], int(cursor[0]))
        self.resumed = cursor is not None
        self.size = limit * _ARTICLES_A_STORY
        self.passed: set[str] = set()
        self._limit = limit
        self._found: list[Place] = []
        self._at_end = False

    @property
    def unfinished(self) -> bool:
        """Whether there may be more, and more are wanted."""
        return not self._at_end and len(self._found) < self._limit

    @property
    def found(self) -> list[Place]:
        """The stories with their newest matching publication, newest first."""
        return self._found[: self._limit]

    def step(self, articles: Sequence[Place], newest: Mapping[str, int] | None = None) -> None:
        """Take the articles of a step; `newest` by story, where the walk is resumed."""
        self._at_end = len(articles) < self.size
        if not articles:
            return
        first: dict[str, int] = {}
        for story_id, published in articles:
            first.setdefault(story_id, published)
        # From the top on, the first article of a story that is met is its newest.
        truly = first if newest is None else newest
        self._found += [
            (story_id, moment) for story_id, moment in first.items() if truly.get(story_id) == moment
        ]
        self.passed |= first.keys()
        self.place = articles[-1]
