"""Which stories need an answer: the team says so, the tone turned, most is negative, citizens complain."""

from __future__ import annotations

import asyncio
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime

from services.gateway.briefs.span import Span
from services.gateway.briefs.told import Told, stories_by_id
from services.gateway.desk.story_work import StoryWork
from services.gateway.desk.story_work_place import StoryOfArticle, present_story
from services.gateway.internal_calls import NotFound
from services.gateway.presentation.dates import long_day
from services.gateway.presentation.direction import ToneCounts
from services.gateway.search_client import SearchClient
from services.gateway.story_places import story_places
from services.gateway.tenants import Tenant
from shared.contracts.query import Story
from shared.contracts.story import StoryQuestion, TurningPoint
from shared.regions import load_regions

# A story of two articles has no turn that says anything.
LEAST_FOR_TURN = 3
# Each is a question of its own; the quieter ones turn unheard.
TURNS_LOOKED_AT = ELDER_LOOKED_AT = 8


@dataclass(frozen=True)
class Pressing:
    """A story that needs an answer, and why besides its tone; `marked`: by the team."""

    told: Told
    reasons: tuple[str, ...]
    marked: bool = False

    @property
    def story(self) -> Story:
        """The story, as it is by now."""
        return self.told.story


async def find_pressing(
    search: SearchClient,
    tenant: Tenant,
    regions: Collection[str],
    span: Span,
    told: Sequence[Told],
    complained: Collection[str],
    marked: Iterable[StoryWork],
) -> list[Pressing]:
    """Of the stories told in the span (loudest first) those that need an answer, and all marked ones.

    Of the marked ones that the span does not tell of those stand here that are about one of the `regions` and
    had begun by its end. The marked come first, then those told by most. `complained` are ids of stories with
    negative reports of citizens.
    """
    asked, (by_hand, elder) = await asyncio.gather(
        _turns(search, tenant, span, told), _marked(search, tenant, regions, span, list(marked), told)
    )
    found: list[Pressing] = []
    for one in [*told, *(Told(story) for story in elder)]:
        story_id = one.story.id
        by_team = story_id in by_hand
        why = ["Tim menandainya perlu jawaban."] if by_team else []
        turn = asked.get(story_id)
        if turn is not None:
            why.append(_turn_text(turn, tenant))
        if story_id in complained:
            why.append("Ada pengaduan warga.")
        if why or mostly_negative(one.tones):
            found.append(Pressing(one, tuple(why), by_team))
    return sorted(found, key=lambda one: not one.marked)


def mostly_negative(tones: ToneCounts) -> bool:
    """Whether no tone is more frequent than the negative one."""
    return tones.negatif > 0 and tones.negatif >= max(tones.positif, tones.netral)


async def _marked(
    search: SearchClient,
    tenant: Tenant,
    regions: Collection[str],
    span: Span,
    works: Sequence[StoryWork],
    told: Sequence[Told],
) -> tuple[Collection[str], list[Story]]:
    """The ids of the stories that hold marked works now, and those of them that the span did not tell of.

    The latter still wait.
    """
    holders = {article_id: one.story.id for one in told for article_id in one.story.article_ids}
    elsewhere, told_ids = story_places(search, tenant), {one.story.id for one in told}

    async def place(article_id: str) -> str | None:
        return holders.get(article_id) or await elsewhere(article_id)

    def touches(work: StoryWork) -> bool:
        return work.story_id in told_ids or not holders.keys().isdisjoint(work.article_ids)

    by_hand: set[str] = set()
    elder: dict[str, Story] = {}
    for some in _by_turns([work for work in works if touches(work)], [w for w in works if not touches(w)]):
        ids = await _now_in(some, place)
        by_hand |= ids.keys()
        found = await stories_by_id(search, tenant, [one for one in ids if one not in {*told_ids, *elder}])
        # The id of a story that was merged leads to another one, which may have been told.
        by_hand |= found.keys()
        elder |= {
            story_id: story
            for story_id, story in found.items()
            if story_id not in told_ids and story.first_seen < span.end and _lies_in(story, regions, tenant)
        }
        if len(elder) >= ELDER_LOOKED_AT:
            break
    return by_hand, list(elder.values())[:ELDER_LOOKED_AT]


def _by_turns(near: Sequence[StoryWork], far: Sequence[StoryWork]) -> Iterator[Sequence[StoryWork]]:
    """First the works of stories that were told, then a few of the others at a time."""
    yield near
    for start in range(0, len(far), ELDER_LOOKED_AT):
        yield far[start : start + ELDER_LOOKED_AT]


async def _now_in(works: Sequence[StoryWork], place: StoryOfArticle) -> dict[str, None]:
    """The ids of the stories that hold these works now, in order."""
    found = await asyncio.gather(*(present_story(work, place) for work in works))
    # Of a work whose articles are all gone the name of the story is all that is left.
    return dict.fromkeys(now or work.story_id for work, now in zip(works, found, strict=True))


def _lies_in(story: Story, regions: Collection[str], tenant: Tenant) -> bool:
    """Whether a brief of these regions tells of the story.

    One of everything that the tenant sees also tells of what merely mentions its regions.
    """
    if not regions or set(regions) == set(tenant.scope):
        return True
    in_scope = load_regions().in_scope
    return any(in_scope(code, regions) for code in story.regions)


async def _turns(
    search: SearchClient, tenant: Tenant, span: Span, told: Sequence[Told]
) -> dict[str, TurningPoint]:
    """Story id → where its tone turned for the worse within the span."""
    asked = [one.story for one in told if one.story.size >= LEAST_FOR_TURN and one.tones.negatif]
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
