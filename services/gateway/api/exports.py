"""Exports: every article of a filter in one file."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from datetime import UTC, datetime
from typing import Annotated

from fastapi import APIRouter, Depends, Query, Response
from fastapi.responses import StreamingResponse
from pydantic import Field

from services.gateway.access import Caller, caller_of
from services.gateway.cursors import list_of
from services.gateway.exports.described import export_answer
from services.gateway.exports.formats import MEDIA_TYPES, Delimiter, Format, FormatName
from services.gateway.exports.plan import Plan, rows_allowed
from services.gateway.exports.row import ExportRow
from services.gateway.exports.stream import streamed
from services.gateway.exports.walk import Walk
from services.gateway.filters import FilterParams, build_filter
from services.gateway.state import GatewayState, gateway_state

router = APIRouter(prefix="/v1/exports", tags=["exports"])


class ExportParams(FilterParams):
    """Which articles, in which format, from where."""

    format: FormatName = Field(
        "csv", description="csv and xlsx: the same columns; jsonl: articles as the API shows them"
    )
    delimiter: Delimiter = Field(
        "comma", description="Of csv: semicolon is what a spreadsheet with Indonesian settings expects"
    )
    limit: int | None = Field(
        None, ge=1, le=100_000, description="Rows in this answer; without it all of them or a refusal (413)"
    )
    cursor: str | None = Field(
        None,
        max_length=2000,
        description="`cursor` of the last whole row that you have, with the same filter",
    )


Params = Annotated[ExportParams, Query()]
Who = Annotated[Caller, Depends(caller_of)]
State = Annotated[GatewayState, Depends(gateway_state)]


@router.head(
    "", summary="How large an export is", response_class=Response, responses=export_answer(with_body=False)
)
async def plan_export(params: Params, caller: Who, state: State) -> Response:
    """Says before the download how large it becomes, or that it is too large (413): headers, no body."""
    plan, format_, _, _ = await _begin(params, caller, state)
    return Response(headers=plan.headers() | {"Content-Type": MEDIA_TYPES[format_.name]})


@router.get(
    "", summary="Export articles", response_class=StreamingResponse, responses=export_answer(with_body=True)
)
async def export_articles(params: Params, caller: Who, state: State) -> StreamingResponse:
    """All articles of a filter in one file, newest first sight first, streamed while they are read.

    Texts that a spreadsheet could take for a formula are made harmless. Every row has a `cursor` with which a
    download that broke goes on behind it.
    """
    plan, format_, first, others = await _begin(params, caller, state)
    day = datetime.now(caller.tenant.zone).date()
    disposition = f'attachment; filename="gaung-{day.isoformat()}.{format_.name}"'
    return StreamingResponse(
        streamed(format_.writer(), first, others),
        media_type=MEDIA_TYPES[format_.name],
        headers=plan.headers() | {"Content-Disposition": disposition},
    )


async def _begin(
    params: ExportParams, caller: Caller, state: GatewayState
) -> tuple[Plan, Format, list[ExportRow], AsyncIterator[list[ExportRow]]]:
    """The plan, the format, the first rows and the others: what fails, fails before the first byte."""
    tenant, most = caller.tenant, state.settings.export_limit
    wanted = build_filter(params, tenant)
    bound_to = list_of(tenant, "exports", wanted.model_dump_json())
    after = state.cursors.read(params.cursor, bound_to)
    total = await state.search.count(wanted)
    reach = rows_allowed(total, params.limit, most, continued=after is not None)
    parts = Walk(state.search, state.cursors, wanted, bound_to, after).parts(reach)
    first: list[ExportRow] = await anext(parts, [])
    remarks = [
        ("Wilayah", tenant.name),
        ("Zona waktu", tenant.timezone),
        ("Diunduh", datetime.now(UTC).astimezone(tenant.zone).isoformat(timespec="seconds")),
        ("Artikel yang cocok", str(total)),
    ]
    format_ = Format(params.format, params.delimiter, tenant, remarks)
    rows = min(total, reach)
    estimated = await asyncio.to_thread(format_.bytes_for, rows, first)
    return Plan(total, rows, most, estimated), format_, first, parts
