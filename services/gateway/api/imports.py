"""Imports: a file of posts, comments or complaints into the pipeline, and what became of every row."""

from __future__ import annotations

import json
from typing import Annotated, Any, Literal

from fastapi import APIRouter, Depends, File, Query, Response, UploadFile
from pydantic import BeforeValidator, ConfigDict, Field

from services.gateway.access import Caller, caller_of
from services.gateway.cursors import list_of
from services.gateway.no_nul import NoNul
from services.gateway.noted import noted
from services.gateway.paging import Page, PageParams
from services.gateway.problems import invalid, refused
from services.gateway.pushing import source_errors, with_region
from services.gateway.state import GatewayState, gateway_state
from shared.contracts.article import Kind
from shared.contracts.crawl import PushedSource
from shared.contracts.imports import (
    MAX_COLUMNS,
    MAX_FILE_BYTES,
    MAX_ROWS,
    DateOrder,
    Import,
    ImportField,
    ImportOrder,
    ImportPreview,
    Refusal,
)
from shared.contracts.query import Total

router = APIRouter(prefix="/v1/imports", tags=["imports"])
_DELIMITERS = {"comma": ",", "semicolon": ";", "tab": "\t", "pipe": "|"}


def _json(given: object) -> object:
    if not isinstance(given, str):
        return given
    if not given.strip():
        return {}
    try:
        return json.loads(given)
    except (ValueError, RecursionError) as error:
        raise ValueError('bukan JSON; contoh: {"Isi Laporan": "text"}') from error


class ImportForm(NoNul):
    """A file and how to read it. What is not said is guessed from the file; a preview tells what was."""

    model_config = ConfigDict(extra="forbid")
    is_form = True

    file: UploadFile = Field(
        description=f"CSV, XLSX or JSONL; at most {MAX_FILE_BYTES // 2**20} MiB, {MAX_ROWS} rows and "
        f"{MAX_COLUMNS} columns"
    )
    kind: Kind = Field("aspirasi", description="What every row is")
    source: str = Field(
        min_length=1, max_length=200, description="Who said it, e.g. the name of the complaints system"
    )
    region: str | None = Field(
        None, max_length=13, description="Of rows that name none; a tenant of one region need not say it"
    )
    timezone: str | None = Field(
        None, max_length=40, description="IANA zone of dates without one; by default the tenant's"
    )
    mapping: Annotated[dict[str, ImportField | None], BeforeValidator(_json)] = Field(
        {},
        max_length=MAX_COLUMNS,
        description="JSON, column name → field, null to leave it out; columns not named are guessed",
    )
    sheet: str | None = Field(None, max_length=100, description="Of XLSX; else the first that is not empty")
    header_row: int | None = Field(
        None, ge=0, le=1000, description="Row that names the columns, from 1; 0: none does"
    )
    delimiter: Literal["comma", "semicolon", "tab", "pipe"] | None = Field(None, description="Of CSV")
    encoding: Literal["utf-8", "utf-16", "windows-1252"] | None = Field(None, description="Of CSV and JSONL")
    date_order: DateOrder | None = Field(None, description="How 05/06/2026 is read")


class ImportView(Import):
    """An import and how far it is. It is over when `state` is done; `found` follows some seconds later."""


class ImportPreviewView(ImportPreview):
    """What an import of this file would do. Nothing of it is kept."""


class RefusalView(Refusal):
    """A row that was not taken."""


class ImportList(Page[ImportView]):
    """A page of imports, newest first."""


class RefusalList(Page[RefusalView]):
    """A page of refused rows, in the order of the file."""


Form = Annotated[ImportForm, File(media_type="multipart/form-data")]
Params = Annotated[PageParams, Query()]
Who = Annotated[Caller, Depends(caller_of)]
State = Annotated[GatewayState, Depends(gateway_state)]


