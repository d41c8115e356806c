"""The walk over stories gives each once, newest first, whatever the size of a page."""

from __future__ import annotations

import asyncio
from collections.abc import Collection, Mapping, Sequence
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.search.index.story_walk import Place, story_places
from services.search.query.errors import BadCursor

Articles = list[tuple[str, int]]


async def pages_of(articles: Articles, limit: int) -> list[Place]:
    """All pages, each begun where the one before ended."""
    in_order = sorted(articles, key=lambda each: (-each[1], each[0]))

    async def newest(place: Place | None, without: Collection[str], size: int) -> Sequence[Place]:
        after = None if place is None else (-place[1], place[0])
        found = [
            (story, moment)
            for story, moment in in_order
            if story not in without and (after is None or (-moment, story) > after)
        ]
        return found[:size]

    async def latest(stories: Collection[str]) -> Mapping[str, int]:
        return {story: max(moment for each, moment in articles if each == story) for story in stories}

    given_: list[Place] = []
    after: list[Any] | None = None
    while page := await story_places(newest, latest, limit, after):
        given_ += page
        after = [page[-1][1], page[-1][0]]
    return given_


@given(st.lists(st.tuples(st.sampled_from("abcdefgh"), st.integers(0, 12)), max_size=60), st.integers(1, 4))
def test_every_story_stands_once_at_its_newest_article(articles: Articles, limit: int) -> None:
    newest = {story: max(moment for each, moment in articles if each == story) for story, _ in articles}
    expected = sorted(newest.items(), key=lambda each: (-each[1], each[0]))
    assert asyncio.run(pages_of(articles, limit)) == expected


def test_a_cursor_of_another_kind_is_refused() -> None:
    async def nothing(*_: object) -> Any:
        return []

    with pytest.raises(BadCursor):
        asyncio.run(story_places(nothing, nothing, 2, ["story", 1]))
