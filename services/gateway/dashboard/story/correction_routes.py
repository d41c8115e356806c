"""/cerita/{id}/gabung, /pisah, /koreksi: an analyst says which articles are one story, or takes it back."""

from __future__ import annotations

import re
from datetime import datetime
from typing import Annotated, Any

from fastapi import APIRouter, Query, Request
from fastapi.responses import Response

from services.gateway import audit
from services.gateway.dashboard.clock import Now
from services.gateway.dashboard.forms import Form, SentForm, blank_form, see_other
from services.gateway.dashboard.page_route import PageRoute
from services.gateway.dashboard.rendering import page, saying
from services.gateway.dashboard.selection import Selected, Selection
from services.gateway.dashboard.story.lookup import StoryAtHand, at_hand
from services.gateway.dashboard.visitor import AnalystVisitor, Visitor
from services.gateway.internal_calls import NotFound, Refused
from services.gateway.presentation.source_names import source_names
from services.gateway.presentation.story_cards import StoryCard, story_card
from services.gateway.state import GatewayState, gateway_state
from shared.contracts.query import ById, Filter, IndexedArticle, Story, StorySearch
from shared.contracts.story import (
    LONGEST_NOTE,
    MOST_SPLIT,
    CorrectionOutcome,
    MergeOrder,
    SplitOrder,
    UndoOrder,
)

router = APIRouter(prefix="/cerita", route_class=PageRoute, include_in_schema=False)

# Beside the related stories: what a few words find.
FOUND = 6
NOTHING_CHOSEN = "Pilih cerita yang akan digabungkan."
NO_ARTICLES = "Centang berita yang harus dipisahkan."
ALL_ARTICLES = "Sisakan sedikitnya satu berita dalam cerita ini."
TOO_MANY = f"Paling banyak {MOST_SPLIT} berita sekali pisah."
ONLY_ONE = "Cerita ini hanya berisi satu berita; tidak ada yang dapat dipisahkan."
NO_QUERY = "Kata cari ini tidak dapat dibaca. Pakai kata biasa saja."
WAITING = " Perubahannya terlihat sebentar lagi."
# An address of ours, or the id alone.
_STORY_ID = re.compile(r"(?:.*/cerita/)?([0-9A-Za-z_-]{1,64})(?:[/?#].*)?")


@router.get("/{story_id}/gabung")
async def merge_form(
    request: Request,
    story_id: str,
    visitor: AnalystVisitor,
    now: Now,
    chosen: Selected,
    dengan: Annotated[str, Query(max_length=64)] = "",
    cari: Annotated[str, Query(max_length=200)] = "",
) -> Response:
    """Which story is one with this: the related ones, and what a few words find."""
    state = gateway_state(request)
    story = await at_hand(state, visitor, story_id)
    return await _merge_page(request, visitor, now, chosen, story, blank_form(cerita=dengan), cari)


@router.post("/{story_id}/gabung")
async def merge(
    request: Request, story_id: str, visitor: AnalystVisitor, now: Now, chosen: Selected, form: SentForm
) -> Response:
    """Say that two stories are one."""
    state = gateway_state(request)
    story = await at_hand(state, visitor, story_id)
    given = _STORY_ID.fullmatch(form.text("alamat") or form.text("cerita"))
    other = given.group(1) if given else ""
    note = form.text("alasan", most=LONGEST_NOTE)
    if not other or other == story.detail.id:
        form.refuse("cerita", NOTHING_CHOSEN)
    elif await _seen(state, visitor, other) is None:
        form.refuse("alamat" if form.text("alamat") else "cerita", "Cerita itu tidak ditemukan.")
    if form.errors:
        return await _merge_page(request, visitor, now, chosen, story, form, "", status=422)
    order = MergeOrder(id=story.detail.id, other=other, note=note or None, **_by(visitor))
    outcome = await state.search.merge_stories(order)
    await _noted(state, visitor, "story.merge", story.detail.id, f"with {other}")
    there = outcome.stories[0] if len(outcome.stories) == 1 else story.detail.id
    return await see_other(request, chosen.path(f"/cerita/{there}"), _told("Cerita digabungkan.", outcome))


@router.get("/{story_id}/pisah")
async def split_form(
    request: Request, story_id: str, visitor: AnalystVisitor, now: Now, chosen: Selected
) -> Response:
    """Which articles are another story."""
    story = await at_hand(gateway_state(request), visitor, story_id)
    return _split_page(visitor, now, chosen, story, blank_form())


