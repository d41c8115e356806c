"""/admin/penyimpanan: how long everything is kept; for operators the form that changes it for articles.

The form leads to a page that says what the change would forget (a look, nothing is written), and only the
form of that page makes it.
"""

from __future__ import annotations

from datetime import datetime

from fastapi import APIRouter, Request
from fastapi.responses import Response

from services.gateway.audit import note
from services.gateway.dashboard.admin.kept_things import kept_for, kept_things
from services.gateway.dashboard.clock import Now
from services.gateway.dashboard.forms import Form, SentForm, blank_form, see_other
from services.gateway.dashboard.page_route import PageRoute
from services.gateway.dashboard.rendering import page, saying
from services.gateway.dashboard.visitor import AdminVisitor, OperatorVisitor, Visitor
from services.gateway.presentation.dates import MONTHS, said
from services.gateway.state import GatewayState, gateway_state
from shared.contracts.query import Filter
from shared.contracts.retention import FEWEST_MONTHS, MOST_MONTHS, Retention, RetentionChoice
from shared.runtime.clients import ServiceUnavailable

router = APIRouter(prefix="/penyimpanan", route_class=PageRoute, include_in_schema=False)

BOUNDS = f"Tulis angka bulan dari {FEWEST_MONTHS} sampai {MOST_MONTHS}, atau kosongkan supaya tanpa batas."


@router.get("")
async def keeping(request: Request, visitor: AdminVisitor, now: Now) -> Response:
    """The page."""
    state = gateway_state(request)
    try:
        kept = await state.search.retention()
    except ServiceUnavailable:
        # The page stands without it.
        kept = None
    months = kept.months if kept is not None else None
    return await _page(state, visitor, now, kept, blank_form(bulan="" if months is None else str(months)))


@router.get("/ubah")
async def look(request: Request, visitor: OperatorVisitor, now: Now, bulan: str = "") -> Response:
    """What a change would forget, and when, before it is made."""
    state = gateway_state(request)
    form = blank_form(bulan=bulan)
    months = _months(form)
    kept = await state.search.retention()
    if not form.errors and months == kept.months:
        form.refuse("bulan", f"Masa simpannya sudah {kept_for(months)}; tidak ada yang berubah.")
    if form.errors:
        return await _page(state, visitor, now, kept, form, status=422)
    would = await state.search.retention_preview(RetentionChoice(months=months))
    return page(
        "admin/ubah_penyimpanan.html",
        visitor=visitor,
        bulan=months,
        lama=kept_for(kept.months),
        baru=kept_for(months),
        akan=would,
        sebelum=_month(would.first_kept) if would.first_kept is not None else "",
    )


@router.post("")
async def choose(request: Request, visitor: OperatorVisitor, now: Now, form: SentForm) -> Response:
    """Keep articles so long from now on."""
    state = gateway_state(request)
    months = _months(form)
    before = await state.search.retention()
    if "bulan" not in form.names():
        form.refuse("bulan", BOUNDS)
    if form.errors:
        return await _page(state, visitor, now, before, form, status=422)
    kept = await state.search.choose_retention(RetentionChoice(months=months))
    change = f"{_noted(before.months)} → {_noted(kept.months)}"
    await note(
        state.engine, actor=visitor.actor, action="retention.change", subject="articles", detail=change
    )
    told = f"Berita sekarang disimpan {kept_for(kept.months)}."
    if kept.forgets_from is not None:
        told += f" Yang lebih lama dihapus mulai {said(kept.forgets_from, now, visitor.tenant.zone)}."
    return await see_other(request, "/admin/penyimpanan", told)


def _months(form: Form) -> int | None:
    """What was typed: months, or None for no limit."""
    text = form.text("bulan")
    if not text:
        return None
    months = int(text) if text.isascii() and text.isdigit() and len(text) < 5 else 0
    if not FEWEST_MONTHS <= months <= MOST_MONTHS:
        form.refuse("bulan", BOUNDS)
    return months


def _noted(months: int | None) -> str:
    """As the audit trail writes it."""
    return "no limit" if months is None else f"{months} months"


def _month(start: datetime) -> str:
    """``November 2024``; months of articles are those of UTC, as their indices are."""
    return f"{MONTHS[start.month - 1]} {start.year}"


async def _page(
    state: GatewayState,
    visitor: Visitor,
    now: datetime,
    kept: Retention | None,
    form: Form,
    status: int = 200,
) -> Response:
    waits = kept is not None and kept.forgets_from is not None and now < kept.forgets_from
    return page(
        "admin/penyimpanan.html",
        visitor=visitor,
        status=status,
        formulir=form,
        masa=kept_things(state.settings, kept),
        simpan=kept,
        sejak=_month(kept.first_kept) if kept is not None and kept.first_kept is not None else "",
        menunggu=waits,
        paling_sedikit=FEWEST_MONTHS,
        paling_banyak=MOST_MONTHS,
        berita=await _articles(state, visitor),
        **saying(now, visitor),
    )


async def _articles(state: GatewayState, visitor: Visitor) -> int | None:
    """How many articles the tenant can find; None while nobody answers: the page stands without it."""
    try:
        return await state.search.count(Filter(scope=list(visitor.tenant.scope)))
    except ServiceUnavailable:
        return None
