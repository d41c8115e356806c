"""Facets: how often each region, source, topic, tone, person, organisation … occurs."""

from __future__ import annotations

from typing import Annotated, get_args

from fastapi import APIRouter, Depends, Query
from pydantic import BaseModel, Field

from services.gateway.access import Caller, caller_of
from services.gateway.filters import Copies, FilterParams, build_filter
from services.gateway.problems import invalid, refused
from services.gateway.scope import name_of
from services.gateway.state import GatewayState, gateway_state
from shared.contracts.query import FacetField, FacetQuery, FacetRest, FacetValue, Total

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
    details: bool = Field(
        False, description="Adds the mean tone of every value, and how many articles have none"
    )


class FacetCount(BaseModel):
    """A value and how many articles carry it; regions also have their name."""

    value: str
    count: int
    name: str | None = None
    toned: int | None = Field(None, description="Articles behind the mean tone; with details=true")
    mean_tone: float | None = Field(None, description="Mean of +1 positif, 0 netral, -1 negatif")


class Left(BaseModel):
    """What the values shown leave out."""

    other: int = Field(description="Counts of the values not shown, added up")
    without: int | None = Field(None, description="Articles without any value; with details=true")


class FacetsView(BaseModel):
    """Field → values, most frequent first; an article counts once for each of its values."""

    copies: Copies = Field(description="Whether copies were counted (include) or folded (fold)")
    facets: dict[str, list[FacetCount]]
    rest: dict[str, Left]
    total: Total


@router.get("", summary="Counts by field")
async def get_facets(
    params: Annotated[FacetParams, Query()],
    caller: Annotated[Caller, Depends(caller_of)],
    state: Annotated[GatewayState, Depends(gateway_state)],
) -> FacetsView:
    """How many of the matching articles carry each value of a field. The counts are exact."""
    wanted = build_filter(params, caller.tenant)
    fields = _facet_fields(params.fields)
    found = await state.search.facets(
        FacetQuery(filter=wanted, fields=fields, size=params.size, in_depth=params.details)
    )
    return FacetsView(
        copies=wanted.copies,
        facets={field: [_shown(field, each) for each in found.facets[field]] for field in fields},
        rest={field: _left(found.rests[field]) for field in fields},
        total=found.total,
    )


def _shown(field: FacetField, found: FacetValue) -> FacetCount:
    return FacetCount(
        value=found.value,
        count=found.count,
        name=name_of(found.value) if field == "region" else None,
        toned=found.toned,
        mean_tone=found.mean_tone,
    )


def _left(rest: FacetRest) -> Left:
    return Left(other=rest.other, without=rest.without)


def _facet_fields(text: str) -> list[FacetField]:
    names = [name.strip() for name in text.split(",") if name.strip()]
    known = [field for field in _FIELDS if field in names]
    if not names or len(known) != len(set(names)):
        raise invalid(refused("query", "fields", f"pilihannya: {', '.join(_FIELDS)}"))
    return known
