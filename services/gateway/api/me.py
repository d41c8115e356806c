"""Who am I: what a key may do, where, and how much is left of its quotas."""

from __future__ import annotations

from typing import Annotated, Literal

from fastapi import APIRouter, Depends, Request
from pydantic import AwareDatetime, BaseModel, Field

from services.gateway.access import Caller, caller_of
from services.gateway.quotas import Allowance
from services.gateway.roles import Role
from services.gateway.scope import name_of

router = APIRouter(prefix="/v1/me", tags=["me"])


class ScopeView(BaseModel):
    """A region of the scope."""

    code: str
    name: str


class MyTenantView(BaseModel):
    """The tenant of the key."""

    id: str
    name: str
    scope: list[ScopeView]
    timezone: str = Field(description="IANA zone in which its days begin")


class MyKeyView(BaseModel):
    """The key that was sent."""

    id: str
    name: str
    prefix: str
    role: Role
    expires_at: AwareDatetime | None
    previous_until: AwareDatetime | None = Field(
        description="Until when the secret before the last rotation is good"
    )


class QuotaView(BaseModel):
    """A quota; this request is counted already."""

    name: Literal["key", "tenant"] = Field(description="key: of this key alone; tenant: of all keys together")
    limit: int = Field(description="Requests in a window")
    window: int = Field(description="Seconds")
    remaining: int
    reset: int = Field(description="Seconds until a new window begins")


class MeView(BaseModel):
    """What the sent key is and may."""

    tenant: MyTenantView
    key: MyKeyView
    quotas: list[QuotaView]


@router.get("", summary="Who am I")
async def get_me(request: Request, caller: Annotated[Caller, Depends(caller_of)]) -> MeView:
    """The tenant with its regions and zone, the key with its role and expiry, what is left of the quotas."""
    allowance: Allowance = request.state.allowance
    tenant, key = caller.tenant, caller.key
    return MeView(
        tenant=MyTenantView(
            id=tenant.id,
            name=tenant.name,
            scope=[ScopeView(code=code, name=name_of(code)) for code in tenant.scope],
            timezone=tenant.timezone,
        ),
        key=MyKeyView(
            id=key.id,
            name=key.name,
            prefix=key.prefix,
            role=key.role,
            expires_at=key.expires_at,
            previous_until=key.previous_until,
        ),
        quotas=[
            QuotaView(
                name=standing.quota.name,
                limit=standing.quota.limit,
                window=standing.quota.window,
                remaining=standing.remaining,
                reset=standing.quota.reset,
            )
            for standing in allowance.standings
        ],
    )
