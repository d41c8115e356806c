"""Which stories need an answer: those that hold marked works now, and those that most tell badly that day."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, date, datetime, timedelta
from typing import Any, cast

from services.gateway.briefs.answering import find_pressing
from services.gateway.briefs.span import Span
from services.gateway.briefs.told import Told
from services.gateway.desk.story_work import StoryWork
from services.gateway.internal_calls import NotFound
from services.gateway.presentation.direction import ToneCounts
from services.gateway.tenants import Tenant
from shared.contracts.query import ById, IndexedArticle, Story
from tests.unit.services.gateway.dashboard.fakes import NOW, article, article_id

TENANT = Tenant("t1", "Diskominfo", ("64.08",), "Asia/Makassar", datetime(2026, 1, 1, tzinfo=UTC))
PROVINCE = Tenant("t2", "Diskominfo", ("64",), "Asia/Makassar", datetime(2026, 1, 1, tzinfo=UTC))
SPAN = Span(date(2026, 11, 24), 1, TENANT.zone)
MARKED = "Tim menandainya perlu jawaban."


def story(story_id: str, *numbers: int, region: str = "", first_seen: datetime = SPAN.start) -> Story:
    return Story(
        id=story_id,
        headline=story_id,
        size=len(numbers),
        copies=0,
        sources=[],
        first_seen=first_seen,
        last_seen=NOW,
        tones={"positif": len(numbers)},
        regions=[region] if region else [],
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


async def marked(
    search: Searching,
    told: list[Story],
    *works: StoryWork,
    tenant: Tenant = TENANT,
    regions: Sequence[str] = ("64.08",),
) -> list[str]:
    of_span = [Told(one, ToneCounts(positif=one.size)) for one in told]
    found = await find_pressing(cast(Any, search), tenant, regions, SPAN, of_span, set(), works)
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


async def test_a_clipping_of_a_regency_names_no_elder_story_of_another() -> None:
    flood, road = story("banjir", 1, region="64.08"), story("jalan", 2, region="64.01.03")
    works = [work("w", "banjir", 1), work("v", "jalan", 2)]
    search = Searching(flood, road)
    assert await marked(search, [], *works, tenant=PROVINCE, regions=["64.01"]) == ["jalan"]
    # One that the day itself tells of the regency stays, wherever else it happened.
    found = await marked(search, [flood], *works, tenant=PROVINCE, regions=["64.01"])
    assert found == ["banjir", "jalan"]


async def test_many_marked_stories_elsewhere_do_not_crowd_out_those_of_the_regency() -> None:
    floods = [story(f"banjir-{number}", number, region="64.08") for number in range(1, 19)]
    road = story("jalan", 19, region="64.01")
    works = [work(f"w{one.id}", one.id, number) for number, one in enumerate(floods, start=1)]
    found = await marked(
        Searching(*floods, road), [], *works, work("v", "jalan", 19), tenant=PROVINCE, regions=["64.01"]
    )
    assert found == ["jalan"]


async def test_a_clipping_of_everything_names_marked_stories_that_merely_mention_its_region() -> None:
    mentioning = story("harga", 1)
    works = work("w", "harga", 1)
    assert await marked(Searching(mentioning), [], works, tenant=PROVINCE, regions=["64"]) == ["harga"]


async def test_a_story_that_began_after_the_day_is_not_in_its_clipping() -> None:
    later = story("banjir", 1, first_seen=SPAN.end)
    earlier = story("jalan", 2, first_seen=SPAN.end - timedelta(seconds=1))
    works = [work("w", "banjir", 1), work("v", "jalan", 2)]
    assert await marked(Searching(later, earlier), [], *works) == ["jalan"]
