"""The list of a region's stories, newest first."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode

from fastapi import APIRouter, Request
from fastapi.responses import Response

from services.gateway.dashboard.clock import Now
from services.gateway.dashboard.page_route import PageRoute
from services.gateway.dashboard.region_choice import Choice, choose
from services.gateway.dashboard.rendering import page, saying
from services.gateway.dashboard.source_names import source_names
from services.gateway.dashboard.story_cards import story_card
from services.gateway.dashboard.visitor import SignedIn, Visitor
from services.gateway.state import GatewayState, gateway_state
from shared.contracts.query import Filter, StoryPage, StorySearch

router = APIRouter(route_class=PageRoute, include_in_schema=False)

STORIES_A_PAGE = 20


@router.get("/cerita")
async def story_list(
    request: Request, visitor: SignedIn, now: Now, wilayah: str | None = None, sesudah: str | None = None
) -> Response:
    """The stories of a region, newest first, page by page."""
    state = gateway_state(request)
    region = choose(visitor.tenant.scope, wilayah)
    after = state.cursors.read(sesudah, _list_of(visitor, region))
    stories = await _stories(state, visitor, region, STORIES_A_PAGE, after)
    names = await source_names(request).known()
    return page(
        "daftar_cerita.html",
        visitor=visitor,
        wilayah=region,
        ekor=region.tail,
        kartu=[story_card(story, names, now, visitor.tenant.zone) for story in stories.items],
        lanjutan=after is not None,
        **saying(now, visitor),
        beranda=f"/{region.tail}",
        terbaru=f"/cerita{region.tail}",
        berikutnya=_older(state, visitor, region, stories),
    )


def _filter(visitor: Visitor, region: Choice, **fields: Any) -> Filter:
    """Articles about the region, not those that merely mention it."""
    about = True if region.codes else None
    return Filter(scope=list(visitor.tenant.scope), regions=list(region.codes), about=about, **fields)


async def _stories(
    state: GatewayState, visitor: Visitor, region: Choice, limit: int, after: list[Any] | None = None
) -> StoryPage:
    return await state.search.stories(StorySearch(filter=_filter(visitor, region), limit=limit, after=after))


def _list_of(visitor: Visitor, region: Choice) -> str:
    return f"dashboard.stories {visitor.tenant.id} {region.code}"


def _older(state: GatewayState, visitor: Visitor, region: Choice, stories: StoryPage) -> str | None:
    cursor = state.cursors.write(stories.next, _list_of(visitor, region))
    return f"/cerita?{urlencode({'wilayah': region.code, 'sesudah': cursor})}" if cursor else None
