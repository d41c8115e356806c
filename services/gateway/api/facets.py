"""Facets: how often each region, source, topic, tone, person, organisation and language occurs."""

from __future__ import annotations

from typing import Annotated, get_args

from fastapi import APIRouter, Depends, Query
from pydantic import BaseModel, Field

from services.gateway.access import Caller, caller_of
from services.gateway.filters import FilterParams, build_filter
from services.gateway.problems import invalid, refused
from services.gateway.scope import name_of
from services.gateway.state import GatewayState, gateway_state
from shared.contracts.query import FacetField, FacetQuery, Total

router = APIRouter(prefix="/v1/facets", tags=["figures"])
_FIELDS: tuple[FacetField, ...] = get_args(FacetField)


class FacetParams(FilterParams):
    """Which articles, counted by what."""

    fields: str = Field(
        "tone,topic,region,source",
        max_length=200,
        description=f"Comma-separated: {', '.join(_FIELDS)}",
        examples=["tone,topic"],
    )
    size: int = Field(10, ge=1, le=100, description="Values of each field")


class FacetCount(BaseModel):
    """A value and how many articles carry it; regions also have their name."""

    value: str
    count: int
    name: str | None = None


class FacetsView(BaseModel):
    """Field → values, most frequent first."""

    facets: dict[str, list[FacetCount]]
    total: Total


@router.get("", summary="Counts by field")
async def get_facets(
    params: Annotated[FacetParams, Query()],
    caller: Annotated[Caller, Depends(caller_of)],
    state: Annotated[GatewayState, Depends(gateway_state)],
) -> FacetsView:
    """How many of the matching articles carry each value of a field."""
    wanted = build_filter(params, caller.tenant)
    fields = _facet_fields(params.fields)
    found = await state.search.facets(FacetQuery(filter=wanted, fields=fields, size=params.size))
    return FacetsView(
        facets={
            field: [
                FacetCount(
                    value=value.value,
                    count=value.count,
                    name=name_of(value.value) if field == "region" else None,
                )
                for value in values
            ]
            for field, values in found.facets.items()
        },
        total=found.total,
    )


def _facet_fields(text: str) -> list[FacetField]:
    names = [name.strip() for name in text.split(",") if name.strip()]
    known = [field for field in _FIELDS if field in names]
    if not names or len(known) != len(set(names)):
        raise invalid(refused("query", "fields", f"pilihannya: {', '.join(_FIELDS)}"))
    return known
