"""Pages of imports: a file is sent, looked at, corrected and taken in; what became of its rows; undo."""

from __future__ import annotations

from io import BytesIO
from typing import Any

from fastapi import APIRouter, Request
from fastapi.responses import Response

from services.gateway import audit
from services.gateway.cursors import list_of
from services.gateway.dashboard.aspiration import reading
from services.gateway.dashboard.aspiration.progress import progress_of
from services.gateway.dashboard.aspiration.refusals import refusals_as_csv
from services.gateway.dashboard.clock import Now
from services.gateway.dashboard.downloads import download, file_name
from services.gateway.dashboard.forms import Form, SentForm, blank_form, see_other
from services.gateway.dashboard.page_route import PageRoute
from services.gateway.dashboard.paging import newest_address, older_address
from services.gateway.dashboard.rendering import page, saying
from services.gateway.dashboard.visitor import AnalystVisitor, Visitor
from services.gateway.desk import aspiration_uploads as uploads
from services.gateway.internal_calls import Conflict, Refused
from services.gateway.presentation.region_choice import ALL, Option, choose
from services.gateway.state import GatewayState, gateway_state
from shared.contracts.imports import MAX_FILE_BYTES, MAX_ROWS, ImportFormat

router = APIRouter(route_class=PageRoute, include_in_schema=False)

PATH = "/aspirasi/impor"
IMPORTS_A_PAGE = 20
REFUSALS_SHOWN = 50
_CSV = "text/csv; charset=utf-8"
NO_FILE = "Pilih berkas CSV, XLSX, atau JSONL."
TOO_LARGE = f"Berkas melebihi {MAX_FILE_BYTES // 2**20} MB. Bagi menjadi beberapa berkas."
STILL_RUNNING = "Impor ini masih berjalan. Tunggu sampai selesai, lalu batalkan."


@router.get(PATH)
async def all_imports(
    request: Request, visitor: AnalystVisitor, now: Now, sesudah: str | None = None
) -> Response:
    """The form that sends a file, and what was imported before."""
    return await _imports_page(request, visitor, now, blank_form(jenis="aspirasi"), sesudah)


@router.post(PATH)
async def send_file(request: Request, visitor: AnalystVisitor, form: SentForm, now: Now) -> Response:
    """Keep a file for its preview; nothing is imported yet."""
    state = gateway_state(request)
    regions = [option.code for option in _regions(visitor)]
    choices = reading.first_choices(form, visitor.tenant, regions)
    file = form.file("berkas")
    content = await file.read(MAX_FILE_BYTES + 1) if file else b""
    if not content:
        form.refuse("berkas", NO_FILE)
    if len(content) > MAX_FILE_BYTES:
        form.refuse("berkas", TOO_LARGE)
    reading.refuse_source(form, choices, visitor.tenant, await state.crawler.sources())
    if form.errors:
        return await _imports_page(request, visitor, now, form)
    filename = file.filename or "" if file else ""
    upload = await uploads.keep(state.engine, _owner(visitor), filename, content, choices)
    return await see_other(request, f"{PATH}/periksa/{upload.id}")


@router.get(PATH + "/periksa/{upload_id}")
async def preview(request: Request, upload_id: str, visitor: AnalystVisitor, now: Now) -> Response:
    """How the file was read: columns, first rows without personal data, refused rows."""
    return await _preview_page(gateway_state(request), visitor, now, upload_id)


