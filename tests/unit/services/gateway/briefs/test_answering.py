"""Which stories a brief says the team marked: those that hold the marked works now."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import Any, cast

from services.gateway.briefs.answering import find_pressing
from services.gateway.briefs.span import Span
from services.gateway.desk.story_work import StoryWork
from services.gateway.internal_calls import NotFound
from services.gateway.tenants import Tenant
from shared.contracts.query import ById, IndexedArticle, Story
from tests.unit.services.gateway.dashboard.fakes import NOW, article, article_id

TENANT = Tenant("t1", "Diskominfo", ("64.08",), "Asia/Makassar", datetime(2026, 1, 1, tzinfo=UTC))
MARKED = "Tim menandainya perlu jawaban."


def story(story_id: str, *numbers: int) -> Story:
    return Story(
        id=story_id,
        headline=story_id,
        size=len(numbers),
        copies=0,
        sources=[],
        first_seen=NOW,
        last_seen=NOW,
        tones={"positif": len(numbers)},
        regions=[],
        article_ids=[article_id(number) for number in numbers],
    )


def work(work_id: str, story_id: str, *numbers: int) -> StoryWork:
    anchors = tuple(article_id(number) for number in numbers)
    return StoryWork(work_id, story_id, story_id, "perlu_jawaban", None, NOW, NOW, anchors)


class Searching:
    """The search service over stories; `merged` ids lead to another one."""

    def __init__(self, *stories: Story, merged: dict[str, str] | None = None) -> None:
        self.stories = {one.id: one for one in stories}
        self.merged = merged or {}

    async def article(self, query: ById) -> IndexedArticle:
        for number in range(20):
            for one in self.stories.values():
                if query.id == article_id(number) and query.id in one.article_ids:
                    return article(number, story=one.id)
        raise NotFound(query.id)

    async def story(self, query: ById) -> Story:
        found = self.stories.get(self.merged.get(query.id, query.id))
        if found is None:
            raise NotFound(query.id)
        return found


async def marked(search: Searching, told: list[Story], *works: StoryWork) -> list[str]:
    span = Span(date(2026, 11, 24), 1, TENANT.zone)
    found = await find_pressing(cast(Any, search), TENANT, span, told, set(), works)
    assert all(one.reasons == (MARKED,) for one in found)
    return [one.story.id for one in found]


async def test_after_a_split_only_the_story_with_the_first_article_is_marked() -> None:
    stays, leaves = story("banjir", 1, 2), story("pecahan", 3, 4)
    assert await marked(Searching(stays, leaves), [leaves, stays], work("w", "banjir", 1, 3)) == ["banjir"]
    # The one that stays was told of long ago: it still waits.
    assert await marked(Searching(stays, leaves), [leaves], work("w", "banjir", 1, 3)) == ["banjir"]


async def test_a_regrouped_story_is_asked_for_where_its_articles_are_now() -> None:
    now = story("baru", 1, 2)
    works = [work("w", "lama", 1, 2), work("v", "lama", 2)]
    assert await marked(Searching(now), [], *works) == ["baru"]
    assert await marked(Searching(now), [now], *works) == ["baru"]


async def test_without_its_articles_a_work_is_found_by_the_name_of_its_story() -> None:
    now = story("banjir", 5)
    assert await marked(Searching(now), [], work("w", "banjir", 1)) == ["banjir"]
    assert await marked(Searching(now, merged={"lama": "banjir"}), [now], work("w", "lama", 1)) == ["banjir"]
    assert await marked(Searching(now), [now], work("w", "hilang", 1)) == []
