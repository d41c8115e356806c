"""/cerita/{id}: the page of a story, its chart, and what a team sets and notes on it."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated, Literal

from fastapi import APIRouter, Query, Request
from fastapi.responses import JSONResponse, RedirectResponse, Response

from services.gateway.dashboard.clock import Now
from services.gateway.dashboard.forms import Form, SentForm, blank_form, see_other
from services.gateway.dashboard.headers import PRIVATE, SECURITY_HEADERS
from services.gateway.dashboard.page_route import PageRoute
from services.gateway.dashboard.rendering import page, saying
from services.gateway.dashboard.selection import Selected, Selection
from services.gateway.dashboard.story.course_chart import course_chart
from services.gateway.dashboard.story.lookup import (
    StoryAtHand,
    at_hand,
    author,
    begun,
    told,
)
from services.gateway.dashboard.story.page_values import page_values
from services.gateway.dashboard.visitor import AnalystVisitor, SignedIn, Visitor
from services.gateway.desk.offices import get_office
from services.gateway.desk.story_notes import (
    LONGEST_STORY_NOTE,
    add_note,
    change_note,
    get_own_note,
    remove_note,
)
from services.gateway.desk.story_work import STORY_STATE_NAMES, STORY_STATES, set_office, set_state
from services.gateway.internal_calls import NotFound
from services.gateway.presentation.chart_parts import Mode
from services.gateway.presentation.drawing import Drawings
from services.gateway.presentation.wording import TONE_NAMES
from services.gateway.state import GatewayState, gateway_state

router = APIRouter(prefix="/cerita", route_class=PageRoute, include_in_schema=False)
drawings = Drawings()

# The chart belongs to the page that was just made; a minute later the page is made anew.
CHART_CACHE = {"Cache-Control": "private, max-age=60"}
EMPTY_NOTE = "Tulis catatannya dulu."


@router.get("/{story_id}")
async def story(
    request: Request,
    story_id: str,
    visitor: SignedIn,
    now: Now,
    chosen: Selected,
    nada: Annotated[str, Query(max_length=10)] = "",
    berita: Annotated[int, Query(ge=1, le=1000)] = 1,
) -> Response:
    """The page; the address of a story that was merged or grouped anew leads to the one that goes on."""
    state = gateway_state(request)
    found = await at_hand(state, visitor, story_id)
    if found.detail.id != story_id:
        return _moved(chosen, found.detail.id)
    tone = nada if nada in TONE_NAMES else ""
    return await _page(state, visitor, chosen, now, found, blank_form(), tone=tone, number=berita)


@router.get("/{story_id}/perjalanan.{form}")
async def chart(
    request: Request,
    story_id: str,
    visitor: SignedIn,
    form: Literal["svg", "json"],
    mode: Mode = "terang",
) -> Response:
    """The course of the story in the colours of the reader's mode: as an image, or as its spec."""
    detail = await told(gateway_state(request), visitor, story_id)
    turned = detail.turning_point.published_at if detail.turning_point else None
    spec = course_chart(detail.course, turned, mode)
    if form == "json":
        return JSONResponse(spec, headers=SECURITY_HEADERS | CHART_CACHE)
    drawing = await drawings.svg(spec)
    return Response(drawing, media_type="image/svg+xml", headers=SECURITY_HEADERS | CHART_CACHE)


@router.post("/{story_id}/keadaan")
async def change_state(
    request: Request, story_id: str, visitor: AnalystVisitor, chosen: Selected, form: SentForm
) -> Response:
    """Set the state of the work."""
    state = gateway_state(request)
    found = await at_hand(state, visitor, story_id)
    wanted = next((one for one in STORY_STATES if one == form.text("keadaan")), None)
    if wanted is None:
        raise NotFound("no such state")
    team = await begun(state, visitor, found)
    await set_state(state.engine, visitor.tenant.id, team.ids, wanted, author(visitor))
    said = f"Cerita ini sekarang: {STORY_STATE_NAMES[wanted]}."
    return await see_other(request, _path(chosen, found, "kerja"), said)


