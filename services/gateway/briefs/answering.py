"""Which stories need an answer: the team says so, the tone turned, most is negative, citizens complain."""

from __future__ import annotations

import asyncio
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from services.gateway.briefs.span import Span
from services.gateway.dashboard.dates import long_day
from services.gateway.desk.story_work import StoryWork
from services.gateway.internal_calls import NotFound
from services.gateway.search_client import SearchClient
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
    works = list(marked)
    asked, elder = await asyncio.gather(
        _turns(search, tenant, span, told), _not_told(search, tenant, works, told)
    )
    found: list[Pressing] = []
    for story in [*elder, *told]:
        by_team = _is_marked(story, works)
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


def _is_marked(story: Story, works: Sequence[StoryWork]) -> bool:
    return any(_is_about(work, story) for work in works)


def _is_about(work: StoryWork, story: Story) -> bool:
    """A story may have been grouped anew since: its articles tell."""
    return work.story_id == story.id or not set(work.article_ids).isdisjoint(story.article_ids)


async def _not_told(
    search: SearchClient, tenant: Tenant, works: Sequence[StoryWork], told: Sequence[Story]
) -> list[Story]:
    """The marked stories of which nothing was told in the span: they still wait."""
    waiting = [work for work in works if not any(_is_about(work, story) for story in told)]
    asked = [_story(search, tenant, work.story_id) for work in waiting[:ELDER_LOOKED_AT]]
    found = await asyncio.gather(*asked)
    return [story for story in found if story is not None]


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
