"""The stories that the list shows, with the work on them.

Without a filter of the team's own the search service pages through the stories. For an order of ours, an
office or "baru" the stories of the period are read up to MOST_READ, newest first. A state that a team has set
is looked for in the works of the desk, whatever the period; how many are in it is counted by the same way.
"""

from __future__ import annotations

import asyncio
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import get_args

from services.gateway.cursors import list_of
from services.gateway.dashboard.story.choice import StoryChoice
from services.gateway.dashboard.story.lookup import story_of, worked
from services.gateway.dashboard.visitor import Visitor
from services.gateway.desk.offices import Office, list_offices, topics_of_offices
from services.gateway.desk.story_work import STORY_STATES, StoryWork, list_works
from services.gateway.desk.story_work_place import TeamWork, present_story, works_on_each
from services.gateway.internal_calls import NotFound
from services.gateway.state import GatewayState
from shared.contracts.enrichment import ToneLabel
from shared.contracts.query import ById, Story, StorySearch
from shared.regions import load_regions

STORIES_A_PAGE = 20
# Ten questions of a hundred stories: under a second, and more than a regency has in a quarter.
MOST_READ = 1000
MOST_WORKS = 300
# Each is a question to the search service at every visit of the list.
MOST_COUNTED = 60
_AT_ONCE = 8


@dataclass(frozen=True)
class ListedStory:
    """A story with the work on it and the office that answers for it; `by_hand`: the office was chosen."""

    story: Story
    team: TeamWork
    office: Office | None
    by_hand: bool


@dataclass(frozen=True)
class StoryList:
    """A page of stories; `cursor` or `next_page` lead on; `total` None: not counted; `cut`: not all read."""

    items: list[ListedStory]
    cursor: str | None = None
    next_page: int | None = None
    total: int | None = None
    cut: bool = False


async def stories_of(
    state: GatewayState, visitor: Visitor, choice: StoryChoice, cursor: str | None, number: int
) -> StoryList:
    """A page of the list. Raises BadCursor."""
    if choice.plain:
        return await _paged_by_search(state, visitor, choice, cursor)
    if choice.of_all_times:
        works = await _works_in(state, visitor, choice.keadaan, MOST_WORKS + 1)
        stories, cut = await _worked_on(state, visitor, choice, works[:MOST_WORKS]), len(works) > MOST_WORKS
    else:
        stories, cut = await _of_period(state, visitor, choice)
    listed = await _fitting(state, visitor, choice, stories)
    listed.sort(key=lambda one: _order(one, choice.urut))
    start = (number - 1) * STORIES_A_PAGE
    end = start + STORIES_A_PAGE
    return StoryList(
        items=listed[start:end],
        next_page=number + 1 if end < len(listed) else None,
        total=len(listed),
        cut=cut,
    )


async def count_stories(state: GatewayState, visitor: Visitor, choice: StoryChoice) -> int | None:
    """How many stories the list of a state set by a team shows; None for more than MOST_COUNTED works."""
    works = await _works_in(state, visitor, choice.keadaan, MOST_COUNTED + 1)
    if len(works) > MOST_COUNTED:
        return None
    if not works:
        return 0
    return len(await _fitting(state, visitor, choice, await _worked_on(state, visitor, choice, works)))


async def _fitting(
    state: GatewayState, visitor: Visitor, choice: StoryChoice, stories: Sequence[Story]
) -> list[ListedStory]:
    return [one for one in await _with_work(state, visitor, stories) if _fits(one, choice)]


async def _paged_by_search(
    state: GatewayState, visitor: Visitor, choice: StoryChoice, cursor: str | None
) -> StoryList:
    wanted = _search(choice, STORIES_A_PAGE)
    bound_to = list_of(visitor.tenant, "dashboard.stories", wanted.filter.model_dump_json())
    after = state.cursors.read(cursor, bound_to)
    page = await state.search.stories(wanted.model_copy(update={"after": after}))
    return StoryList(
        items=await _with_work(state, visitor, page.items),
        cursor=state.cursors.write(page.next, bound_to),
        total=page.total.value if page.total.relation == "eq" else None,
    )


