"""Share of voice: which part of the articles each outlet, region, topic, person or organisation has."""

from __future__ import annotations

from typing import Annotated, Literal

from fastapi import APIRouter, Depends, Query
from pydantic import BaseModel, Field

from services.gateway.access import Caller, caller_of
from services.gateway.filters import Copies, FilterParams, build_filter
from services.gateway.intervals import Interval95, share_interval
from services.gateway.scope import name_of
from services.gateway.state import GatewayState, gateway_state
from shared.contracts.query import FacetQuery, FacetValue, Total

router = APIRouter(prefix="/v1/share", tags=["figures"])

ShareField = Literal["source", "region", "topic", "person", "org", "tone", "kind", "lang", "aspiration"]
_SEVERAL: frozenset[ShareField] = frozenset(("region", "topic", "person", "org"))


class ShareParams(FilterParams):
    """Which articles, shared out among whom."""

    by: ShareField = Field("source", description="Whose share")
    size: int = Field(10, ge=1, le=100, description="Values, the greatest first")


class ShareOfValue(BaseModel):
    """One value's part of all matching articles."""

    value: str
    name: str | None = Field(description="Of a region")
    count: int
    share: float = Field(description="count / total, 0 to 1")
    interval: Interval95 | None = Field(description="Wilson's 95 % interval of the share")
    toned: int = Field(description="Articles behind the mean tone")
    mean_tone: float | None = Field(description="Mean of +1 positif, 0 netral, -1 negatif")


class ShareView(BaseModel):
    """Shares of all matching articles, the greatest first."""

    by: ShareField
    copies: Copies = Field(description="Whether copies were counted (include) or folded (fold)")
    total: Total = Field(description="The denominator: all matching articles")
    without: int = Field(description="Articles that have no value, counted in the denominator")
    several: bool = Field(description="An article may have several values: then shares add up to more than 1")
    other: int = Field(description="Counts of the values not shown, added up")
    shares: list[ShareOfValue]


@router.get("", summary="Share of voice")
async def get_share(
    params: Annotated[ShareParams, Query()],
    caller: Annotated[Caller, Depends(caller_of)],
    state: Annotated[GatewayState, Depends(gateway_state)],
) -> ShareView:
    """Each value's part of the matching articles, with its interval and the mean tone of its articles."""
    wanted = build_filter(params, caller.tenant)
    found = await state.search.facets(
        FacetQuery(filter=wanted, fields=[params.by], size=params.size, in_depth=True)
    )
    rest = found.rests[params.by]
    return ShareView(
        by=params.by,
        copies=wanted.copies,
        total=found.total,
        without=rest.without or 0,
        several=params.by in _SEVERAL,
        other=rest.other,
        shares=[_share(params.by, each, found.total.value) for each in found.facets[params.by]],
    )


def _share(by: ShareField, found: FacetValue, total: int) -> ShareOfValue:
    return ShareOfValue(
        value=found.value,
        name=name_of(found.value) if by == "region" else None,
        count=found.count,
        share=round(found.count / total, 4),
        interval=share_interval(found.count, total),
        toned=found.toned or 0,
        mean_tone=found.mean_tone,
    )
