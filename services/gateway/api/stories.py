"""Stories: what happened, told by how many."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Depends, Query

from services.gateway.access import Caller, caller_of
from services.gateway.cursors import list_of
from services.gateway.filters import FilterParams, build_filter
from services.gateway.paging import Page, PageParams
from services.gateway.roles import at_least
from services.gateway.state import GatewayState, gateway_state
from services.gateway.story_view import StoryView, view_of_story
from shared.contracts.query import StorySearch
from shared.contracts.story import ChangesQuestion, StoryChange, StoryDetail, StoryQuestion

router = APIRouter(prefix="/v1/stories", tags=["stories"])


class StoryListParams(FilterParams, PageParams):
    """Stories of which articles."""


class StoryList(Page[StoryView]):
    """A page of stories."""


class StoryChangeList(Page[StoryChange]):
    """A page of a story's changes."""


@router.get("", summary="Stories")
async def list_stories(
    params: Annotated[StoryListParams, Query()],
    caller: Annotated[Caller, Depends(caller_of)],
    state: Annotated[GatewayState, Depends(gateway_state)],
) -> StoryList:
    """Stories with at least one matching article, the one with the newest such article first.

    The filter chooses the stories; a story's figures cover all its articles that you see, however it was
    found. `total` is exact up to 10,000; paging goes on beyond that.
    """
    wanted = build_filter(params, caller.tenant)
    bound_to = list_of(caller.tenant, "stories", wanted.model_dump_json())
    page = await state.search.stories(
        StorySearch(filter=wanted, limit=params.limit, after=state.cursors.read(params.cursor, bound_to))
    )
    return StoryList(
        items=[view_of_story(story) for story in page.items],
        next=state.cursors.write(page.next, bound_to),
        total=page.total,
    )


@router.get("/{story_id}", summary="One story")
async def get_story(
    story_id: str,
    caller: Annotated[Caller, Depends(caller_of)],
    state: Annotated[GatewayState, Depends(gateway_state)],
) -> StoryDetail:
    """One story in full, made from the articles that you see; without one of these: 404.

    Its articles are at /v1/articles?story=ID. The id of a story that was merged leads to the one that goes
    on. Hours, days, weeks and months of `course` are those of your own time zone.
    """
    tenant = caller.tenant
    return await state.search.story_detail(
        StoryQuestion(
            id=story_id,
            scope=list(tenant.scope),
            tenant_id=tenant.id,
            of_anybody=at_least(caller.key.role, "operator"),
            timezone=tenant.timezone,
        )
    )


@router.get("/{story_id}/changes", summary="What changed in a story")
async def list_story_changes(
    story_id: str,
    params: Annotated[PageParams, Query()],
    caller: Annotated[Caller, Depends(caller_of)],
    state: Annotated[GatewayState, Depends(gateway_state)],
) -> StoryChangeList:
    """Which articles came from another story or went to one, why, and by whose correction; newest first.

    Only changes of articles that you see. That somebody corrected a story is told to all who see it; who it
    was, and the note, to the tenant whose correction it is.
    """
    bound_to = list_of(caller.tenant, "story changes", story_id)
    page = await state.search.story_changes(
        ChangesQuestion(
            id=story_id,
            scope=list(caller.tenant.scope),
            tenant_id=caller.tenant.id,
            of_anybody=at_least(caller.key.role, "operator"),
            limit=params.limit,
            after=state.cursors.read(params.cursor, bound_to),
        )
    )
    return StoryChangeList(items=page.items, next=state.cursors.write(page.next, bound_to), total=page.total)
