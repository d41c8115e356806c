"""Which stories need an answer: the team says so, the tone turned, most is negative, citizens complain."""

from __future__ import annotations

import asyncio
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from services.gateway.briefs.span import Span
from services.gateway.dashboard.dates import long_day
from services.gateway.desk.story_work import StoryWork
from services.gateway.desk.story_work_place import present_story
from services.gateway.internal_calls import NotFound
from services.gateway.search_client import SearchClient
from services.gateway.story_places import story_places
from services.gateway.tenants import Tenant
from shared.contracts.query import ById, Story
from shared.contracts.story import StoryQuestion, TurningPoint

# A story of two articles has no turn that says anything.
LEAST_FOR_TURN = 3
# Each is a question of its own; the quieter ones turn unheard.
TURNS_LOOKED_AT = ELDER_LOOKED_AT = 8


@dataclass(frozen=True)
class Pressing:
    """A story that needs an answer, and why besides its tone; `marked`: by the team."""

    story: Story
    reasons: tuple[str, ...]
    marked: bool = False


async def find_pressing(
    search: SearchClient,
    tenant: Tenant,
    span: Span,
    told: Sequence[Story],
    complained: Collection[str],
    marked: Iterable[StoryWork],
) -> list[Pressing]:
    """Of the stories told in the span (loudest first) those that need an answer, and all marked ones.

    `complained` are ids of stories with negative reports of citizens.
    """
    asked, (by_hand, elder) = await asyncio.gather(
        _turns(search, tenant, span, told), _marked(search, tenant, list(marked), told)
    )
    found: list[Pressing] = []
    for story in [*elder, *told]:
        by_team = story.id in by_hand
        why = ["Tim menandainya perlu jawaban."] if by_team else []
        turn = asked.get(story.id)
        if turn is not None:
            why.append(_turn_text(turn, tenant))
        if story.id in complained:
            why.append("Ada pengaduan warga.")
        if why or mostly_negative(story):
            found.append(Pressing(story, tuple(why), by_team))
    return sorted(found, key=lambda one: not one.marked)


def mostly_negative(story: Story) -> bool:
    """Whether no tone is more frequent than the negative one."""
    bad = story.tones.get("negatif", 0)
    return bad > 0 and bad >= max(story.tones.values())


async def _marked(
    search: SearchClient, tenant: Tenant, works: Sequence[StoryWork], told: Sequence[Story]
) -> tuple[Collection[str], list[Story]]:
    """The ids of the stories that hold marked works now, and those of them that the span did not tell of.

    The latter still wait.
    """
    holders = {article_id: story.id for story in told for article_id in story.article_ids}
    elsewhere, told_ids = story_places(search, tenant), {story.id for story in told}

    async def place(article_id: str) -> str | None:
        return holders.get(article_id) or await elsewhere(article_id)

    def touches(work: StoryWork) -> bool:
        return work.story_id in told_ids or not holders.keys().isdisjoint(work.article_ids)

    far = [work for work in works if not touches(work)][:ELDER_LOOKED_AT]
    looked_at = [work for work in works if touches(work) or work in far]
    found = await asyncio.gather(*(present_story(work, place) for work in looked_at))
    # Of a work whose articles are all gone the name of the story is all that is left.
    ids = dict.fromkeys(now or work.story_id for work, now in zip(looked_at, found, strict=True))
    waiting = [story_id for story_id in ids if story_id not in told_ids][:ELDER_LOOKED_AT]
    asked = await asyncio.gather(*(_story(search, tenant, story_id) for story_id in waiting))
    # The id of a story that was merged leads to another one, which may have been told.
    elder = {story.id: story for story in asked if story is not None}
    return {*ids, *elder}, [story for story in elder.values() if story.id not in told_ids]


async def _story(search: SearchClient, tenant: Tenant, story_id: str) -> Story | None:
    try:
        return await search.story(ById(id=story_id, scope=list(tenant.scope)))
    except NotFound:
        return None


async def _turns(
    search: SearchClient, tenant: Tenant, span: Span, told: Sequence[Story]
) -> dict[str, TurningPoint]:
    """Story id → where its tone turned for the worse within the span."""
    asked = [story for story in told if story.size >= LEAST_FOR_TURN and story.tones.get("negatif", 0)]
    turns = await asyncio.gather(
        *(_turn(search, tenant, story.id, span.start, span.end) for story in asked[:TURNS_LOOKED_AT])
    )
    return {
        story.id: turn for story, turn in zip(asked[:TURNS_LOOKED_AT], turns, strict=True) if turn is not None
    }


async def _turn(
    search: SearchClient, tenant: Tenant, story_id: str, start: datetime, end: datetime
) -> TurningPoint | None:
    question = StoryQuestion(
        id=story_id, scope=list(tenant.scope), tenant_id=tenant.id, timezone=tenant.timezone
    )
    try:
        turn = (await search.story_detail(question)).turning_point
    except NotFound:
        return None
    if turn is None or turn.mean_after >= turn.mean_before or not start <= turn.published_at < end:
        return None
    return turn


def _turn_text(turn: TurningPoint, tenant: Tenant) -> str:
    day = long_day(turn.published_at.astimezone(tenant.zone).date())
    return f"Nadanya berbalik memburuk sejak {day} ({turn.source_name})."
