"""Administration: tenants and keys, for operators everywhere and for admins in their own tenant."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Annotated

from fastapi import APIRouter, Depends, Query, Response
from pydantic import AwareDatetime, BaseModel, ConfigDict, Field

from services.gateway import keys, tenants
from services.gateway.access import Caller, caller_of
from services.gateway.cursors import list_of
from services.gateway.errors import MayMore
from services.gateway.keyset import mark_of
from services.gateway.managing import managed_key, managed_tenant
from services.gateway.no_nul import NoNul
from services.gateway.paging import Page, PageParams
from services.gateway.problems import FORBIDDEN, Problem, invalid, refused
from services.gateway.roles import Role, at_least
from services.gateway.state import GatewayState, gateway_state
from services.gateway.tenants import LARGEST_QUOTA, Tenant, TenantChange
from shared.contracts.query import Total

router = APIRouter(prefix="/v1/admin", tags=["admin"])
By = Annotated[Caller, Depends(caller_of)]
State = Annotated[GatewayState, Depends(gateway_state)]
_LONGEST_GRACE_HOURS = keys.LONGEST_GRACE // timedelta(hours=1)
_DEFAULT_GRACE_HOURS = keys.DEFAULT_GRACE // timedelta(hours=1)


class TenantView(BaseModel):
    """A tenant and the regions it sees."""

    model_config = ConfigDict(from_attributes=True)

    id: str
    name: str
    scope: list[str]
    timezone: str
    created_at: AwareDatetime
    daily_quota: int | None = Field(description="Requests per day; null: as everybody")


class TenantList(Page[TenantView]):
    """A page of tenants."""


class NewTenant(NoNul):
    """A tenant to make."""

    model_config = ConfigDict(extra="forbid")

    name: str = Field(min_length=1, max_length=200)
    regions: list[str] = Field(min_length=1, max_length=600, description="Region codes, or ID for all")
    timezone: str | None = Field(None, description="IANA zone; by default that of the first region")
    daily_quota: int | None = Field(None, ge=1, le=LARGEST_QUOTA, description="Requests per day")


class ChangedTenant(NoNul):
    """What to change of a tenant; what is not given stays."""

    model_config = ConfigDict(extra="forbid")

    name: str | None = Field(None, min_length=1, max_length=200)
    regions: list[str] | None = Field(None, min_length=1, max_length=600)
    timezone: str | None = Field(None, description="IANA zone")
    daily_quota: int | None = Field(
        None, ge=1, le=LARGEST_QUOTA, description="Requests per day; null: as everybody"
    )


class KeyView(BaseModel):
    """A key without its secret."""

    model_config = ConfigDict(from_attributes=True)

    id: str
    tenant_id: str
    name: str = Field(description="What people call it; may be empty")
    prefix: str = Field(description="The public part of the key")
    role: Role
    created_at: AwareDatetime
    expires_at: AwareDatetime | None
    last_used_at: AwareDatetime | None = Field(description="To the minute")
    revoked_at: AwareDatetime | None
    previous_until: AwareDatetime | None = Field(
        description="Until when the secret before the last rotation is good"
    )


class KeyList(Page[KeyView]):
    """A page of keys."""


class KeyListParams(PageParams):
    """Whose keys."""

    tenant: str | None = Field(None, description="Id of the tenant; by default that of the caller")


class NewKey(NoNul):
    """A key to issue."""

    model_config = ConfigDict(extra="forbid")

    tenant: str | None = Field(None, description="Id of the tenant; by default that of the caller")
    name: str = Field("", max_length=100, description="What people call it")
    role: Role = "viewer"
    expires_at: AwareDatetime | None = None


class IssuedKeyView(BaseModel):
    """A new key; it is shown this once."""

    id: str
    key: str


class Rotation(NoNul):
    """How to rotate a key."""

    model_config = ConfigDict(extra="forbid")

    grace_hours: int = Field(
        _DEFAULT_GRACE_HOURS,
        ge=0,
        le=_LONGEST_GRACE_HOURS,
        description="How long the secret before stays good; 0 ends it now",
    )


class RotatedKeyView(IssuedKeyView):
    """A key with a new secret; it is shown this once."""

    previous_until: AwareDatetime = Field(description="Until when the secret before is good")


@router.get("/tenants", summary="Tenants")
async def list_tenants(params: Annotated[PageParams, Query()], caller: By, state: State) -> TenantList:
    """All tenants for an operator, the own one for an admin; oldest first."""
    bound_to = list_of(caller.tenant, "tenants")
    after = state.cursors.read(params.cursor, bound_to)
    if not at_least(caller.key.role, "operator"):
        own = TenantView.model_validate(caller.tenant)
        return TenantList(items=[own], next=None, total=Total(value=1))
    found = await tenants.list_tenants(state.engine, limit=params.limit + 1, after=after)
    page = found[: params.limit]
    more = mark_of(page[-1].created_at, page[-1].id) if len(found) > len(page) else None
    return TenantList(
        items=[TenantView.model_validate(tenant) for tenant in page],
        next=state.cursors.write(more, bound_to),
        total=Total(value=await tenants.count_tenants(state.engine)),
    )


@router.post("/tenants", status_code=201, summary="Make a tenant")
async def create_tenant(body: NewTenant, caller: By, state: State) -> TenantView:
    """Make a tenant; needs the role operator."""
    tenant = await tenants.create_tenant(
        state.engine,
        body.name,
        body.regions,
        body.timezone,
        daily_quota=body.daily_quota,
        actor=caller.actor,
    )
    return TenantView.model_validate(tenant)


@router.patch("/tenants/{tenant_id}", summary="Change a tenant")
async def change_tenant(tenant_id: str, body: ChangedTenant, caller: By, state: State) -> TenantView:
    """Change name, regions, zone or quota of a tenant; needs the role operator.

    With the regions its saved searches change too, and cursors made for the old ones end.
    """
    quota = body.daily_quota
    if quota is None and "daily_quota" in body.model_fields_set:
        quota = 0
    change = TenantChange(body.name, body.regions, body.timezone, quota)

    async def rescope(tenant: Tenant) -> None:
        await state.search.rescope(tenant.id, tenant.scope, tenant.timezone)

    changed = await tenants.change_tenant(state.engine, tenant_id, change, rescope, actor=caller.actor)
    return TenantView.model_validate(changed)


@router.get("/keys", summary="Keys")
async def list_keys(params: Annotated[KeyListParams, Query()], caller: By, state: State) -> KeyList:
    """The keys of a tenant, without their secrets, oldest first; another tenant's for an operator only."""
    tenant_id = await _managed(caller, params.tenant, state)
    bound_to = list_of(caller.tenant, "keys", tenant_id)
    after = state.cursors.read(params.cursor, bound_to)
    found = await keys.list_keys(state.engine, tenant_id, limit=params.limit + 1, after=after)
    page = found[: params.limit]
    more = mark_of(page[-1].created_at, page[-1].id) if len(found) > len(page) else None
    return KeyList(
        items=[KeyView.model_validate(key) for key in page],
        next=state.cursors.write(more, bound_to),
        total=Total(value=await keys.count_keys(state.engine, tenant_id)),
    )


