"""/laporan/monitoring: ask for the monitoring report of a month or quarter."""

from __future__ import annotations

from datetime import date, datetime

from fastapi import APIRouter, Request
from fastapi.responses import Response

from services.gateway.dashboard.clock import Now
from services.gateway.dashboard.forms import Form, SentForm, blank_form, see_other
from services.gateway.dashboard.page_route import PageRoute
from services.gateway.dashboard.rendering import page, saying
from services.gateway.dashboard.report.clipping_routes import region_options
from services.gateway.dashboard.report.making import make_edition, path_of
from services.gateway.dashboard.report.monitoring_periods import last_finished, period_in, period_options
from services.gateway.dashboard.visitor import AnalystVisitor, SignedIn, Visitor
from services.gateway.presentation.region_choice import ALL
from services.gateway.reports.editions import EditionKey, find_edition
from services.gateway.reports.monitoring import MONITORING
from services.gateway.state import gateway_state

router = APIRouter(prefix=MONITORING.path, route_class=PageRoute, include_in_schema=False)


@router.get("")
async def ask(visitor: SignedIn, now: Now) -> Response:
    """The form; the month that ended last is chosen."""
    return _page(visitor, now, blank_form(periode=last_finished(_today(visitor, now)).code))


@router.post("")
async def make(request: Request, visitor: AnalystVisitor, now: Now, form: SentForm) -> Response:
    """Make the report, or go to the one that was made already."""
    calendar = period_in(form, "periode", period_options(_today(visitor, now)))
    region = form.one_of("wilayah", [code for code, _ in region_options(visitor)])
    if form.errors or calendar is None:
        return _page(visitor, now, form, status=422)
    key = EditionKey(MONITORING.id, "" if region == ALL else region, calendar.first, calendar.last)
    known = await find_edition(gateway_state(request).engine, visitor.tenant.id, key)
    if known is not None:
        told = "Laporan ini sudah pernah disusun. Pilih Susun ulang untuk memakai data terbaru."
        return await see_other(request, path_of(key.kind, known.id), told, kind="info")
    made = await make_edition(request, visitor, now, key)
    told = f"Laporan monitoring {calendar.name} disusun. Periksa sebelum diserahkan."
    return await see_other(request, path_of(key.kind, made.id), told)


def _today(visitor: Visitor, now: datetime) -> date:
    return now.astimezone(visitor.tenant.zone).date()


def _page(visitor: Visitor, now: datetime, form: Form, status: int = 200) -> Response:
    return page(
        "laporan/monitoring/minta.html",
        visitor=visitor,
        status=status,
        formulir=form,
        periode=period_options(_today(visitor, now)),
        wilayah=region_options(visitor),
        **saying(now, visitor),
    )