def _search(choice: StoryChoice, limit: int) -> StorySearch:
    tones: list[ToneLabel] = [tone for tone in get_args(ToneLabel) if tone == choice.nada]
    topics = [choice.topik] if choice.topik else []
    wanted = choice.selection.filter(copies="include", tones=tones, topics=topics)
    return StorySearch(filter=wanted, limit=limit)


async def _of_period(state: GatewayState, visitor: Visitor, choice: StoryChoice) -> tuple[list[Story], bool]:
    query = _search(choice, 100)
    found: list[Story] = []
    while len(found) < MOST_READ:
        page = await state.search.stories(query)
        found += page.items
        if page.next is None:
            return found, False
        query = query.model_copy(update={"after": page.next})
    return found, True


async def _works_in(state: GatewayState, visitor: Visitor, name: str, most: int) -> list[StoryWork]:
    wanted = [one for one in STORY_STATES if one == name]
    return await list_works(state.engine, visitor.tenant.id, wanted, limit=most)


async def _worked_on(
    state: GatewayState, visitor: Visitor, choice: StoryChoice, works: Sequence[StoryWork]
) -> list[Story]:
    """The stories that now hold these works, those within the chosen region."""
    gate = asyncio.Semaphore(_AT_ONCE)

    async def story(work: StoryWork) -> Story | None:
        async with gate:
            return await _story_of_work(state, visitor, work)

    asked = await asyncio.gather(*(story(work) for work in works))
    found = {one.id: one for one in asked if one is not None}
    return [one for one in found.values() if _in_region(one, choice)]


async def _story_of_work(state: GatewayState, visitor: Visitor, work: StoryWork) -> Story | None:
    scope = list(visitor.tenant.scope)
    try:
        found = await state.search.story(ById(id=work.story_id, scope=scope))
    except NotFound:
        found = None
    if found is not None and (not work.article_ids or work.article_ids[0] in found.article_ids):
        return found
    # The story is no more, or the article left it: the work goes where its articles went.
    story_id = await present_story(work, story_of(state, visitor.tenant))
    try:
        return await state.search.story(ById(id=story_id, scope=scope)) if story_id else found
    except NotFound:
        return found


def _in_region(story: Story, choice: StoryChoice) -> bool:
    codes = choice.selection.region.codes
    in_scope = load_regions().in_scope
    return not codes or any(in_scope(code, codes) for code in story.regions)


async def _with_work(state: GatewayState, visitor: Visitor, stories: Sequence[Story]) -> list[ListedStory]:
    tenant = visitor.tenant
    teams, proposed, offices = await asyncio.gather(
        works_on_each(
            state.engine,
            tenant.id,
            [worked(story.id, story.headline, story.article_ids) for story in stories],
            story_of(state, tenant),
        ),
        topics_of_offices(state.engine, tenant.id),
        list_offices(state.engine, tenant.id),
    )
    by_id = {office.id: office for office in offices}
    return [_listed(story, teams.get(story.id, TeamWork()), proposed, by_id) for story in stories]


def _listed(
    story: Story, team: TeamWork, proposed: Mapping[str, Office], by_id: Mapping[str, Office]
) -> ListedStory:
    chosen = by_id.get(team.office_id or "")
    by_topic = next((proposed[topic] for topic in story.topics if topic in proposed), None)
    return ListedStory(story, team, chosen or by_topic, by_hand=chosen is not None)


def _fits(one: ListedStory, choice: StoryChoice) -> bool:
    return (
        (not choice.keadaan or one.team.state == choice.keadaan)
        and (not choice.opd or (one.office is not None and one.office.id == choice.opd))
        and (not choice.topik or choice.topik in one.story.topics)
        and (not choice.nada or one.story.tones.get(choice.nada, 0) > 0)
    )


def _order(one: ListedStory, order: str) -> tuple[float, ...]:
    newest = -one.story.last_seen.timestamp()
    if order == "terbanyak":
        return -one.story.size, newest
    if order == "negatif":
        return -one.story.tones.get("negatif", 0), -one.story.size, newest
    return (newest,)