@router.post("/{story_id}/opd")
async def change_office(
    request: Request, story_id: str, visitor: AnalystVisitor, chosen: Selected, form: SentForm
) -> Response:
    """Set the office that answers for the story; nothing chosen: the one that its topics propose."""
    state = gateway_state(request)
    found = await at_hand(state, visitor, story_id)
    wanted = form.text("opd")
    office = await get_office(state.engine, visitor.tenant.id, wanted) if wanted else None
    team = await begun(state, visitor, found)
    await set_office(state.engine, visitor.tenant.id, team.ids, office, author(visitor))
    said = (
        f"{office.name} ditetapkan sebagai penanggung jawab." if office else "Kembali ke usulan dari topik."
    )
    return await see_other(request, _path(chosen, found, "kerja"), said)


@router.post("/{story_id}/catatan")
async def note(
    request: Request,
    story_id: str,
    visitor: AnalystVisitor,
    now: Now,
    chosen: Selected,
    form: SentForm,
) -> Response:
    """Write a note."""
    state = gateway_state(request)
    found = await at_hand(state, visitor, story_id)
    text = form.required("catatan", most=LONGEST_STORY_NOTE, message=EMPTY_NOTE)
    if form.errors:
        return await _page(state, visitor, chosen, now, found, form, status=422)
    team = await begun(state, visitor, found)
    await add_note(state.engine, visitor.tenant.id, team.ids[0], text, author(visitor))
    return await see_other(request, _path(chosen, found, "catatan-tim"), "Catatan disimpan.")


@router.get("/{story_id}/catatan/{note_id}")
async def note_form(
    request: Request, story_id: str, note_id: str, visitor: AnalystVisitor, now: Now, chosen: Selected
) -> Response:
    """The form that changes one's own note."""
    own = await get_own_note(gateway_state(request).engine, visitor.tenant.id, note_id, author(visitor))
    return _note_page(visitor, now, chosen, story_id, note_id, blank_form(catatan=own.text))


@router.post("/{story_id}/catatan/{note_id}")
async def rewrite_note(
    request: Request,
    story_id: str,
    note_id: str,
    visitor: AnalystVisitor,
    now: Now,
    chosen: Selected,
    form: SentForm,
) -> Response:
    """Change one's own note."""
    text = form.required("catatan", most=LONGEST_STORY_NOTE, message=EMPTY_NOTE)
    if form.errors:
        return _note_page(visitor, now, chosen, story_id, note_id, form, status=422)
    await change_note(gateway_state(request).engine, visitor.tenant.id, note_id, text, author(visitor))
    return await see_other(request, f"{chosen.path(f'/cerita/{story_id}')}#catatan-tim", "Catatan diubah.")


@router.post("/{story_id}/catatan/{note_id}/hapus")
async def drop_note(
    request: Request, story_id: str, note_id: str, visitor: AnalystVisitor, chosen: Selected, form: SentForm
) -> Response:
    """Delete one's own note."""
    await remove_note(gateway_state(request).engine, visitor.tenant.id, note_id, author(visitor))
    return await see_other(request, f"{chosen.path(f'/cerita/{story_id}')}#catatan-tim", "Catatan dihapus.")


async def _page(
    state: GatewayState,
    visitor: Visitor,
    chosen: Selection,
    now: datetime,
    found: StoryAtHand,
    form: Form,
    *,
    tone: str = "",
    number: int = 1,
    status: int = 200,
) -> Response:
    values = await page_values(state, visitor, chosen, now, found, form, tone, number)
    return page("cerita/cerita.html", visitor=visitor, status=status, **values)


def _note_page(
    visitor: Visitor,
    now: datetime,
    chosen: Selection,
    story_id: str,
    note_id: str,
    form: Form,
    status: int = 200,
) -> Response:
    return page(
        "cerita/catatan.html",
        visitor=visitor,
        status=status,
        ekor=chosen.tail,
        alamat=f"/cerita/{story_id}",
        kirim=chosen.path(f"/cerita/{story_id}/catatan/{note_id}"),
        formulir=form,
        terpanjang=LONGEST_STORY_NOTE,
        **saying(now, visitor),
    )


def _path(chosen: Selection, found: StoryAtHand, part: str) -> str:
    return f"{chosen.path(f'/cerita/{found.detail.id}')}#{part}"


def _moved(chosen: Selection, story_id: str) -> Response:
    address = chosen.path(f"/cerita/{story_id}")
    return RedirectResponse(address, status_code=303, headers=SECURITY_HEADERS | PRIVATE)