@router.post("/{story_id}/pisah")
async def split(
    request: Request, story_id: str, visitor: AnalystVisitor, now: Now, chosen: Selected, form: SentForm
) -> Response:
    """Say that some articles tell another event."""
    state = gateway_state(request)
    story = await at_hand(state, visitor, story_id)
    leaving = [one for one in dict.fromkeys(form.many("artikel")) if one in set(story.detail.article_ids)]
    note = form.text("alasan", most=LONGEST_NOTE)
    if not leaving:
        form.refuse("artikel", NO_ARTICLES)
    elif len(leaving) == story.detail.size:
        form.refuse("artikel", ALL_ARTICLES)
    elif len(leaving) > MOST_SPLIT:
        form.refuse("artikel", TOO_MANY)
    if form.errors:
        return _split_page(visitor, now, chosen, story, form, status=422)
    order = SplitOrder(id=story.detail.id, article_ids=leaving, note=note or None, **_by(visitor))
    try:
        outcome = await state.search.split_story(order)
    except Refused:
        form.refuse("artikel", ALL_ARTICLES)
        return _split_page(visitor, now, chosen, story, form, status=422)
    await _noted(state, visitor, "story.split", story.detail.id, f"off it: {', '.join(leaving)}")
    said = _told(f"{len(leaving)} berita dipisahkan menjadi cerita sendiri.", outcome)
    return await see_other(request, f"{chosen.path(f'/cerita/{story.detail.id}')}#riwayat", said)


@router.post("/{story_id}/koreksi/{correction_id}/urungkan")
async def undo(
    request: Request,
    story_id: str,
    correction_id: str,
    visitor: AnalystVisitor,
    chosen: Selected,
    form: SentForm,
) -> Response:
    """Take a correction back: the stories are grouped as if it had not been made."""
    state = gateway_state(request)
    by = _by(visitor) | {"of_anybody": visitor.may("operator")}
    outcome = await state.search.undo_correction(UndoOrder(id=story_id, correction_id=correction_id, **by))
    about = f"correction {correction_id}"
    await _noted(state, visitor, "story.undo", story_id, about, own=outcome.own)
    there = story_id if story_id in outcome.stories or not outcome.stories else outcome.stories[0]
    said = _told("Koreksi diurungkan.", outcome)
    return await see_other(request, f"{chosen.path(f'/cerita/{there}')}#riwayat", said)


def _by(visitor: Visitor) -> dict[str, Any]:
    return {"scope": list(visitor.tenant.scope), "tenant_id": visitor.tenant.id, "actor": visitor.actor}


def _told(said: str, outcome: CorrectionOutcome) -> str:
    return said if outcome.state == "applied" else said + WAITING


async def _noted(
    state: GatewayState, visitor: Visitor, action: str, subject: str, detail: str, *, own: bool = True
) -> None:
    await audit.note(
        state.engine,
        actor=visitor.actor,
        action=action,
        subject=subject,
        tenant_id=visitor.tenant.id if own else None,
        detail=detail,
    )


async def _seen(state: GatewayState, visitor: Visitor, story_id: str) -> Story | None:
    try:
        return await state.search.story(ById(id=story_id, scope=list(visitor.tenant.scope)))
    except NotFound:
        return None


async def _merge_page(
    request: Request,
    visitor: Visitor,
    now: datetime,
    chosen: Selection,
    story: StoryAtHand,
    form: Form,
    wanted: str,
    status: int = 200,
) -> Response:
    state = gateway_state(request)
    related = [one.id for one in story.detail.related]
    named = form.text("cerita")
    shown = [named] if named and named not in related and named != story.detail.id else []
    near = [one for id_ in [*shown, *related] if (one := await _seen(state, visitor, id_)) is not None]
    found, problem = await _found(state, visitor, story, wanted, {one.id for one in near})
    names = await source_names(request).known()

    def cards(stories: list[Story]) -> list[tuple[str, StoryCard]]:
        return [(one.id, story_card(one, names, now, visitor.tenant.zone)) for one in stories]

    return page(
        "cerita/gabung.html",
        visitor=visitor,
        status=status,
        ekor=chosen.tail,
        pilihan=chosen,
        alamat=f"/cerita/{story.detail.id}",
        kirim=chosen.path(f"/cerita/{story.detail.id}/gabung"),
        cerita=story.detail,
        dekat=cards(near),
        ditemukan=cards(found),
        cari=wanted,
        masalah=problem,
        formulir=form,
        terpanjang=LONGEST_NOTE,
        **saying(now, visitor),
    )


async def _found(
    state: GatewayState, visitor: Visitor, story: StoryAtHand, wanted: str, but: set[str]
) -> tuple[list[Story], str]:
    """The stories that the words find, and what is wrong with the words."""
    if not wanted.strip():
        return [], ""
    query = StorySearch(filter=Filter(scope=list(visitor.tenant.scope), q=wanted.strip()), limit=FOUND)
    try:
        page_ = await state.search.stories(query)
    except Refused:
        return [], NO_QUERY
    return [one for one in page_.items if one.id not in but | {story.detail.id}], ""


def _split_page(
    visitor: Visitor, now: datetime, chosen: Selection, story: StoryAtHand, form: Form, status: int = 200
) -> Response:
    members: tuple[IndexedArticle, ...] = story.members
    return page(
        "cerita/pisah.html",
        visitor=visitor,
        status=status,
        ekor=chosen.tail,
        alamat=f"/cerita/{story.detail.id}",
        kirim=chosen.path(f"/cerita/{story.detail.id}/pisah"),
        cerita=story.detail,
        berita_berita=members,
        dicentang=set(form.many("artikel")),
        hanya_satu=ONLY_ONE if story.detail.size < 2 else "",
        formulir=form,
        terpanjang=LONGEST_NOTE,
        **saying(now, visitor),
    )
