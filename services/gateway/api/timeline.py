"""The timeline: how many articles per hour, day, week or month of the tenant's zone, and their mean tone."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Annotated

from fastapi import APIRouter, Depends, Query
from pydantic import BaseModel, Field

from services.gateway.access import Caller, caller_of
from services.gateway.filters import Copies, FilterParams, build_filter
from services.gateway.state import GatewayState, gateway_state
from services.gateway.timeline_range import with_span
from shared.contracts.query import Bucket, Interval, Split, TimelineQuery, Total

router = APIRouter(prefix="/v1/timeline", tags=["figures"])


class TimelineParams(FilterParams):
    """Which articles, counted how."""

    interval: Interval = Field("day", description="Weeks begin on Monday")
    split: Split | None = Field(None, description="Counts by this field in every bucket")


class TimelineView(BaseModel):
    """Buckets in order of time, empty ones included."""

    interval: Interval
    timezone: str = Field(description="IANA zone in which the buckets begin")
    copies: Copies = Field(description="Whether copies were counted (include) or folded (fold)")
    series: list[str] = Field(description="Values of the split, most frequent first; at most 100")
    buckets: list[Bucket]
    total: Total


@router.get("", summary="Articles over time")
async def get_timeline(
    params: Annotated[TimelineParams, Query()],
    caller: Annotated[Caller, Depends(caller_of)],
    state: Annotated[GatewayState, Depends(gateway_state)],
) -> TimelineView:
    """Counts per bucket; without `from` the last 2 days by hour, 30 days, 26 weeks or 24 months.

    Values that are no series are added up in `split_other`.
    """
    tenant = caller.tenant
    wanted = with_span(build_filter(params, tenant), params.interval, tenant, datetime.now(UTC))
    found = await state.search.timeline(
        TimelineQuery(filter=wanted, interval=params.interval, timezone=tenant.timezone, split=params.split)
    )
    return TimelineView(
        interval=params.interval,
        timezone=tenant.timezone,
        copies=wanted.copies,
        series=found.series,
        buckets=found.buckets,
        total=found.total,
    )
