"""Which work of a team belongs into the monitoring report of one region: that on stories about the region."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence

from services.gateway.desk.story_work import StoryWork
from services.gateway.desk.story_work_place import present_story
from services.gateway.internal_calls import NotFound
from services.gateway.reports.making import sees_region
from services.gateway.reports.monitoring_figures import MonitoringPlace
from services.gateway.story_places import story_places
from shared.contracts.query import ById, Story
from shared.regions import load_regions

_AT_ONCE = 8


def narrowed(place: MonitoringPlace) -> bool:
    """Whether the report is about less than the team looks after."""
    codes = set(place.now.region.codes)
    return bool(codes) and codes != set(place.making.tenant.scope)


def within(place: MonitoringPlace, region: str) -> bool:
    """Whether what was made for a region belongs here; "" (all regions) does where the report has all."""
    if not narrowed(place):
        return sees_region(place.making.tenant, region)
    return load_regions().in_scope(region or None, place.now.region.codes)


async def works_within(place: MonitoringPlace, works: Sequence[StoryWork]) -> list[StoryWork]:
    """The works whose story is about the region of the report; of a story that is gone nobody knows.

    Raises ServiceUnavailable.
    """
    if not narrowed(place):
        return list(works)
    gate = asyncio.Semaphore(_AT_ONCE)

    async def about(work: StoryWork) -> bool:
        async with gate:
            story = await _story(place, work)
        return story is not None and any(within(place, code) for code in story.regions)

    return [work for work, here in zip(works, await asyncio.gather(*map(about, works)), strict=True) if here]


async def _story(place: MonitoringPlace, work: StoryWork) -> Story | None:
    """The story that holds the work now."""
    found = await _asked(place, work.story_id)
    if found is not None and (not work.article_ids or work.article_ids[0] in found.article_ids):
        return found
    # The story is no more, or the article left it: the work goes where its articles went.
    story_id = await present_story(work, story_places(place.making.search, place.making.tenant))
    return (await _asked(place, story_id) if story_id else None) or found


async def _asked(place: MonitoringPlace, story_id: str) -> Story | None:
    try:
        return await place.making.search.story(ById(id=story_id, scope=list(place.making.tenant.scope)))
    except NotFound:
        return None