@router.post("/keys", status_code=201, summary="Issue a key")
async def issue_key(body: NewKey, caller: By, state: State) -> IssuedKeyView:
    """Issue a key with a role not above the caller's; it is shown this once."""
    tenant_id = await _managed(caller, body.tenant, state)
    if not at_least(caller.key.role, body.role):
        raise Problem(FORBIDDEN, f"Kunci berperan {caller.key.role} tidak dapat membuat kunci {body.role}.")
    if body.expires_at is not None and body.expires_at <= datetime.now(UTC):
        raise invalid(refused("body", "expires_at", "sudah lewat"))
    issued = await keys.issue_key(
        state.engine, tenant_id, body.role, body.expires_at, name=body.name.strip(), actor=caller.actor
    )
    return IssuedKeyView(id=issued.id, key=issued.key)


@router.post("/keys/{key_id}/rotate", summary="Rotate a key")
async def rotate_key(key_id: str, caller: By, state: State, body: Rotation | None = None) -> RotatedKeyView:
    """Give a key a new secret at once; the one before stays good for a while. Revoked or expired: 409."""
    await _manage_key(caller, key_id, state)
    grace = timedelta(hours=(body or Rotation()).grace_hours)
    rotated = await keys.rotate_key(state.engine, key_id, grace, actor=caller.actor)
    return RotatedKeyView(id=rotated.id, key=rotated.key, previous_until=rotated.previous_until)


@router.delete("/keys/{key_id}", status_code=204, summary="Revoke a key")
async def revoke_key(key_id: str, caller: By, state: State) -> Response:
    """Make a key unusable from now on, with the secret before a rotation."""
    await _manage_key(caller, key_id, state)
    await keys.revoke_key(state.engine, key_id, actor=caller.actor)
    return Response(status_code=204)


async def _managed(caller: Caller, tenant_id: str | None, state: GatewayState) -> str:
    """The tenant that a request is about. Raises UnknownTenant for one that the caller must not know of."""
    return (await managed_tenant(state.engine, caller.tenant, caller.key.role, tenant_id)).id


async def _manage_key(caller: Caller, key_id: str, state: GatewayState) -> None:
    """Raise UnknownKey for another tenant's key, Problem (403) for one that may more than the caller."""
    try:
        await managed_key(state.engine, caller.tenant, caller.key.role, key_id)
    except MayMore as error:
        told = f"Kunci berperan {caller.key.role} tidak dapat mengurus kunci {error.role}."
        raise Problem(FORBIDDEN, told) from error
