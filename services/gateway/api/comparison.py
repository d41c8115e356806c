"""The comparison of two filters or of two periods, in one call."""

from __future__ import annotations

import asyncio
from datetime import UTC, datetime, timedelta
from typing import Annotated, Literal

from fastapi import APIRouter, Depends
from pydantic import ConfigDict, Field

from services.gateway.access import Caller, caller_of
from services.gateway.comparison import CHANGES, ComparisonView, changes_of, differences_of, side_of
from services.gateway.filters import FilterParams, build_filter
from services.gateway.internal_calls import Refused
from services.gateway.no_nul import NoNul
from services.gateway.problems import InvalidValue, Problem, invalid, refused
from services.gateway.state import GatewayState, gateway_state
from services.gateway.tenants import Tenant
from services.gateway.times import start_of_day
from shared.contracts.query import FacetQuery, Facets, Filter

router = APIRouter(prefix="/v1/compare", tags=["figures"])
# More values than Indonesia has regencies or a province has outlets, so that every change is seen.
_ALL_VALUES = 1000


class SideParams(FilterParams):
    """The articles of one side, by the same parameters as everywhere."""


class Comparison(NoNul):
    """What is compared with what."""

    model_config = ConfigDict(extra="forbid")

    a: SideParams
    b: SideParams | Literal["previous_period"] = Field(
        "previous_period",
        description="Another filter, or the filter of `a` over the equally long period that ends where it "
        "begins; `a` then needs `from`",
    )
    size: int = Field(10, ge=1, le=100, description="Values of each field")


@router.post("", summary="Compare two filters or periods")
async def compare(
    body: Comparison,
    caller: Annotated[Caller, Depends(caller_of)],
    state: Annotated[GatewayState, Depends(gateway_state)],
) -> ComparisonView:
    """Figures of both sides and their differences with 95 % intervals; changes nothing.

    The intervals take the two sides for disjoint: articles on both sides make them wider than need be.
    """
    one, other = _sides(body, caller.tenant, datetime.now(UTC))
    a, b = await asyncio.gather(_figures("a", one, state), _figures("b", other, state))
    return ComparisonView(
        a=side_of(one, a),
        b=side_of(other, b),
        differences=differences_of(a, b),
        changes={field: changes_of(a, b, field, body.size) for field in CHANGES},
    )


def _sides(body: Comparison, tenant: Tenant, now: datetime) -> tuple[Filter, Filter]:
    one = _filter("a", body.a, tenant)
    if isinstance(body.b, SideParams):
        return one, _filter("b", body.b, tenant)
    if one.from_ is None:
        raise invalid(refused("body", "a.from", "wajib diisi untuk previous_period"))
    end = one.to
    if end is None:
        tomorrow = now.astimezone(tenant.zone).date() + timedelta(days=1)
        end = start_of_day(tomorrow, tenant.zone)
    if end <= one.from_:
        raise invalid(refused("body", "a.from", "harus lebih awal daripada akhir hari ini"))
    # By the clock on the wall, so that days stay days where clocks change.
    start, end = one.from_.astimezone(tenant.zone), end.astimezone(tenant.zone)
    before = start - (end.replace(tzinfo=None) - start.replace(tzinfo=None))
    return (
        one.model_copy(update={"from_": start, "to": end}),
        one.model_copy(update={"from_": before, "to": start}),
    )


def _filter(side: str, params: SideParams, tenant: Tenant) -> Filter:
    try:
        return build_filter(params, tenant)
    except Problem as problem:
        raise invalid(*(_in_body(side, error) for error in problem.errors)) from problem


def _in_body(side: str, error: InvalidValue) -> InvalidValue:
    return error.model_copy(update={"in_": "body", "name": f"{side}.{error.name}"})


async def _figures(side: str, wanted: Filter, state: GatewayState) -> Facets:
    try:
        return await state.search.facets(
            FacetQuery(filter=wanted, fields=["tone", *CHANGES], size=_ALL_VALUES)
        )
    except Refused as refusal:
        raise Refused(f"{side}.{refusal.name}", str(refusal), refusal.position, refusal.hint) from refusal
