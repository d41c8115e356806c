"""/laporan/JENIS/ID: an edition to read, edit, check, send, download, make again or delete."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import Literal

from fastapi import APIRouter, Request
from fastapi.responses import Response

from services.gateway.dashboard.clock import Now
from services.gateway.dashboard.downloads import DOCX, PDF, download, file_name
from services.gateway.dashboard.forms import Form, SentForm, blank_form, see_other
from services.gateway.dashboard.headers import SECURITY_HEADERS
from services.gateway.dashboard.page_route import PageRoute
from services.gateway.dashboard.rendering import page, saying
from services.gateway.dashboard.report.edition_view import (
    STATE_COLOURS,
    edit_form,
    editable_by,
    history_lines,
    marks_of,
    sending_views,
)
from services.gateway.dashboard.report.making import make_edition, path_of
from services.gateway.dashboard.report.recipients import recipients_of
from services.gateway.dashboard.visitor import AnalystVisitor, SignedIn, Visitor
from services.gateway.internal_calls import NotFound, Refused
from services.gateway.notifier_client import RecipientRefused
from services.gateway.reports.chat import chat_text
from services.gateway.reports.drawn import charts_of, drawings
from services.gateway.reports.edition_changes import (
    ChangedMeanwhile,
    Checked,
    delete_edition,
    edit_edition,
    set_state,
)
from services.gateway.reports.editions import STATE_NAMES, Edition, get_edition, history_of
from services.gateway.reports.edits import LONGEST_TEXT, changes
from services.gateway.reports.frozen_letterheads import letterhead_of
from services.gateway.reports.kinds import BY_ID
from services.gateway.reports.making import must_see
from services.gateway.reports.paper import Paper
from services.gateway.reports.pdf import pdf_of
from services.gateway.reports.send import send_edition
from services.gateway.reports.sendings import sending_id, sendings_of
from services.gateway.reports.word import docx_of
from services.gateway.state import GatewayState, gateway_state
from services.gateway.users import list_users
from shared.contracts.deliveries import DeliveryRecord
from shared.runtime.clients import ServiceUnavailable
from shared.runtime.logs import get_logger

log = get_logger("gateway.dashboard")
router = APIRouter(prefix="/laporan", route_class=PageRoute, include_in_schema=False)

# A drawing's address names the version of its edition: one made again never shows an earlier drawing.
CHART_CACHE = {"Cache-Control": "private, max-age=300"}
CHANGED = (
    "Orang lain menyimpan perubahan pada laporan ini sementara Anda menyunting. Tulisan Anda masih ada di "
    "bawah; bagian yang tidak Anda sentuh sudah yang terbaru. Simpan sekali lagi: tulisan Anda menggantikan "
    "perubahan pada bagian yang sama."
)
CHANGED_UNREAD = (
    "Orang lain mengubah laporan ini setelah Anda membukanya. Baca dulu versi terbaru di bawah, lalu tekan "
    "tombolnya sekali lagi."
)
NO_MAIL = "Surel belum disiapkan di instalasi ini; minta pengelola mengisinya."
NO_ADDRESS = "Ke alamat ini surel tidak dapat dikirim:"
REPORT_REFUSED = (
    "Laporan ini tidak dapat dikirim. Belum ada yang terkirim, dan sebabnya dicatat untuk pengelola."
)
NOTIFIER_AWAY = "Layanan pengirim tidak menjawab. Belum ada yang terkirim; coba lagi sebentar."


async def edition_for(request: Request, visitor: Visitor, kind: str, edition_id: str) -> Edition:
    """The edition that this visitor may see. Raises NotFound."""
    edition = await get_edition(gateway_state(request).engine, visitor.tenant.id, edition_id)
    if edition.key.kind != kind or kind not in BY_ID:
        raise NotFound("no such edition")
    if BY_ID[kind].personal and edition.key.subject != visitor.user.id and not visitor.may("admin"):
        raise NotFound("somebody else's")
    must_see(visitor.tenant, edition.key.region)
    return edition


@router.get("/{kind}/{edition_id}")
async def read(request: Request, visitor: SignedIn, now: Now, kind: str, edition_id: str) -> Response:
    """The report, and what was and can be done with it."""
    edition = await edition_for(request, visitor, kind, edition_id)
    return await _page(request, visitor, now, edition, blank_form())


@router.get("/{kind}/{edition_id}/bagan/{place}.svg")
async def chart(request: Request, visitor: SignedIn, kind: str, edition_id: str, place: int) -> Response:
    """A chart of the report as an image."""
    edition = await edition_for(request, visitor, kind, edition_id)
    charts = charts_of(edition.told)
    if not 0 <= place < len(charts):
        raise NotFound("no such chart")
    drawing = await drawings.svg(charts[place].spec)
    return Response(drawing, media_type="image/svg+xml", headers=SECURITY_HEADERS | CHART_CACHE)


@router.get("/{kind}/{edition_id}/unduh.{form}")
async def take(
    request: Request, visitor: SignedIn, kind: str, edition_id: str, form: Literal["pdf", "docx", "txt"]
) -> Response:
    """The report as a file."""
    edition = await edition_for(request, visitor, kind, edition_id)
    name = file_name(edition.title, form)
    if form == "txt":
        text = chat_text(edition.told, _address(request, edition))
        return download(text.encode(), name, "text/plain; charset=utf-8")
    engine = gateway_state(request).engine
    paper = Paper.of(edition, await letterhead_of(engine, visitor.tenant.id, edition))
    if form == "pdf":
        return download(await pdf_of(paper), name, PDF)
    return download(await docx_of(paper), name, DOCX)


@router.get("/{kind}/{edition_id}/sunting")
async def edit(request: Request, visitor: AnalystVisitor, now: Now, kind: str, edition_id: str) -> Response:
    """The form with every part that may be written over."""
    edition = await edition_for(request, visitor, kind, edition_id)
    return _edit_page(visitor, now, edition, None)


@router.post("/{kind}/{edition_id}/sunting")
async def keep_edits(
    request: Request, visitor: AnalystVisitor, now: Now, form: SentForm, kind: str, edition_id: str
) -> Response:
    """Keep what was written over the report."""
    edition = await edition_for(request, visitor, kind, edition_id)
    names = [name for name in form.names() if name.startswith("teks:")]
    written = {name.removeprefix("teks:"): form.text(name, most=LONGEST_TEXT) for name in names}
    version = _shown_version(form)
    if form.errors:
        return _edit_page(visitor, now, edition, form, version=version, status=422)
    edits = changes(edition.document, edition.edits, written, set(form.many("tampil")))
    try:
        await edit_edition(
            gateway_state(request).engine,
            visitor.tenant.id,
            edition.id,
            edits,
            version=version,
            actor=visitor.actor,
        )
    except ChangedMeanwhile:
        form.refuse("versi", CHANGED)
        # The next saving is of the version that this page shows, told that it replaces a change.
        return _edit_page(visitor, now, edition, form, status=409)
    return await see_other(request, path_of(kind, edition.id), "Suntingan disimpan.")


@router.post("/{kind}/{edition_id}/keadaan")
async def change_state(
    request: Request, visitor: AnalystVisitor, now: Now, form: SentForm, kind: str, edition_id: str
) -> Response:
    """Say that the report was checked as the page showed it, or make it a draft again."""
    edition = await edition_for(request, visitor, kind, edition_id)
    state: Checked = "diperiksa" if form.text("keadaan") == "diperiksa" else "draf"
    try:
        await set_state(
            gateway_state(request).engine,
            visitor.tenant.id,
            edition.id,
            state,
            version=_shown_version(form),
            actor=visitor.actor,
            today=now.astimezone(visitor.tenant.zone).date(),
            code=BY_ID[kind].code,
        )
    except ChangedMeanwhile:
        return await see_other(request, path_of(kind, edition.id), CHANGED_UNREAD, kind="galat")
    told = "Laporan dinyatakan sudah diperiksa." if state == "diperiksa" else "Laporan menjadi draf lagi."
    return await see_other(request, path_of(kind, edition.id), told)


@router.post("/{kind}/{edition_id}/susun-ulang")
async def make_again(
    request: Request, visitor: AnalystVisitor, now: Now, form: SentForm, kind: str, edition_id: str
) -> Response:
    """Make the report anew with what is known now; what people wrote stays."""
    edition = await edition_for(request, visitor, kind, edition_id)
    await make_edition(request, visitor, now, edition.key)
    told = "Laporan disusun ulang dengan data terbaru; suntingan Anda tetap ada."
    return await see_other(request, path_of(kind, edition.id), told)


@router.post("/{kind}/{edition_id}/kirim")
async def send(
    request: Request, visitor: AnalystVisitor, now: Now, form: SentForm, kind: str, edition_id: str
) -> Response:
    """Send the report by e-mail, as the page showed it."""
    state = gateway_state(request)
    edition = await edition_for(request, visitor, kind, edition_id)
    recipients = recipients_of(form, "penerima")
    if form.errors:
        return await _page(request, visitor, now, edition, form, status=422)
    many = f"{len(recipients)} penerima" if len(recipients) > 1 else recipients[0]
    # A second click on the same page is the same message; what a later page shows is another one.
    occasion = f"hand {_shown_version(form)} {','.join(recipients)}"
    if edition.version != _shown_version(form):
        known = await sendings_of(state.engine, visitor.tenant.id, edition.id)
        if sending_id(edition.id, occasion) in {one.id for one in known}:
            return await see_other(request, path_of(kind, edition.id), f"Laporan dikirim kepada {many}.")
        form.refuse("penerima", CHANGED_UNREAD)
        return await _page(request, visitor, now, edition, form, status=409)
    try:
        unchanged = await send_edition(
            state.engine,
            state.notifier,
            visitor.tenant,
            edition,
            recipients,
            actor=visitor.actor,
            occasion=occasion,
            now=now,
            public_url=state.settings.public_url,
        )
    except RecipientRefused as error:
        told = NO_MAIL if error.refusal == "not_set_up" else f"{NO_ADDRESS} {error.address}"
        form.refuse("penerima", told)
        return await _page(request, visitor, now, edition, form, status=422)
    except Refused as error:
        log.error("report refused by the notifier", edition=edition.id, error=str(error)[:300])
        form.refuse("penerima", REPORT_REFUSED)
        return await _page(request, visitor, now, edition, form, status=422)
    except ServiceUnavailable:
        form.refuse("penerima", NOTIFIER_AWAY)
        return await _page(request, visitor, now, edition, form, status=503)
    if not unchanged:
        told = (
            f"Laporan dikirim kepada {many}, tanpa perubahan yang disimpan orang lain selagi surel disiapkan."
        )
        return await see_other(request, path_of(kind, edition.id), told, kind="info")
    return await see_other(request, path_of(kind, edition.id), f"Laporan dikirim kepada {many}.")


@router.post("/{kind}/{edition_id}/hapus")
async def delete(
    request: Request, visitor: AnalystVisitor, form: SentForm, kind: str, edition_id: str
) -> Response:
    """Delete a report that was never sent."""
    edition = await edition_for(request, visitor, kind, edition_id)
    await delete_edition(gateway_state(request).engine, visitor.tenant.id, edition.id, actor=visitor.actor)
    return await see_other(request, "/laporan", f"“{edition.title}” dihapus.")


async def _page(
    request: Request, visitor: Visitor, now: datetime, edition: Edition, form: Form, status: int = 200
) -> Response:
    state = gateway_state(request)
    users = {user.id: user for user in await list_users(state.engine, visitor.tenant.id)}
    sendings = await sendings_of(state.engine, visitor.tenant.id, edition.id)
    recipients = sendings[0].recipients if sendings else ()
    if status == 200:
        form = blank_form(penerima="\n".join(recipients))
    return page(
        "laporan/edisi.html",
        visitor=visitor,
        status=status,
        formulir=form,
        edisi=edition,
        jenis=BY_ID[edition.key.kind],
        dokumen=edition.told,
        alamat_edisi=path_of(edition.key.kind, edition.id),
        keadaan=STATE_NAMES[edition.state],
        warna=STATE_COLOURS[edition.state],
        riwayat=history_lines(await history_of(state.engine, visitor.tenant.id, edition.id), users),
        kiriman=sending_views(sendings, await _deliveries(state, [one.id for one in sendings]), users),
        teks_obrolan=chat_text(edition.told, _address(request, edition)),
        tautan=_local(state),
        **saying(now, visitor),
    )


def _shown_version(form: Form) -> int:
    """The version that the page showed; 0, which no edition has, when it names none."""
    text = form.text("versi")
    return int(text) if text.isdecimal() and len(text) < 10 else 0


def _edit_page(
    visitor: Visitor,
    now: datetime,
    edition: Edition,
    form: Form | None,
    *,
    version: int | None = None,
    status: int = 200,
) -> Response:
    """The form; `version` is the one that its texts come from, None for the present one."""
    as_kept = marks_of(edit_form(edition.document, edition.edits))
    return page(
        "laporan/sunting.html",
        visitor=visitor,
        status=status,
        formulir=form or blank_form(),
        edisi=edition,
        versi=edition.version if version is None else version,
        semula=as_kept if form is None or version is None else form.text("semula"),
        alamat_edisi=path_of(edition.key.kind, edition.id),
        bagian_bagian=edit_form(edition.document, edition.edits, form),
        peringatan=editable_by(edition),
        terpanjang=LONGEST_TEXT,
        **saying(now, visitor),
    )


async def _deliveries(state: GatewayState, message_ids: list[str]) -> list[DeliveryRecord] | None:
    try:
        return await state.notifier.deliveries(message_ids)
    except ServiceUnavailable:
        return None


def _address(request: Request, edition: Edition) -> str:
    base = gateway_state(request).settings.public_url.rstrip("/")
    return base + path_of(edition.key.kind, edition.id)


def _local(state: GatewayState) -> Callable[[str], str]:
    """Makes addresses of this dashboard local, so that a reader stays where he signed in."""
    base = state.settings.public_url.rstrip("/")
    return lambda url: url.removeprefix(base) if url.startswith(base + "/") else url
