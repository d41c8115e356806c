"""Asks the search service for everything that the home page tells."""

from __future__ import annotations

import asyncio
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, time, timedelta

from services.gateway.dashboard.home.movers import Mover, StoryTones, movers, tones_of_stories
from services.gateway.dashboard.home.turns import FEWEST, Turn, recent_first, recent_words, turn_of
from services.gateway.dashboard.region_tones import RegionTones, parts_of, region_tones
from services.gateway.dashboard.selection import Selection
from services.gateway.internal_calls import NotFound
from services.gateway.presentation.direction import ToneCounts
from services.gateway.presentation.period import Day, summed, tone_counts
from services.gateway.presentation.tone_facets import CountsByValue, counts_by_value
from services.gateway.search_client import SearchClient
from shared.contracts.query import (
    ArticlePage,
    ArticleSearch,
    ById,
    FacetQuery,
    Filter,
    Story,
    StoryPage,
    StorySearch,
    TimelineQuery,
)

# As many as an index gives at once; in a busier province the many small ones move nothing.
MOST_STORIES = 1000
# Asked for by name in each direction: what is shown, and some more to find out what they have in common.
MOVERS_TOLD = 8
# That a story of one article goes on no more is no event.
FEWEST_ENDED = 3
# A morning's worth of what may have gone bad over night.
TURNS_JUDGED = 6
# Further back a story is another matter that came back.
TURN_MEMORY = timedelta(days=60)
NEWEST = 100
# What a phone shows in two thumb strokes; the rest is a tap away.
STORIES_SHOWN = 8


@dataclass(frozen=True)
class Tones:
    """Articles by tone: the days of the period one by one, and the period before together."""

    days: list[Day]
    now: ToneCounts
    before: ToneCounts


@dataclass(frozen=True)
class StoriesTold:
    """The stories of a period by their articles; `cut` when there are more than were given."""

    told: dict[str, StoryTones]
    cut: bool


@dataclass(frozen=True)
class HomeFigures:
    """All figures of the page. `stories` are those that the others name, by id."""

    tones: Tones
    now: Mapping[str, CountsByValue]
    before: Mapping[str, CountsByValue]
    regions: list[RegionTones]
    movers: list[Mover]
    turns: list[Turn]
    newest: StoryPage
    articles: ArticlePage
    stories: Mapping[str, Story]


async def home_figures(search: SearchClient, chosen: Selection) -> HomeFigures:
    """Everything at once, then the stories that it is about. Raises ServiceUnavailable."""
    (
        (told, now, before, regions),
        (stories_now, stories_before, turned, newest, articles),
    ) = await asyncio.gather(
        asyncio.gather(
            tones(search, chosen),
            counts_by_value(search, chosen.filter(), ["topic", "source"]),
            counts_by_value(search, chosen.filter_before(), ["topic"]),
            region_tones(search, chosen, parts_of(chosen.region, chosen.tenant.scope)),
        ),
        asyncio.gather(
            _story_tones(search, chosen.filter()),
            _story_tones(search, chosen.filter_before()),
            _turns(search, chosen),
            search.stories(StorySearch(filter=chosen.filter(copies="include"), limit=STORIES_SHOWN)),
            search.articles(ArticleSearch(filter=chosen.filter(), limit=NEWEST, highlight=False)),
        ),
    )
    moved = movers(stories_now.told, stories_before.told, told.now, told.before)
    if stories_now.cut:
        seen = await _seen_again(search, chosen, moved)
        goes_on = stories_now.told | {one: tones for one, tones in seen.items() if tones.articles}
        again = movers(goes_on, stories_before.told, told.now, told.before)
        moved = [mover for mover in again if not mover.ended or mover.story_id in seen]
    wanted = [*strongest(moved, -1), *strongest(moved, 1)]
    ids = {mover.story_id for mover in wanted} | {turn.story_id for turn in turned}
    stories = await _stories(search, ids, chosen.tenant.scope)
    return HomeFigures(told, now, before, regions, moved, turned, newest, articles, stories)


