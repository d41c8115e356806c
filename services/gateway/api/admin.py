"""Administration: tenants and keys, for operators everywhere and for admins in their own tenant."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Annotated

from fastapi import APIRouter, Depends, Query, Response
from pydantic import AwareDatetime, BaseModel, ConfigDict, Field

from services.gateway import keys, tenants
from services.gateway.access import Caller, requires
from services.gateway.errors import UnknownTenant
from services.gateway.no_nul import NoNul
from services.gateway.problems import FORBIDDEN, Problem, invalid, refused
from services.gateway.roles import Role, at_least
from services.gateway.state import GatewayState, gateway_state

router = APIRouter(prefix="/v1/admin", tags=["admin"])
Admin = Annotated[Caller, Depends(requires("admin"))]
Operator = Annotated[Caller, Depends(requires("operator"))]
State = Annotated[GatewayState, Depends(gateway_state)]


class TenantView(BaseModel):
    """A tenant and the regions it sees."""

    model_config = ConfigDict(from_attributes=True)

    id: str
    name: str
    scope: list[str]
    timezone: str
    created_at: AwareDatetime


class NewTenant(NoNul):
    """A tenant to make."""

    model_config = ConfigDict(extra="forbid")

    name: str = Field(min_length=1, max_length=200)
    regions: list[str] = Field(min_length=1, max_length=600, description="Region codes, or ID for all")
    timezone: str | None = Field(None, description="IANA zone; by default that of the first region")


class KeyView(BaseModel):
    """A key without its secret."""

    model_config = ConfigDict(from_attributes=True)

    id: str
    tenant_id: str
    prefix: str = Field(description="The public part of the key")
    role: Role
    created_at: AwareDatetime
    expires_at: AwareDatetime | None
    last_used_at: AwareDatetime | None = Field(description="To the minute")
    revoked_at: AwareDatetime | None


class NewKey(NoNul):
    """A key to issue."""

    model_config = ConfigDict(extra="forbid")

    tenant: str | None = Field(None, description="Id of the tenant; by default that of the caller")
    role: Role = "viewer"
    expires_at: AwareDatetime | None = None


class IssuedKeyView(BaseModel):
    """A new key; it is shown this once."""

    id: str
    key: str


@router.get("/tenants", summary="Tenants")
async def list_tenants(caller: Admin, state: State) -> list[TenantView]:
    """All tenants for an operator, the own one for an admin."""
    if at_least(caller.key.role, "operator"):
        return [TenantView.model_validate(tenant) for tenant in await tenants.list_tenants(state.engine)]
    return [TenantView.model_validate(caller.tenant)]


@router.post("/tenants", status_code=201, summary="Make a tenant")
async def create_tenant(body: NewTenant, caller: Operator, state: State) -> TenantView:
    """Make a tenant; needs the role operator."""
    tenant = await tenants.create_tenant(
        state.engine, body.name, body.regions, body.timezone, actor=caller.actor
    )
    return TenantView.model_validate(tenant)


@router.get("/keys", summary="Keys")
async def list_keys(
    caller: Admin,
    state: State,
    tenant: Annotated[
        str | None, Query(description="Id of the tenant; by default that of the caller")
    ] = None,
) -> list[KeyView]:
    """The keys of a tenant, without their secrets; another tenant's for an operator only."""
    return [
        KeyView.model_validate(key) for key in await keys.list_keys(state.engine, _managed(caller, tenant))
    ]


@router.post("/keys", status_code=201, summary="Issue a key")
async def issue_key(body: NewKey, caller: Admin, state: State) -> IssuedKeyView:
    """Issue a key with a role not above the caller's; it is shown this once."""
    if not at_least(caller.key.role, body.role):
        raise Problem(FORBIDDEN, f"Kunci berperan {caller.key.role} tidak dapat membuat kunci {body.role}.")
    if body.expires_at is not None and body.expires_at <= datetime.now(UTC):
        raise invalid(refused("body", "expires_at", "sudah lewat"))
    issued = await keys.issue_key(
        state.engine, _managed(caller, body.tenant), body.role, body.expires_at, actor=caller.actor
    )
    return IssuedKeyView(id=issued.id, key=issued.key)


@router.delete("/keys/{key_id}", status_code=204, summary="Revoke a key")
async def revoke_key(key_id: str, caller: Admin, state: State) -> Response:
    """Make a key unusable from now on."""
    own = None if at_least(caller.key.role, "operator") else caller.tenant.id
    await keys.revoke_key(state.engine, key_id, tenant_id=own, actor=caller.actor)
    return Response(status_code=204)


def _managed(caller: Caller, tenant_id: str | None) -> str:
    """The tenant that a request is about. Raises UnknownTenant for one that the caller must not know of."""
    if tenant_id is None or tenant_id == caller.tenant.id:
        return caller.tenant.id
    if not at_least(caller.key.role, "operator"):
        raise UnknownTenant(tenant_id)
    return tenant_id
