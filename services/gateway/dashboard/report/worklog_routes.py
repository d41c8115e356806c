"""/laporan/catatan: ask for one's work log of a month, and take it as a spreadsheet."""

from __future__ import annotations

from datetime import date, datetime

from fastapi import APIRouter, Request
from fastapi.responses import Response

from services.gateway.dashboard.clock import Now
from services.gateway.dashboard.downloads import XLSX, download, file_name
from services.gateway.dashboard.forms import Form, SentForm, blank_form, see_other
from services.gateway.dashboard.page_route import PageRoute
from services.gateway.dashboard.rendering import page, saying
from services.gateway.dashboard.report.edition_routes import edition_for
from services.gateway.dashboard.report.making import make_edition, path_of
from services.gateway.dashboard.report.monitoring_periods import last_finished, month_options, period_in
from services.gateway.dashboard.visitor import AnalystVisitor, SignedIn, Visitor
from services.gateway.reports.editions import EditionKey, find_edition
from services.gateway.reports.worklog import WORKLOG
from services.gateway.reports.worklog_xlsx import xlsx_of
from services.gateway.state import gateway_state
from services.gateway.users import list_users

router = APIRouter(prefix=WORKLOG.path, route_class=PageRoute, include_in_schema=False)


@router.get("")
async def ask(request: Request, visitor: SignedIn, now: Now) -> Response:
    """The form; the month that ended last is chosen."""
    chosen = blank_form(bulan=last_finished(_today(visitor, now)).code, orang=visitor.user.id)
    return await _page(request, visitor, now, chosen)


@router.post("")
async def make(request: Request, visitor: AnalystVisitor, now: Now, form: SentForm) -> Response:
    """Make the log of a month, or bring the one that was made up to date; an admin's of anybody."""
    calendar = period_in(form, "bulan", month_options(_today(visitor, now)))
    people = await _people(request, visitor)
    person = form.one_of("orang", [user_id for user_id, _ in people], default=visitor.user.id)
    if form.errors or calendar is None:
        return await _page(request, visitor, now, form, status=422)
    key = EditionKey(WORKLOG.id, "", calendar.first, calendar.last, person)
    known = await find_edition(gateway_state(request).engine, visitor.tenant.id, key)
    if known is not None:
        told = "Catatan bulan ini sudah pernah disusun. Pilih Susun ulang untuk memuat kegiatan terbaru."
        return await see_other(request, path_of(key.kind, known.id), told, kind="info")
    made = await make_edition(request, visitor, now, key)
    return await see_other(request, path_of(key.kind, made.id), f"Catatan kerja {calendar.name} disusun.")


@router.get("/{edition_id}/unduh.xlsx")
async def take(request: Request, visitor: SignedIn, edition_id: str) -> Response:
    """The log as a spreadsheet."""
    edition = await edition_for(request, visitor, WORKLOG.id, edition_id)
    return download(xlsx_of(edition.told), file_name(edition.title, "xlsx"), XLSX)


async def _people(request: Request, visitor: Visitor) -> list[tuple[str, str]]:
    """Whose log may be asked for: an admin's choice is everybody of the tenant, others have their own."""
    if not visitor.may("admin"):
        return [(visitor.user.id, visitor.user.email)]
    users = await list_users(gateway_state(request).engine, visitor.tenant.id)
    return [(user.id, user.email) for user in users]


def _today(visitor: Visitor, now: datetime) -> date:
    return now.astimezone(visitor.tenant.zone).date()


async def _page(request: Request, visitor: Visitor, now: datetime, form: Form, status: int = 200) -> Response:
    return page(
        "laporan/catatan/minta.html",
        visitor=visitor,
        status=status,
        formulir=form,
        bulan=month_options(_today(visitor, now)),
        orang=await _people(request, visitor),
        **saying(now, visitor),
    )
