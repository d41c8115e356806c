"""Briefs: a day or a week of a region, as JSON, as a page that can be sent as mail, and as PDF."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import Annotated, Any, Literal

from fastapi import APIRouter, Depends, Query, Request, Response
from pydantic import BaseModel, ConfigDict, Field

from services.gateway.access import Caller, caller_of
from services.gateway.briefs.brief import Brief
from services.gateway.briefs.forms import page_of, pdf_of
from services.gateway.briefs.gather import gather
from services.gateway.briefs.span import Period, Span
from services.gateway.conditional import weak_tag
from services.gateway.dashboard.headers import SECURITY_HEADERS
from services.gateway.desk.story_work import list_works
from services.gateway.internal_calls import NotFound
from services.gateway.presentation.region_choice import choose
from services.gateway.presentation.source_names import source_names
from services.gateway.problems import invalid, refused
from services.gateway.scope import sees, unknown_codes
from services.gateway.state import GatewayState, gateway_state

router = APIRouter(prefix="/v1/briefs", tags=["briefs"])

# Older than any archive of an installation: a mistyped year.
_OLDEST = date(2000, 1, 1)
_FORMS: dict[int | str, dict[str, Any]] = {
    200: {
        "description": "The brief in the form asked for",
        "content": {
            "text/html": {"schema": {"type": "string"}},
            "application/pdf": {"schema": {"type": "string"}},
        },
    }
}


class BriefParams(BaseModel):
    """Which days of which region, in which form."""

    model_config = ConfigDict(extra="forbid")

    period: Period = "day"
    day: date | None = Field(
        None,
        alias="date",
        description="The last day of the brief in the tenant's zone; by default yesterday",
        examples=["2026-11-25"],
    )
    region: str | None = Field(
        None,
        max_length=20,
        description="A region of the tenant; by default all of them",
        examples=["64.08"],
    )
    format: Literal["json", "html", "pdf"] = "json"


@router.get("", summary="The brief of a day or a week", response_model=Brief, responses=_FORMS)
async def get_brief(
    params: Annotated[BriefParams, Query()],
    request: Request,
    caller: Annotated[Caller, Depends(caller_of)],
    state: Annotated[GatewayState, Depends(gateway_state)],
) -> Response:
    """Direction of tone, stories, what needs an answer, quotes, topics, outlets. Outside the scope: 404."""
    tenant, now = caller.tenant, datetime.now(UTC)
    span = Span.of(params.period, _checked_day(params.day, now, caller), now, tenant.zone)
    if params.region is not None and unknown_codes([params.region]):
        raise invalid(refused("query", "region", f"kode wilayah tidak dikenal: {params.region[:20]}"))
    if params.region is not None and not sees(tenant.scope, params.region):
        raise NotFound(f"no region {params.region}")
    brief = await gather(
        state.search,
        tenant,
        choose(tenant.scope, params.region),
        params.period,
        span,
        await source_names(request).known(),
        now=now.astimezone(tenant.zone),
        public_url=state.settings.public_url,
        marked=await list_works(state.engine, tenant.id, ["perlu_jawaban"]),
    )
    if params.format == "json":
        # The same figures made anew are the same brief.
        same = brief.model_dump_json(by_alias=True, exclude={"made_at"})
        return Response(
            brief.model_dump_json(by_alias=True),
            media_type="application/json",
            headers={"ETag": weak_tag(same.encode())},
        )
    name = f"kliping-{span.last.isoformat()}"
    if params.format == "html":
        return Response(await page_of(brief), media_type="text/html", headers=_PAGE_HEADERS)
    disposition = {"Content-Disposition": f'attachment; filename="{name}.pdf"'}
    return Response(await pdf_of(brief), media_type="application/pdf", headers=disposition)


# The page carries its own style and drawing; nothing else may be loaded or run.
_PAGE_HEADERS = SECURITY_HEADERS | {
    "Content-Security-Policy": "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'none'"
}


def _checked_day(day: date | None, now: datetime, caller: Caller) -> date | None:
    if day is None:
        return None
    today = now.astimezone(caller.tenant.zone).date()
    if day > today:
        raise invalid(refused("query", "date", "belum terjadi"))
    if day < _OLDEST:
        raise invalid(refused("query", "date", f"paling awal {_OLDEST.isoformat()}"))
    return day
