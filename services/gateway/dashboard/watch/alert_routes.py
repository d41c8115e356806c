"""/peringatan: what watches raised, why, where it went; and who sees to it."""

from __future__ import annotations

import asyncio
from datetime import datetime
from typing import Annotated, Literal

from fastapi import APIRouter, Query, Request
from fastapi.responses import JSONResponse, Response

from services.gateway.audit import note
from services.gateway.cursors import list_of
from services.gateway.dashboard.clock import Now
from services.gateway.dashboard.forms import Form, SentForm, blank_form, see_other
from services.gateway.dashboard.headers import SECURITY_HEADERS
from services.gateway.dashboard.open_alerts import open_alerts, waiting
from services.gateway.dashboard.page_route import PageRoute
from services.gateway.dashboard.paging import newest_address, older_address
from services.gateway.dashboard.rendering import page, saying
from services.gateway.dashboard.visitor import AnalystVisitor, SignedIn, Visitor, local_path
from services.gateway.dashboard.watch.alert_chart import alert_chart, window_text
from services.gateway.dashboard.watch.alert_pages import alert_rows, alert_views, people
from services.gateway.dashboard.watch.alert_rows import alert_row, delivery_row
from services.gateway.dashboard.watch.alert_series import Series, alert_series
from services.gateway.dashboard.watch.figures import figure_facts
from services.gateway.dashboard.watch.filter_words import search_of_filter
from services.gateway.internal_calls import NotFound
from services.gateway.presentation import chart_parts
from services.gateway.presentation.drawing import Drawings
from services.gateway.presentation.wording import number
from services.gateway.state import GatewayState, gateway_state
from services.gateway.tenants import Tenant
from services.gateway.watch_input import WatchFilter
from shared.contracts.alert import Acknowledge, AlertRecord, AlertSearch, OneAlert, StoryFigures
from shared.contracts.watch import TenantWatch, Watch, WatchSearch
from shared.runtime.clients import ServiceUnavailable

router = APIRouter(prefix="/peringatan", route_class=PageRoute, include_in_schema=False)
drawings = Drawings()

ALERTS_A_PAGE = 20
LONGEST_NOTE = 500
CHART_CACHE = {"Cache-Control": "private, max-age=300"}


@router.get("")
async def alert_list(
    request: Request,
    visitor: SignedIn,
    now: Now,
    lihat: Annotated[str, Query(max_length=20)] = "",
    pantauan: Annotated[str, Query(max_length=64)] = "",
    sesudah: str | None = None,
) -> Response:
    """Alerts, newest first: those that ask for somebody, or all, muted ones too; of one watch, or of all."""
    state, every = gateway_state(request), lihat == "semua"
    everything = AlertSearch(tenant_id=visitor.tenant.id, scope=list(visitor.tenant.scope))
    wanted = (everything if every else waiting(visitor.tenant)).model_copy(
        update={"watch_id": pantauan or None, "limit": ALERTS_A_PAGE}
    )
    bound_to = list_of(visitor.tenant, "dashboard.alerts", wanted.model_dump_json(exclude={"limit", "after"}))
    after = state.cursors.read(sesudah, bound_to)
    found, watches = await asyncio.gather(
        state.watches.alerts(wanted.model_copy(update={"after": after})),
        state.watches.search(WatchSearch(tenant_id=visitor.tenant.id, limit=100)),
    )
    return page(
        "peringatan/daftar.html",
        visitor=visitor,
        peringatan=await alert_rows(state, visitor, found.items, now),
        jumlah=found.total,
        semua=every,
        pantauan_pantauan=[(watch.id, watch.name) for watch in watches.items],
        pantauan=pantauan,
        kembali=f"{request.url.path}?{request.url.query}" if request.url.query else request.url.path,
        berikutnya=older_address(request, state.cursors.write(found.next, bound_to)),
        terbaru=newest_address(request),
        **saying(now, visitor),
    )


@router.post("/tanggapi")
async def acknowledge_shown(request: Request, visitor: AnalystVisitor, form: SentForm) -> Response:
    """See to all alerts that the page showed; what was raised meanwhile stays open."""
    ids = list(dict.fromkeys(form.many("peringatan")))[:ALERTS_A_PAGE]
    state, done = gateway_state(request), 0
    for alert_id in ids:
        try:
            alert = await state.watches.acknowledge(_seen(visitor, alert_id, ""))
        except NotFound:
            # Its watch was deleted meanwhile.
            continue
        await _note_seen(state, visitor, alert)
        done += 1
    open_alerts(request).forget(visitor.tenant.id)
    return await see_other(
        request, local_path(form.text("kembali")), f"{number(done)} peringatan ditandai sudah ditanggapi."
    )


@router.get("/{alert_id}")
async def alert_page(request: Request, alert_id: str, visitor: SignedIn, now: Now) -> Response:
    """One alert: the reason and its figures, the articles behind it, every try to deliver it."""
    return await _alert_page(request, alert_id, visitor, now, blank_form())


