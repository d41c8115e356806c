"""Exports: every article of a filter in one file."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated

from fastapi import APIRouter, Depends, Query, Response
from fastapi.responses import StreamingResponse
from pydantic import Field

from services.gateway.access import Caller, caller_of
from services.gateway.exports.begin import Export, begin_export
from services.gateway.exports.described import export_answer
from services.gateway.exports.formats import MEDIA_TYPES, Delimiter, FormatName
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
    export = await _begin(params, caller, state)
    answer = Response(headers=export.plan.headers() | {"Content-Type": MEDIA_TYPES[params.format]})
    # That of the GET is not known before it is written, and another must not be told (RFC 9110, 8.6).
    del answer.headers["Content-Length"]
    return answer


@router.get(
    "", summary="Export articles", response_class=StreamingResponse, responses=export_answer(with_body=True)
)
async def export_articles(params: Params, caller: Who, state: State) -> StreamingResponse:
    """All articles of a filter in one file, newest first sight first, streamed while they are read.

    Texts that a spreadsheet could take for a formula are made harmless. Every row has a `cursor` with which a
    download that broke goes on behind it.
    """
    export = await _begin(params, caller, state)
    day = datetime.now(caller.tenant.zone).date()
    disposition = f'attachment; filename="gaung-{day.isoformat()}.{params.format}"'
    return StreamingResponse(
        export.stream(),
        media_type=MEDIA_TYPES[params.format],
        headers=export.plan.headers() | {"Content-Disposition": disposition},
    )


async def _begin(params: ExportParams, caller: Caller, state: GatewayState) -> Export:
    return await begin_export(
        state,
        caller.tenant,
        build_filter(params, caller.tenant),
        params.format,
        params.delimiter,
        limit=params.limit,
        cursor=params.cursor,
    )
