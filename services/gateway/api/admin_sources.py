"""Administration of sources: all of the installation, for operators."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Depends, Query, Response
from pydantic import ConfigDict, Field

from services.gateway.access import Caller, caller_of
from services.gateway.addresses import HomeRegion, TimeZone, WebAddress, left_out
from services.gateway.api.sources import SourceList, SourceView, page_of_sources
from services.gateway.audit import note
from services.gateway.cursors import list_of
from services.gateway.no_nul import NoNul
from services.gateway.paging import PageParams
from services.gateway.state import GatewayState, gateway_state
from shared.contracts.crawl import SourceKind

router = APIRouter(prefix="/v1/admin/sources", tags=["admin"])
Operator = Annotated[Caller, Depends(caller_of)]
State = Annotated[GatewayState, Depends(gateway_state)]


class SourceChange(NoNul):
    """What to change of a source; what is not given stays."""

    model_config = ConfigDict(extra="forbid")

    name: str = Field("", min_length=1, max_length=200, json_schema_extra=left_out)
    url: WebAddress = Field("", description="http or https", json_schema_extra=left_out)
    feeds: list[WebAddress] = Field([], description="Found on the page when none is given")
    sitemaps: list[WebAddress] = []
    listings: list[WebAddress] = []
    region: HomeRegion | None = Field(None, description="Kemendagri code of the home region")
    timezone: TimeZone = Field(
        "", description="IANA zone of dates that carry none", json_schema_extra=left_out
    )
    kind: SourceKind = "media"
    interval: int = Field(300, ge=30, le=86_400, description="Seconds between two looks at a feed")
    paused: bool = False


class NewSource(SourceChange):
    """A source to add; only `url` is required."""

    id: str | None = Field(None, pattern=r"^[a-z0-9][a-z0-9-]{0,62}$", description="By default the domain")
    url: WebAddress = Field(description="http or https")


@router.get("", summary="All sources")
async def list_all_sources(
    params: Annotated[PageParams, Query()], caller: Operator, state: State
) -> SourceList:
    """The sources of the installation, whatever their region; needs the role operator."""
    return page_of_sources(
        await state.crawler.sources(), params, list_of(caller.tenant, "all sources"), state
    )


@router.post("", status_code=201, summary="Add a source")
async def add_source(body: NewSource, response: Response, caller: Operator, state: State) -> SourceView:
    """Add a source; it is crawled from now on. 409 when its id is taken."""
    added = await state.crawler.add_source(body)
    await note(state.engine, actor=caller.actor, action="source.add", subject=added.id)
    response.headers["Location"] = f"/v1/admin/sources/{added.id}"
    return SourceView.model_validate(added.model_dump())


@router.patch("/{source_id}", summary="Change or pause a source")
async def change_source(source_id: str, body: SourceChange, caller: Operator, state: State) -> SourceView:
    """Change the given fields, e.g. `{"paused": true}`."""
    changed = await state.crawler.change_source(source_id, body)
    fields = ", ".join(sorted(body.model_fields_set))
    await note(state.engine, actor=caller.actor, action="source.change", subject=changed.id, detail=fields)
    return SourceView.model_validate(changed.model_dump())
