"""The pages of citizens' reports: what waits for an answer, and one report with the team's work on it."""

from __future__ import annotations

from typing import get_args

from fastapi import APIRouter, Request
from fastapi.responses import Response

from services.gateway.cursors import list_of
from services.gateway.dashboard.aspiration.imports import router as import_routes
from services.gateway.dashboard.aspiration.listing import (
    CLASSES,
    NONE,
    OPEN,
    ORDERS,
    PATH,
    Addresses,
    ChosenList,
    in_one_regency,
    narrowed,
    places_of,
)
from services.gateway.dashboard.aspiration.matters import Matter, Neighbours, neighbours, shared_matters
from services.gateway.dashboard.aspiration.sentence import age_words, median_words, sentence_of
from services.gateway.dashboard.clock import Now
from services.gateway.dashboard.forms import Form, SentForm, blank_form, see_other
from services.gateway.dashboard.page_route import PageRoute
from services.gateway.dashboard.paging import newest_address, older_address
from services.gateway.dashboard.rendering import page, saying
from services.gateway.dashboard.selection import Selected, Selection
from services.gateway.dashboard.visitor import AnalystVisitor, SignedIn, Visitor
from services.gateway.desk import aspiration_states as states
from services.gateway.desk.aspiration_reports import (
    MOST,
    CitizenReport,
    citizen_reports,
    is_report,
    offices_of,
    report_of,
)
from services.gateway.desk.aspiration_summary import Group, summarise
from services.gateway.desk.aspirations import UNTOUCHED, Work, change_work, history_of, work_of
from services.gateway.desk.offices import list_offices
from services.gateway.internal_calls import NotFound
from services.gateway.presentation import article_view
from services.gateway.state import GatewayState, gateway_state
from shared.contracts.query import ById, IndexedArticle
from shared.runtime.clients import ServiceUnavailable

router = APIRouter(route_class=PageRoute, include_in_schema=False)
# Before the report itself: "impor" is no id.
router.include_router(import_routes)

REPORTS_A_PAGE = 20
LONGEST_NOTE = 2000
# What the form came with, beside what is sent.
SHOWN_STATE, SHOWN_OFFICE = "keadaan_semula", "opd_semula"
NOTHING_CHANGED = "Belum ada yang diubah: pilih keadaan atau perangkat daerah lain, atau tulis catatan."


@router.get(PATH)
async def reports(
    request: Request,
    visitor: SignedIn,
    now: Now,
    selection: Selected,
    chosen: ChosenList,
    sesudah: str | None = None,
) -> Response:
    """Reports of a region and period: figures by class, state, office and place, and the list behind them."""
    state = gateway_state(request)
    # A cursor belongs to what it was made for.
    bound_to = list_of(visitor.tenant, "dashboard.aspirations", selection.address, chosen)
    after = state.cursors.read(sesudah, bound_to)
    today, zone = selection.today, visitor.tenant.zone
    wanted = selection.filter(copies="include")
    found = await citizen_reports(state.engine, state.search, visitor.tenant.id, wanted, today, zone)
    place_of = places_of(selection)
    shown = narrowed(found.items, chosen, place_of)
    start = _place_after(shown, after)
    part = shown[start : start + REPORTS_A_PAGE]
    following = [part[-1].id] if start + REPORTS_A_PAGE < len(shown) else None
    summary = summarise(found.items, place_of)
    addresses = Addresses(selection, chosen)
    return page(
        "aspirasi/daftar.html",
        visitor=visitor,
        pilihan=selection,
        ekor=selection.tail,
        rangkuman=summary,
        kalimat=sentence_of(summary, selection.period.name),
        median=median_words(summary.median_age),
        umur=age_words,
        lengkap=found.complete,
        paling_banyak=MOST,
        terpilih=chosen,
        alamat=addresses,
        kelas=CLASSES,
        keadaan=states.STATE_NAMES,
        arti_keadaan=states.STATE_MEANINGS,
        batas=states,
        urutan=ORDERS,
        tanpa=NONE,
        terbuka=OPEN,
        per_kecamatan=in_one_regency(selection),
        nama_opd=_name_in(summary.offices, chosen.opd),
        nama_tempat=_name_in(summary.places, chosen.tempat),
        laporan=part,
        jumlah=len(shown),
        perkara=await _matters(state, visitor, found.items),
        terbaru=newest_address(request),
        berikutnya=older_address(request, state.cursors.write(following, bound_to)),
        **saying(now, visitor),
    )


@router.get(PATH + "/{report_id}")
async def report(
    request: Request, report_id: str, visitor: SignedIn, now: Now, selection: Selected
) -> Response:
    """One report: its text without personal data, its work, its history, and the same matter elsewhere."""
    return await _report_page(request, report_id, visitor, now, selection)


