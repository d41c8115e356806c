"""A region as the API shows it, with the figures of today."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Literal

from pydantic import BaseModel, Field

from services.gateway.search_client import SearchClient
from services.gateway.tenants import Tenant
from services.gateway.times import start_of_day
from shared.contracts.query import FacetQuery, Filter
from shared.regions import WHOLE_COUNTRY, Region

# Questions to the search service at a time: a page of regions must not crowd out everybody else.
_AT_ONCE = 8


class Today(BaseModel):
    """Articles about the region since midnight in the tenant's zone."""

    articles: int
    tones: dict[str, int] = Field(description="Tone → articles")


class RegionView(BaseModel):
    """A province, regency or city."""

    code: str = Field(description="Kemendagri code")
    name: str
    kind: Literal["province", "kabupaten", "kota"]
    parent: str = Field(description="Code of the province; ID for a province")
    timezone: str
    today: Today


async def views_of_regions(
    regions: Sequence[Region], tenant: Tenant, search: SearchClient, now: datetime
) -> list[RegionView]:
    """The regions with today's figures, in their order. Raises ServiceUnavailable."""
    turn = asyncio.Semaphore(_AT_ONCE)

    async def view(region: Region) -> RegionView:
        async with turn:
            today = await _today(region, tenant, search, now)
        return RegionView(
            code=region.code,
            name=region.name,
            kind=region.kind,
            parent=region.code[:2] if len(region.code) > 2 else WHOLE_COUNTRY,
            timezone=region.timezone,
            today=today,
        )

    return list(await asyncio.gather(*(view(region) for region in regions)))


async def _today(region: Region, tenant: Tenant, search: SearchClient, now: datetime) -> Today:
    day = now.astimezone(tenant.zone).date()
    wanted = Filter(
        scope=list(tenant.scope),
        from_=start_of_day(day, tenant.zone),
        to=start_of_day(day + timedelta(days=1), tenant.zone),
        regions=[region.code],
        about=True,
    )
    found = await search.facets(FacetQuery(filter=wanted, fields=["tone"]))
    tones = {value.value: value.count for value in found.facets.get("tone", [])}
    return Today(articles=found.total.value, tones=tones)