@router.post(PATH + "/periksa/{upload_id}")
async def correct(
    request: Request, upload_id: str, visitor: AnalystVisitor, form: SentForm, now: Now
) -> Response:
    """Read the file another way, or take it in as it was last read."""
    state = gateway_state(request)
    owner = _owner(visitor)
    upload, content = await uploads.get_upload(state.engine, owner, upload_id)
    choices = reading.changed_choices(upload.choices, form)
    if form.errors:
        return await _preview_page(state, visitor, now, upload_id, form)
    await uploads.choose(state.engine, owner, upload_id, choices)
    # Whoever chose another column without looking at it again means what stands in the form.
    if form.text("langkah") != "mulai":
        return await see_other(request, f"{PATH}/periksa/{upload_id}#pratinjau")
    order = reading.order_of(choices, visitor.tenant, upload.filename)
    try:
        taken = await state.crawler.take_import(BytesIO(content), order)
    except Refused:
        # The preview says what is wrong with it.
        return await see_other(request, f"{PATH}/periksa/{upload_id}")
    await uploads.forget_upload(state.engine, owner, upload_id)
    detail = f"{taken.counts.rows} rows of {taken.kind}"
    await _noted(state, visitor, "import.create", taken.id, detail)
    return await see_other(request, f"{PATH}/{taken.id}")


@router.post(PATH + "/periksa/{upload_id}/buang")
async def throw_away(request: Request, upload_id: str, visitor: AnalystVisitor, form: SentForm) -> Response:
    """Forget a file that was only looked at."""
    await uploads.forget_upload(gateway_state(request).engine, _owner(visitor), upload_id)
    return await see_other(request, PATH, "Berkas dibuang. Tidak ada yang diimpor.", "info")


@router.get(PATH + "/{import_id}")
async def one_import(request: Request, import_id: str, visitor: AnalystVisitor, now: Now) -> Response:
    """How far an import is, and afterwards what became of every row."""
    state = gateway_state(request)
    found = await state.crawler.one_import(visitor.tenant.id, import_id)
    refusals = await state.crawler.refusals(visitor.tenant.id, import_id, REFUSALS_SHOWN, None)
    return page(
        "aspirasi/hasil.html",
        visitor=visitor,
        impor=found,
        jenis=reading.KINDS.get(found.kind, found.kind),
        kemajuan=progress_of(found, now),
        ditolak=refusals.items,
        jumlah_ditolak=refusals.total,
        isian=_columns(found.mapping),
        nama_isian=reading.FIELD_NAMES,
        **saying(now, visitor),
    )


@router.get(PATH + "/{import_id}/ditolak.csv")
async def refused_rows(request: Request, import_id: str, visitor: AnalystVisitor) -> Response:
    """All refused rows with their reasons, as a file."""
    state = gateway_state(request)
    found = await state.crawler.one_import(visitor.tenant.id, import_id)
    first = await state.crawler.refusals(visitor.tenant.id, import_id, 100, None)
    rows = refusals_as_csv(state.crawler, visitor.tenant.id, import_id, first)
    return download(rows, file_name(f"Baris ditolak {found.filename}", "csv"), _CSV)


@router.post(PATH + "/{import_id}/batalkan")
async def undo(request: Request, import_id: str, visitor: AnalystVisitor, form: SentForm) -> Response:
    """Take an import back: the reports that it brought are gone, and so is its record."""
    state = gateway_state(request)
    found = await state.crawler.one_import(visitor.tenant.id, import_id)
    if found.state != "done":
        return await see_other(request, f"{PATH}/{import_id}", STILL_RUNNING, "galat")
    # Beforehand, too: parts of a large import are gone although the whole was cut off.
    await _noted(state, visitor, "import.undo.begin", import_id, found.filename or found.source.name)
    try:
        gone = await state.crawler.undo_import(visitor.tenant.id, import_id)
    except Conflict:
        return await see_other(request, f"{PATH}/{import_id}", STILL_RUNNING, "galat")
    await _noted(state, visitor, "import.undo", import_id, f"{gone} articles removed")
    said = f"Impor dibatalkan: {gone} laporan dihapus." if gone else "Impor dibatalkan."
    return await see_other(request, PATH, said)


