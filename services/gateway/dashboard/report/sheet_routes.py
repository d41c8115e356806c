"""/laporan/telaah: ask for the sheet of a story; ``?cerita=ID`` names it, otherwise one chooses."""

from __future__ import annotations

from datetime import date, datetime
from typing import Annotated

from fastapi import APIRouter, Query, Request
from fastapi.responses import Response

from services.gateway.dashboard.clock import Now
from services.gateway.dashboard.forms import SentForm, see_other
from services.gateway.dashboard.page_route import PageRoute
from services.gateway.dashboard.rendering import page, saying
from services.gateway.dashboard.report.making import make_edition, path_of
from services.gateway.dashboard.selection import Selected, Selection
from services.gateway.dashboard.visitor import AnalystVisitor, SignedIn, Visitor
from services.gateway.internal_calls import NotFound
from services.gateway.presentation.source_names import source_names
from services.gateway.presentation.story_cards import StoryCard, story_card
from services.gateway.reports.editions import find_edition
from services.gateway.reports.issue_sheet import sheet_key, sheet_regions
from services.gateway.state import gateway_state
from shared.contracts.query import ById, Story, StorySearch

router = APIRouter(prefix="/laporan/telaah", route_class=PageRoute, include_in_schema=False)

# What a phone shows in three thumb strokes; any other story offers its sheet on its own page.
OFFERED = 15


@router.get("")
async def ask(
    request: Request,
    visitor: SignedIn,
    now: Now,
    chosen: Selected,
    cerita: Annotated[str, Query(max_length=64)] = "",
) -> Response:
    """The named story, or the newest ones to choose from, the negative ones first."""
    stories = await _stories(request, visitor, chosen, cerita)
    names = await source_names(request).known()

    def offered(story: Story) -> tuple[str, StoryCard]:
        return story.id, story_card(story, names, now, visitor.tenant.zone)

    return page(
        "laporan/telaah.html",
        visitor=visitor,
        ekor=chosen.tail,
        pilihan=chosen,
        bernama=bool(cerita),
        cerita_cerita=[offered(story) for story in stories],
        **saying(now, visitor),
    )


@router.post("")
async def make(request: Request, visitor: AnalystVisitor, now: Now, form: SentForm) -> Response:
    """Make the sheet of a story as it stands today, or go to the one of today."""
    story_id = form.text("cerita")
    if not story_id or len(story_id) > 64:
        raise NotFound("no story named")
    state, tenant = gateway_state(request), visitor.tenant
    story = await state.search.story(ById(id=story_id, scope=list(tenant.scope)))
    today = _today(visitor, now)
    keys = [sheet_key(story_id, today, region) for region in sheet_regions(tenant, story.regions)]
    # It may tell most of another region than this morning.
    for key in keys:
        known = await find_edition(state.engine, tenant.id, key)
        if known is not None:
            told = "Telaah cerita ini sudah disusun hari ini. Pilih Susun ulang untuk memakai berita terbaru."
            return await see_other(request, path_of(key.kind, known.id), told, kind="info")
    key = keys[0]
    made = await make_edition(request, visitor, now, key)
    return await see_other(request, path_of(key.kind, made.id), "Telaah disusun. Periksa sebelum diserahkan.")


async def _stories(request: Request, visitor: Visitor, chosen: Selection, named: str) -> list[Story]:
    search = gateway_state(request).search
    if named:
        return [await search.story(ById(id=named, scope=list(visitor.tenant.scope)))]
    wanted = chosen.filter(copies="include", tones=["negatif"])
    negative = (await search.stories(StorySearch(filter=wanted, limit=OFFERED))).items
    if len(negative) == OFFERED:
        return negative
    newest = await search.stories(StorySearch(filter=chosen.filter(copies="include"), limit=OFFERED))
    known = {story.id for story in negative}
    return [*negative, *(story for story in newest.items if story.id not in known)][:OFFERED]


def _today(visitor: Visitor, now: datetime) -> date:
    return now.astimezone(visitor.tenant.zone).date()