@router.post("/{alert_id}/tanggapi")
async def acknowledge(
    request: Request, alert_id: str, visitor: AnalystVisitor, now: Now, form: SentForm
) -> Response:
    """Say that somebody sees to it, with a word for colleagues."""
    remark = form.text("catatan", most=LONGEST_NOTE)
    if form.errors:
        return await _alert_page(request, alert_id, visitor, now, form, status=422)
    state = gateway_state(request)
    alert = await state.watches.acknowledge(_seen(visitor, alert_id, remark))
    await _note_seen(state, visitor, alert)
    open_alerts(request).forget(visitor.tenant.id)
    back = local_path(form.text("kembali") or f"/peringatan/{alert.id}")
    if alert.acknowledged_by != visitor.actor:
        return await see_other(
            request, back, "Peringatan ini sudah lebih dulu ditanggapi orang lain.", "info"
        )
    return await see_other(request, back, f"“{alert.title}” ditandai sudah ditanggapi.")


@router.get("/{alert_id}/bagan.{form}")
async def alert_drawing(
    request: Request,
    alert_id: str,
    form: Literal["svg", "json"],
    visitor: SignedIn,
    mode: chart_parts.Mode = "terang",
) -> Response:
    """The chart of an alert in the colours of the reader's mode: as an image, or as its spec."""
    state = gateway_state(request)
    alert = await _own(state, visitor, alert_id)
    series = await _series(state, visitor, alert, await _watch(state, visitor, alert))
    if series is None:
        raise NotFound("this alert has no course")
    spec = alert_chart(series, visitor.tenant.zone, mode)
    if form == "json":
        return JSONResponse(spec, headers=SECURITY_HEADERS | CHART_CACHE)
    drawing = await drawings.svg(spec)
    return Response(drawing, media_type="image/svg+xml", headers=SECURITY_HEADERS | CHART_CACHE)


async def _alert_page(
    request: Request, alert_id: str, visitor: Visitor, now: datetime, form: Form, status: int = 200
) -> Response:
    state, said, zone = gateway_state(request), saying(now, visitor), visitor.tenant.zone
    alert = await _own(state, visitor, alert_id)
    [view], names, watch = await asyncio.gather(
        alert_views(state, visitor, [alert]), people(state, visitor), _watch(state, visitor, alert)
    )
    figures, series = alert.figures, await _series(state, visitor, alert, watch)
    return page(
        "peringatan/satu.html",
        visitor=visitor,
        status=status,
        formulir=form,
        satu=alert_row(view, names, said["kapan"]),
        artikel=view.articles,
        kiriman=None
        if view.deliveries is None
        else [delivery_row(each, said["kapan"]) for each in view.deliveries],
        angka_angka=figure_facts(figures, said["kapan"]) if figures else [],
        cerita=figures.story_id if isinstance(figures, StoryFigures) else getattr(figures, "story_id", None),
        runtun=[]
        if series is None
        else [(window_text(bar.start, bar.end, zone), bar) for bar in series.bars],
        garis=None if series is None else series.line,
        nama_garis="" if series is None else series.line_name,
        semua_berita=_found_then(alert, watch, visitor.tenant),
        lebar_bagan=chart_parts.WIDTH,
        tinggi_bagan=chart_parts.HEIGHT,
        **said,
    )


async def _own(state: GatewayState, visitor: Visitor, alert_id: str) -> AlertRecord:
    one = OneAlert(tenant_id=visitor.tenant.id, scope=list(visitor.tenant.scope), id=alert_id)
    return await state.watches.alert(one)


async def _watch(state: GatewayState, visitor: Visitor, alert: AlertRecord) -> Watch | None:
    """The watch of an alert; None when it was deleted meanwhile."""
    try:
        return await state.watches.get(TenantWatch(tenant_id=visitor.tenant.id, id=alert.watch_id))
    except NotFound:
        return None


async def _series(
    state: GatewayState, visitor: Visitor, alert: AlertRecord, watch: Watch | None
) -> Series | None:
    """The course before an alert; None where there is none or search does not count now."""
    if watch is None:
        return None
    try:
        return await alert_series(state.search, visitor.tenant, alert, watch)
    except ServiceUnavailable:
        return None


async def _note_seen(state: GatewayState, visitor: Visitor, alert: AlertRecord) -> None:
    """Write it into the audit trail, unless somebody else was first."""
    if alert.acknowledged_by == visitor.actor:
        await note(
            state.engine,
            actor=visitor.actor,
            action="alert.acknowledge",
            subject=alert.id,
            tenant_id=visitor.tenant.id,
            detail=alert.title,
        )


def _found_then(alert: AlertRecord, watch: Watch | None, tenant: Tenant) -> str:
    """The search for everything that the rule saw in its window, by whole days; empty for a new story."""
    figures = alert.figures
    if watch is None or figures is None or isinstance(figures, StoryFigures):
        return ""
    first, last = (moment.astimezone(tenant.zone).date() for moment in (figures.start, figures.end))
    search = search_of_filter(WatchFilter.model_validate(watch.given), tenant)
    days = (("dari", first.isoformat()), ("sampai", last.isoformat()))
    return search.path(waktu=days, cerita=getattr(figures, "story_id", None) or search.cerita)


def _seen(visitor: Visitor, alert_id: str, remark: str) -> Acknowledge:
    return Acknowledge(
        tenant_id=visitor.tenant.id,
        scope=list(visitor.tenant.scope),
        id=alert_id,
        by=visitor.actor,
        note=remark or None,
    )
