"""Regions: the tree within the scope, with today's figures."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Annotated

from fastapi import APIRouter, Depends, Query

from services.gateway.access import Caller, caller_of
from services.gateway.cursors import list_of
from services.gateway.internal_calls import NotFound
from services.gateway.paging import Page, PageParams
from services.gateway.region_view import RegionView, views_of_regions
from services.gateway.scope import regions_within
from services.gateway.state import GatewayState, gateway_state
from shared.contracts.query import Total

router = APIRouter(prefix="/v1/regions", tags=["regions"])


class RegionList(Page[RegionView]):
    """A page of regions."""


@router.get("", summary="Regions")
async def list_regions(
    params: Annotated[PageParams, Query()],
    caller: Annotated[Caller, Depends(caller_of)],
    state: Annotated[GatewayState, Depends(gateway_state)],
) -> RegionList:
    """The regions of the tenant in order of code: each province before its regencies and cities."""
    regions = regions_within(caller.tenant.scope)
    bound_to = list_of(caller.tenant, "regions")
    after = state.cursors.read(params.cursor, bound_to)
    rest = [region for region in regions if after is None or region.code > str(after[0])]
    page = rest[: params.limit]
    more = [page[-1].code] if len(rest) > len(page) else None
    return RegionList(
        items=await views_of_regions(page, caller.tenant, state.search, datetime.now(UTC)),
        next=state.cursors.write(more, bound_to),
        total=Total(value=len(regions)),
    )


@router.get("/{code}", summary="One region")
async def get_region(
    code: str,
    caller: Annotated[Caller, Depends(caller_of)],
    state: Annotated[GatewayState, Depends(gateway_state)],
) -> RegionView:
    """One region of the tenant. Outside the scope: 404."""
    found = [region for region in regions_within(caller.tenant.scope) if region.code == code]
    if not found:
        raise NotFound(f"no region {code}")
    views = await views_of_regions(found, caller.tenant, state.search, datetime.now(UTC))
    return views[0]
