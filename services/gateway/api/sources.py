"""Sources: the outlets of the tenant's regions and how their crawling goes."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Annotated

from fastapi import APIRouter, Depends, Query
from pydantic import BaseModel, ConfigDict, Field

from services.gateway.access import Caller, caller_of
from services.gateway.cursors import list_of
from services.gateway.internal_calls import NotFound
from services.gateway.paging import Page, PageParams
from services.gateway.scope import sees
from services.gateway.state import GatewayState, gateway_state
from shared.contracts.crawl import Source, SourceArrivals, SourceArrivalsQuery, SourceHealth
from shared.contracts.query import Total

router = APIRouter(prefix="/v1/sources", tags=["sources"])


class SourceView(Source):
    """An outlet."""


class SourceList(Page[SourceView]):
    """A page of sources."""


class HealthParams(BaseModel):
    """How far back."""

    model_config = ConfigDict(extra="forbid")

    days: int = Field(30, ge=1, le=90, description="Days back, today included; UTC days")


class SourceHealthView(SourceHealth):
    """What happened to a source, day by day."""


@router.get("", summary="Sources")
async def list_sources(
    params: Annotated[PageParams, Query()],
    caller: Annotated[Caller, Depends(caller_of)],
    state: Annotated[GatewayState, Depends(gateway_state)],
) -> SourceList:
    """The outlets whose home region lies in the scope; national outlets only for the scope ID."""
    visible = [s for s in await state.crawler.sources() if sees(caller.tenant.scope, s.region)]
    return page_of_sources(visible, params, list_of(caller.tenant, "sources"), state)


def page_of_sources(
    sources: Sequence[Source], params: PageParams, bound_to: str, state: GatewayState
) -> SourceList:
    """The page of a list of sources, which is in order of id, that was asked for. Raises BadCursor."""
    after = state.cursors.read(params.cursor, bound_to)
    rest = [source for source in sources if after is None or source.id > str(after[0])]
    page = rest[: params.limit]
    more = [page[-1].id] if len(rest) > len(page) else None
    return SourceList(
        items=[SourceView.model_validate(source.model_dump()) for source in page],
        next=state.cursors.write(more, bound_to),
        total=Total(value=len(sources)),
    )


@router.get("/{source_id}/health", summary="How a source is crawled")
async def get_source_health(
    source_id: str,
    params: Annotated[HealthParams, Query()],
    caller: Annotated[Caller, Depends(caller_of)],
    state: Annotated[GatewayState, Depends(gateway_state)],
) -> SourceHealthView:
    """Discovered, fetched, extracted, enriched, indexed, and dropped by reason, per UTC day.

    Outside the scope: 404.
    """
    health = await state.crawler.health(source_id, params.days)
    if not sees(caller.tenant.scope, health.source.region):
        raise NotFound(f"no source {source_id}")
    found = await state.search.arrivals(SourceArrivalsQuery(source_id=source_id, days=params.days))
    return SourceHealthView.model_validate(with_arrivals(health, found).model_dump())


def with_arrivals(health: SourceHealth, found: SourceArrivals) -> SourceHealth:
    """The crawler's counts with those of the search service, day by day."""
    by_day = {one.day: {"enriched": one.enriched, "indexed": one.indexed} for one in found.days}
    days = [day.model_copy(update=by_day.get(day.day, {})) for day in health.days]
    return health.model_copy(update={"days": days})
