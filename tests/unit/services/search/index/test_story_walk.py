"""The walk over stories gives each once, newest first, whatever the size of a page."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.search.index.story_walk import Place, StoryWalk
from services.search.query.errors import BadCursor

Articles = list[tuple[str, int]]


def pages_of(articles: Articles, limit: int) -> list[Place]:
    """All pages, each begun where the one before ended."""
    given_: list[Place] = []
    after: list[Any] | None = None
    while page := walked(articles, limit, after):
        given_ += page
        after = [page[-1][1], page[-1][0]]
    return given_


def walked(articles: Articles, limit: int, after: list[Any] | None) -> list[Place]:
    """One page, from an adapter that holds these articles."""
    walk = StoryWalk(limit, after)
    while walk.unfinished:
        behind = None if walk.place is None else (-walk.place[1], walk.place[0])
        found = [
            (story, moment)
            for story, moment in sorted(articles, key=lambda each: (-each[1], each[0]))
            if story not in walk.passed and (behind is None or (-moment, story) > behind)
        ]
        walk.step(found[: walk.size], newest_of(articles) if walk.resumed else None)
    return walk.found


def newest_of(articles: Articles) -> dict[str, int]:
    return {story: max(moment for each, moment in articles if each == story) for story, _ in articles}


@given(st.lists(st.tuples(st.sampled_from("abcdefgh"), st.integers(0, 12)), max_size=60), st.integers(1, 4))
def test_every_story_stands_once_at_its_newest_article(articles: Articles, limit: int) -> None:
    expected = sorted(newest_of(articles).items(), key=lambda each: (-each[1], each[0]))
    assert pages_of(articles, limit) == expected


def test_a_cursor_of_another_kind_is_refused() -> None:
    with pytest.raises(BadCursor):
        StoryWalk(2, ["story", 1])
