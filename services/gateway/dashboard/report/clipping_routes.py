"""/laporan/kliping: ask for the clipping of a day or a week."""

from __future__ import annotations

from datetime import date, datetime, timedelta

from fastapi import APIRouter, Request
from fastapi.responses import Response

from services.gateway.briefs.span import Period
from services.gateway.dashboard.clock import Now
from services.gateway.dashboard.forms import Form, SentForm, blank_form, see_other
from services.gateway.dashboard.page_route import PageRoute
from services.gateway.dashboard.rendering import page, saying
from services.gateway.dashboard.report.making import make_edition, path_of
from services.gateway.dashboard.visitor import AnalystVisitor, SignedIn, Visitor
from services.gateway.presentation.region_choice import ALL, choose
from services.gateway.reports.clipping import clipping_key, half_finished
from services.gateway.reports.editions import find_edition
from services.gateway.state import gateway_state

router = APIRouter(prefix="/laporan/kliping", route_class=PageRoute, include_in_schema=False)

PERIODS = [("day", "Satu hari"), ("week", "Sepekan, sampai tanggal itu")]
# Older news is in no index.
OLDEST = date(2000, 1, 1)


@router.get("")
async def ask(visitor: SignedIn, now: Now) -> Response:
    """The form."""
    return _page(visitor, now, blank_form(rentang="day", sampai=_yesterday(visitor, now).isoformat()))


@router.post("")
async def make(request: Request, visitor: AnalystVisitor, now: Now, form: SentForm) -> Response:
    """Make the clipping, or go to the one that was made already."""
    period: Period = "week" if form.one_of("rentang", ["day", "week"], default="day") == "week" else "day"
    last = _day(form, visitor, now)
    codes = [code for code, _ in region_options(visitor)]
    region = form.one_of("wilayah", codes)
    if form.errors or last is None:
        return _page(visitor, now, form, status=422)
    key = clipping_key(period, last, "" if region == ALL else region)
    known = await find_edition(gateway_state(request).engine, visitor.tenant.id, key)
    if known is not None:
        told = "Kliping ini sudah pernah disusun. Pilih Susun ulang untuk memakai berita terbaru."
        if half_finished(known.document, key, visitor.tenant.zone):
            told = "Kliping ini disusun sebelum harinya selesai. Pilih Susun ulang agar beritanya lengkap."
        return await see_other(request, path_of(key.kind, known.id), told, kind="info")
    made = await make_edition(request, visitor, now, key)
    return await see_other(request, path_of(key.kind, made.id), "Kliping disusun. Periksa, lalu kirim.")


def region_options(visitor: Visitor) -> list[tuple[str, str]]:
    """The regions of the tenant by code; none when there is nothing to choose."""
    return [(option.code, option.name) for option in choose(visitor.tenant.scope, None).options]


def _day(form: Form, visitor: Visitor, now: datetime) -> date | None:
    text = form.required("sampai")
    try:
        day = date.fromisoformat(text)
    except ValueError:
        form.refuse("sampai", "Pilih tanggal yang ada dalam kalender.")
        return None
    if day > now.astimezone(visitor.tenant.zone).date():
        form.refuse("sampai", "Tanggal itu belum tiba.")
    if day < OLDEST:
        form.refuse("sampai", "Pilih tanggal sejak tahun 2000.")
    return day


def _yesterday(visitor: Visitor, now: datetime) -> date:
    return now.astimezone(visitor.tenant.zone).date() - timedelta(days=1)


def _page(visitor: Visitor, now: datetime, form: Form, status: int = 200) -> Response:
    return page(
        "laporan/kliping.html",
        visitor=visitor,
        status=status,
        formulir=form,
        rentang=PERIODS,
        wilayah=region_options(visitor),
        hari_ini=now.astimezone(visitor.tenant.zone).date().isoformat(),
        **saying(now, visitor),
    )