async def _imports_page(
    request: Request, visitor: Visitor, now: Now, form: Form, cursor: str | None = None
) -> Response:
    state = gateway_state(request)
    await uploads.forget_old_uploads(state.engine)
    bound_to = list_of(visitor.tenant, "dashboard.imports")
    after = state.cursors.read(cursor, bound_to)
    found = await state.crawler.imports(visitor.tenant.id, IMPORTS_A_PAGE, after)
    return page(
        "aspirasi/impor.html",
        visitor=visitor,
        status=422 if form.errors else 200,
        formulir=form,
        jenis=list(reading.KINDS.items()),
        wilayah=[(option.code, option.name) for option in _regions(visitor)],
        paling_besar=MAX_FILE_BYTES // 2**20,
        paling_banyak=MAX_ROWS,
        impor_impor=[(one, progress_of(one, now)) for one in found.items],
        terbaru=newest_address(request),
        berikutnya=older_address(request, state.cursors.write(found.next, bound_to)),
        **saying(now, visitor),
    )


async def _preview_page(
    state: GatewayState, visitor: Visitor, now: Now, upload_id: str, form: Form | None = None
) -> Response:
    upload, content = await uploads.get_upload(state.engine, _owner(visitor), upload_id)
    problem, seen = "", None
    try:
        order = reading.order_of(upload.choices, visitor.tenant, upload.filename)
        seen = await state.crawler.preview_import(BytesIO(content), order)
    except Refused as refusal:
        problem = reading.sentence(str(refusal))
    return page(
        "aspirasi/periksa.html",
        visitor=visitor,
        status=422 if form else 200,
        berkas=upload,
        dilihat=seen,
        masalah=problem,
        jenis=reading.KINDS[upload.choices["kind"]],
        formulir=form or _form_of(upload.choices),
        kolom=_columns(seen.mapping) if seen else [],
        cara=_said(seen.format) if seen else "",
        lembar_lembar=[(sheet, sheet) for sheet in seen.format.sheets] if seen else [],
        isian=[*reading.FIELD_NAMES.items(), (reading.LEFT_OUT, "Abaikan kolom ini")],
        pemisah=list(reading.DELIMITERS.items()),
        pengodean=list(reading.ENCODINGS.items()),
        urutan_tanggal=list(reading.DATE_ORDERS.items()),
        **saying(now, visitor),
    )


def _form_of(choices: dict[str, Any]) -> Form:
    """The preview's form as it was last sent."""
    row = choices.get("header_row")
    return blank_form(
        lembar=choices.get("sheet") or "",
        baris_judul="" if row is None else str(row),
        pemisah={"\t": "tab"}.get(choices.get("delimiter") or "", choices.get("delimiter") or ""),
        pengodean=choices.get("encoding") or "",
        urutan_tanggal=choices.get("date_order") or "",
    )


def _said(found: ImportFormat) -> str:
    """``CSV, titik koma, windows-1252``; ``XLSX, lembar Juli``."""
    delimiter = {",": "koma", ";": "titik koma", "\t": "tab", "|": "garis tegak"}.get(found.delimiter or "")
    sheet = f"lembar {found.sheet}" if found.sheet else None
    order = reading.DATE_ORDERS[found.date_order]
    return ", ".join(part for part in (found.type.upper(), sheet, delimiter, found.encoding, order) if part)


def _columns(mapping: dict[str, Any]) -> list[tuple[str, str]]:
    """Column → the field that it was taken for."""
    return [(name, field or reading.LEFT_OUT) for name, field in mapping.items()]


def _regions(visitor: Visitor) -> list[Option]:
    """The regions that the rows may be about, when there is a choice."""
    return [option for option in choose(visitor.tenant.scope, None).options if option.code != ALL]


def _owner(visitor: Visitor) -> uploads.Owner:
    return uploads.Owner(visitor.tenant.id, visitor.session.id, visitor.token)


async def _noted(state: GatewayState, visitor: Visitor, action: str, subject: str, detail: str) -> None:
    await audit.note(
        state.engine,
        actor=visitor.actor,
        action=action,
        subject=subject,
        tenant_id=visitor.tenant.id,
        detail=detail,
    )