@router.post(PATH + "/{report_id}")
async def work_on_report(
    request: Request,
    report_id: str,
    visitor: AnalystVisitor,
    form: SentForm,
    now: Now,
    selection: Selected,
) -> Response:
    """Set state and office by hand, with a note; each change is written into the history.

    What the form came with and nobody touched is no decision: a colleague may have changed it meanwhile.
    """
    state = gateway_state(request)
    found, work = await _found(state, visitor, report_id)
    seen = await _seen(state, visitor, found, work, selection)
    shown_state, shown_office = (
        _shown(form, SHOWN_STATE, seen.state),
        _shown(form, SHOWN_OFFICE, work.office_id),
    )
    wanted = form.one_of("keadaan", get_args(states.State), default=shown_state)
    known = {office.id for office in await list_offices(state.engine, visitor.tenant.id)}
    office_id = form.one_of("opd", sorted(known))
    note = form.text("catatan", most=LONGEST_NOTE)
    new_state = next(
        (one for one in states.STATES if one == wanted and one not in (shown_state, seen.state)), None
    )
    new_office = office_id if office_id not in (shown_office, work.office_id) else None
    if not form.errors and new_state is None and new_office is None and not note:
        form.refuse("catatan", NOTHING_CHANGED)
    if form.errors:
        return await _report_page(request, report_id, visitor, now, selection, form)
    await change_work(
        state.engine,
        visitor.tenant.id,
        report_id,
        state=new_state,
        status_now=seen.status,
        office_id=new_office,
        note=note,
        who=visitor.user.email,
        actor=visitor.actor,
    )
    return await see_other(request, f"{PATH}/{report_id}{selection.tail}", "Perubahan disimpan.")


async def _report_page(
    request: Request,
    report_id: str,
    visitor: Visitor,
    now: Now,
    selection: Selection,
    form: Form | None = None,
) -> Response:
    state = gateway_state(request)
    found, work = await _found(state, visitor, report_id)
    seen = await _seen(state, visitor, found, work, selection)
    offices = await list_offices(state.engine, visitor.tenant.id)
    # Without the team's word: what the choice "as it is" means.
    usual = await _seen(state, visitor, found, UNTOUCHED, selection)
    return page(
        "aspirasi/laporan.html",
        visitor=visitor,
        status=422 if form else 200,
        ekor=selection.tail,
        satu=found,
        laporan=seen,
        jenis=CLASSES[seen.aspiration or NONE],
        umur=age_words(seen.age),
        batas=states,
        paragraf_paragraf=article_view.paragraphs(found.article.text, ""),
        formulir=form or blank_form(keadaan=seen.state, opd=work.office_id),
        semula=(
            (SHOWN_STATE, _shown(form, SHOWN_STATE, seen.state)),
            (SHOWN_OFFICE, _shown(form, SHOWN_OFFICE, work.office_id)),
        ),
        pilihan_keadaan=[
            (one, f"{states.STATE_NAMES[one]}: {states.STATE_MEANINGS[one]}") for one in states.STATES
        ],
        pilihan_opd=[
            (office.id, office.name) for office in offices if office.active or office.id == work.office_id
        ],
        opd_biasa=usual.office,
        riwayat=await history_of(state.engine, visitor.tenant.id, report_id),
        tetangga=await _neighbours(state, visitor, found),
        **saying(now, visitor),
    )


def _shown(form: Form | None, name: str, now: str) -> str:
    """What a form came with; one that does not say came with what is now."""
    return form.text(name) if form and name in form.names() else now


async def _found(state: GatewayState, visitor: Visitor, report_id: str) -> tuple[IndexedArticle, Work]:
    """A report within the scope and what was set by hand. Raises NotFound, also for news."""
    found = await state.search.article(ById(id=report_id, scope=list(visitor.tenant.scope)))
    if not is_report(found):
        raise NotFound(f"{report_id} is no citizen's report")
    work = await work_of(state.engine, visitor.tenant.id, [report_id])
    return found, work.get(report_id, UNTOUCHED)


async def _seen(
    state: GatewayState, visitor: Visitor, found: IndexedArticle, work: Work, selection: Selection
) -> CitizenReport:
    offices = await offices_of(state.engine, visitor.tenant.id)
    return report_of(found, work, offices, selection.today, visitor.tenant.zone)


async def _matters(
    state: GatewayState, visitor: Visitor, items: tuple[CitizenReport, ...]
) -> list[Matter] | None:
    """None when they cannot be told now: the rest of the page stands."""
    try:
        return await shared_matters(state.search, visitor.tenant.scope, items)
    except ServiceUnavailable:
        return None


async def _neighbours(state: GatewayState, visitor: Visitor, found: IndexedArticle) -> Neighbours | None:
    """None when they cannot be told now: the rest of the page stands."""
    try:
        return await neighbours(state.search, visitor.tenant.scope, found)
    except ServiceUnavailable:
        return None


def _place_after(shown: list[CitizenReport], after: list[str] | None) -> int:
    """Where the list goes on: behind the report that ended the page before, at the start when it is gone."""
    if not after:
        return 0
    return next((place + 1 for place, one in enumerate(shown) if one.id == after[0]), 0)


def _name_in(groups: tuple[Group, ...], key: str) -> str:
    """The name of the chosen group, as the chip that takes it away says it."""
    if key == NONE:
        return "belum diketahui"
    return next((group.name for group in groups if group.key == key), key)
