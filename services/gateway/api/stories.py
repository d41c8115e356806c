"""Stories: what happened, told by how many."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Depends, Query, Request, Response

from services.gateway.access import Caller, caller_of
from services.gateway.conditional import conditional_answer
from services.gateway.filters import FilterParams, build_filter
from services.gateway.paging import Page, PageParams
from services.gateway.state import GatewayState, gateway_state
from services.gateway.story_view import StoryView, view_of_story
from shared.contracts.query import ById, StorySearch

router = APIRouter(prefix="/v1/stories", tags=["stories"])


class StoryListParams(FilterParams, PageParams):
    """Stories of which articles."""


class StoryList(Page[StoryView]):
    """A page of stories."""


@router.get("", summary="Stories")
async def list_stories(
    params: Annotated[StoryListParams, Query()],
    caller: Annotated[Caller, Depends(caller_of)],
    state: Annotated[GatewayState, Depends(gateway_state)],
) -> StoryList:
    """Stories with at least one matching article, the one with the newest article first."""
    wanted = build_filter(params, caller.tenant)
    bound_to = f"stories {caller.tenant.id} {wanted.model_dump_json()}"
    page = await state.search.stories(
        StorySearch(filter=wanted, limit=params.limit, after=state.cursors.read(params.cursor, bound_to))
    )
    return StoryList(
        items=[view_of_story(story) for story in page.items],
        next=state.cursors.write(page.next, bound_to),
        total=page.total,
    )


@router.get("/{story_id}", summary="One story", response_model=StoryView)
async def get_story(
    story_id: str,
    request: Request,
    caller: Annotated[Caller, Depends(caller_of)],
    state: Annotated[GatewayState, Depends(gateway_state)],
) -> Response:
    """One story; its articles are at /v1/articles?story=ID. Without an article in the scope: 404."""
    found = await state.search.story(ById(id=story_id, scope=list(caller.tenant.scope)))
    return conditional_answer(request, view_of_story(found))