@router.post("", status_code=202, summary="Import a file")
async def new_import(form: Form, response: Response, caller: Who, state: State) -> ImportView:
    """Take a file in; it is read, masked and safe when the answer comes, and in the pipeline soon after.

    Telephone numbers, NIK, e-mail and house addresses are masked before anything is stored; names of those
    who complain are not kept. The same file again changes nothing; a row edited under its ticket is a
    revision.
    """
    order = await _order(form, caller, state)
    taken = await state.crawler.take_import(form.file.file, order)
    await noted(caller, state, "import.create", taken.id, f"{taken.counts.rows} rows of {taken.kind}")
    response.headers["Location"] = f"/v1/imports/{taken.id}"
    return ImportView.model_validate(taken.model_dump())


@router.post("/preview", summary="Look at a file before importing it")
async def preview_import(form: Form, caller: Who, state: State) -> ImportPreviewView:
    """Read a file as an import would: format, mapping, first rows, refusals. Nothing of it is kept."""
    order = await _order(form, caller, state)
    seen = await state.crawler.preview_import(form.file.file, order)
    return ImportPreviewView.model_validate(seen.model_dump())


@router.get("", summary="Imports")
async def list_imports(params: Params, caller: Who, state: State) -> ImportList:
    """The tenant's imports, newest first."""
    bound_to = list_of(caller.tenant, "imports")
    after = state.cursors.read(params.cursor, bound_to)
    page = await state.crawler.imports(caller.tenant.id, params.limit, after)
    return ImportList(
        items=[ImportView.model_validate(one.model_dump()) for one in page.items],
        next=state.cursors.write(page.next, bound_to),
        total=Total(value=page.total),
    )


@router.get("/{import_id}", summary="One import")
async def get_import(import_id: str, caller: Who, state: State) -> ImportView:
    """How far an import is, and how its file was read. Another tenant's: 404."""
    found = await state.crawler.one_import(caller.tenant.id, import_id)
    return ImportView.model_validate(found.model_dump())


@router.get("/{import_id}/refusals", summary="Refused rows of an import")
async def list_refusals(import_id: str, params: Params, caller: Who, state: State) -> RefusalList:
    """Rows that were not taken, each with its reason; duplicates are among them. Another tenant's: 404."""
    bound_to = list_of(caller.tenant, "refusals", import_id)
    after = state.cursors.read(params.cursor, bound_to)
    page = await state.crawler.refusals(caller.tenant.id, import_id, params.limit, after)
    return RefusalList(
        items=[RefusalView.model_validate(one.model_dump()) for one in page.items],
        next=state.cursors.write(page.next, bound_to),
        total=Total(value=page.total),
    )


@router.delete("/{import_id}", status_code=204, summary="Stop and forget an import")
async def remove_import(import_id: str, caller: Who, state: State) -> None:
    """Rows that still wait are not taken any more; articles that were made of others stay."""
    await state.crawler.remove_import(caller.tenant.id, import_id)
    await noted(caller, state, "import.delete", import_id)


async def _order(form: ImportForm, caller: Caller, state: GatewayState) -> ImportOrder:
    """The order for the crawler; everything in it lies within the tenant's scope, or Problem (400)."""
    tenant = caller.tenant
    source = PushedSource(name=form.source, region=form.region, timezone=form.timezone or tenant.timezone)
    known = await state.crawler.sources()
    errors = [
        refused("body", {"source.name": "source"}.get(error.name, error.name.split(".")[-1]), error.message)
        for error in source_errors(source, tenant, known)
    ]
    if errors:
        raise invalid(*errors)
    given: dict[str, Any] = form.model_dump(
        include={"kind", "mapping", "sheet", "header_row", "encoding", "date_order"}
    )
    return ImportOrder(
        tenant_id=tenant.id,
        scope=list(tenant.scope),
        source=with_region(source, tenant),
        filename=(form.file.filename or "")[:300],
        delimiter=_DELIMITERS.get(form.delimiter or ""),
        **given,
    )
