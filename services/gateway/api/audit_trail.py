"""The audit trail: who changed what, for an admin of the own tenant, for an operator of the installation."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Depends, Query
from pydantic import AwareDatetime, BaseModel, ConfigDict, Field

from services.gateway.access import Caller, caller_of
from services.gateway.audit import Acts, list_acts
from services.gateway.cursors import list_of
from services.gateway.errors import UnknownTenant
from services.gateway.paging import Page, PageParams
from services.gateway.problems import InvalidValue, invalid, refused
from services.gateway.roles import at_least
from services.gateway.state import GatewayState, gateway_state
from services.gateway.times import BadTime, lower_bound, upper_bound
from shared.contracts.query import Total

router = APIRouter(prefix="/v1/admin/audit", tags=["admin"])


class ActView(BaseModel):
    """Somebody changed something."""

    model_config = ConfigDict(from_attributes=True)

    id: int
    at: AwareDatetime
    tenant_id: str | None = Field(description="Whose thing it was; null: of the whole installation")
    actor: str = Field(description="key:PREFIX, user:ID or cli")
    action: str = Field(description="e.g. key.issue, key.rotate, tenant.change, watch.delete")
    subject: str = Field(description="Id of what was changed")
    detail: str


class ActList(Page[ActView]):
    """A page of the trail."""


class ActListParams(PageParams):
    """Which lines."""

    model_config = ConfigDict(extra="forbid", populate_by_name=True)

    tenant: str | None = Field(None, max_length=32, description="Id of a tenant; for operators")
    actor: str | None = Field(None, max_length=100, description="key:PREFIX, user:ID or cli")
    action: str | None = Field(None, max_length=50, description="e.g. key.issue")
    from_: str | None = Field(
        None, alias="from", description="A day in the tenant's zone, or an RFC 3339 time"
    )
    to: str | None = Field(None, description="Until the end of this day, or before this RFC 3339 time")


@router.get("", summary="The audit trail")
async def list_audit(
    params: Annotated[ActListParams, Query()],
    caller: Annotated[Caller, Depends(caller_of)],
    state: Annotated[GatewayState, Depends(gateway_state)],
) -> ActList:
    """Who changed what, newest first: the own tenant's for an admin, everything for an operator."""
    which = _acts(params, caller)
    bound_to = list_of(caller.tenant, "audit", which)
    after = state.cursors.read(params.cursor, bound_to)
    found, total = await list_acts(
        state.engine, which, limit=params.limit + 1, after=int(after[0]) if after else None
    )
    page = found[: params.limit]
    more = [page[-1].id] if len(found) > len(page) else None
    return ActList(
        items=[ActView.model_validate(act) for act in page],
        next=state.cursors.write(more, bound_to),
        total=Total(value=total),
    )


def _acts(params: ActListParams, caller: Caller) -> Acts:
    everywhere = at_least(caller.key.role, "operator")
    if params.tenant not in (None, caller.tenant.id) and not everywhere:
        raise UnknownTenant(str(params.tenant))
    errors: list[InvalidValue] = []
    bounds = []
    for name, text, read in (("from", params.from_, lower_bound), ("to", params.to, upper_bound)):
        try:
            bounds.append(read(text.strip(), caller.tenant.zone) if text and text.strip() else None)
        except BadTime as error:
            errors.append(refused("query", name, str(error)))
    if errors:
        raise invalid(*errors)
    return Acts(
        tenant_id=params.tenant if everywhere else caller.tenant.id,
        actor=params.actor,
        action=params.action,
        start=bounds[0],
        end=bounds[1],
    )