async def tones(search: SearchClient, chosen: Selection) -> Tones:
    """Articles by tone, day by day. Raises ServiceUnavailable."""
    wanted = chosen.filter(from_=chosen.period.start_before)
    query = TimelineQuery(filter=wanted, interval="day", timezone=chosen.tenant.timezone, split="tone")
    days, before = chosen.period.days((await search.timeline(query)).buckets)
    return Tones(days, summed([counts for _, counts in days]), before)


def strongest(moved: Sequence[Mover], sign: int) -> list[Mover]:
    """The stories that move the tone most in one direction (-1 down, +1 up)."""
    telling = [mover for mover in moved if not mover.ended or mover.before.toned >= FEWEST_ENDED]
    return [mover for mover in telling if mover.contribution * sign > 0][:MOVERS_TOLD]


async def _story_tones(search: SearchClient, wanted: Filter) -> StoriesTold:
    question = FacetQuery(filter=wanted, fields=["story"], size=MOST_STORIES, in_depth=True)
    found = await search.facets(question)
    rest = found.rests.get("story")
    return StoriesTold(tones_of_stories(found.facets.get("story", [])), rest is not None and rest.other > 0)


async def _seen_again(
    search: SearchClient, chosen: Selection, moved: Sequence[Mover]
) -> dict[str, StoryTones]:
    """The strongest that seem to have ended, asked for one by one: they may be among the stories cut off."""

    async def told(story_id: str) -> StoryTones:
        question = FacetQuery(filter=chosen.filter(story=story_id), fields=["story"], size=1, in_depth=True)
        found = tones_of_stories((await search.facets(question)).facets.get("story", []))
        return found.get(story_id, StoryTones())

    ended = [mover for mover in moved if mover.ended]
    ids = [mover.story_id for sign in (-1, 1) for mover in strongest(ended, sign)]
    return dict(zip(ids, await asyncio.gather(*(told(story_id) for story_id in ids)), strict=True))


async def _turns(search: SearchClient, chosen: Selection) -> list[Turn]:
    """What turned negative, most negative articles first."""
    zone = chosen.tenant.zone
    recent = datetime.combine(recent_first(chosen.period), time(), tzinfo=zone)
    when = recent_words(chosen.period, chosen.today)
    loud = chosen.filter(from_=recent, tones=["negatif"], copies="include")
    found = await search.facets(FacetQuery(filter=loud, fields=["story"], size=50))
    candidates = [value.value for value in found.facets.get("story", []) if value.count >= FEWEST]

    async def judged(story_id: str) -> Turn | None:
        wanted = chosen.filter(from_=recent - TURN_MEMORY, story=story_id, copies="include")
        query = TimelineQuery(filter=wanted, interval="day", timezone=chosen.tenant.timezone, split="tone")
        buckets = (await search.timeline(query)).buckets
        return turn_of(
            story_id,
            summed([tone_counts(bucket) for bucket in buckets if bucket.start >= recent]),
            summed([tone_counts(bucket) for bucket in buckets if bucket.start < recent]),
            when,
        )

    turns = await asyncio.gather(*(judged(story_id) for story_id in candidates[:TURNS_JUDGED]))
    # Those that turned before those that began badly: the first are what nobody expected.
    return sorted((turn for turn in turns if turn), key=lambda turn: (not turn.turned, -turn.recent.negatif))


async def _stories(search: SearchClient, ids: Iterable[str], scope: Sequence[str]) -> dict[str, Story]:
    """The stories of these ids; one that was merged into another meanwhile is left out."""

    async def one(story_id: str) -> Story | None:
        try:
            return await search.story(ById(id=story_id, scope=list(scope)))
        except NotFound:
            return None

    found = await asyncio.gather(*(one(story_id) for story_id in ids))
    return {story.id: story for story in found if story}
