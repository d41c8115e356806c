"""Which tenant an admin page is about: the own one, or for an operator another one named in the address."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from typing import Annotated
from urllib.parse import urlencode

from fastapi import Depends, Query, Request

from services.gateway.dashboard.visitor import AdminVisitor, NotPermitted, Visitor
from services.gateway.errors import MayMore, UnknownKey, UnknownTenant, UnknownUser
from services.gateway.internal_calls import NotFound
from services.gateway.managing import grantable, managed_tenant
from services.gateway.roles import ROLES, Role
from services.gateway.state import gateway_state
from services.gateway.tenants import Tenant

# What each role may do, for whoever gives it.
ROLE_TEXTS: dict[Role, str] = {
    "viewer": "Pembaca: melihat semua halaman, tidak mengubah apa pun",
    "analyst": "Analis: juga menelaah, membuat laporan, pantauan, dan impor",
    "admin": "Admin: juga mengurus pengguna, kunci, OPD, dan panduan",
    "operator": "Operator: mengurus semua penyewa dan sumber",
}


@dataclass(frozen=True)
class Managed:
    """Who manages, and what tenant."""

    visitor: Visitor
    tenant: Tenant

    @property
    def foreign(self) -> bool:
        """Whether it is another tenant than the visitor's."""
        return self.tenant.id != self.visitor.tenant.id

    def path(self, path: str) -> str:
        """An address that stays with this tenant."""
        return f"{path}?{urlencode({'penyewa': self.tenant.id})}" if self.foreign else path


@asynccontextmanager
async def known_things() -> AsyncIterator[None]:
    """What this visitor may not know of is not there (404); what may more than they is not theirs (403)."""
    try:
        yield
    except (UnknownTenant, UnknownUser, UnknownKey) as error:
        raise NotFound(str(error)) from error
    except MayMore as error:
        needed: Role = next(role for role in ROLES if role == error.role)
        raise NotPermitted(needed) from error


async def managed(
    request: Request, visitor: AdminVisitor, penyewa: Annotated[str, Query(max_length=32)] = ""
) -> Managed:
    """The tenant that the address names (a FastAPI dependency). Raises NotFound."""
    async with known_things():
        tenant = await managed_tenant(
            gateway_state(request).engine, visitor.tenant, visitor.user.role, penyewa
        )
    return Managed(visitor, tenant)


InTenant = Annotated[Managed, Depends(managed)]


def role_options(role: Role) -> list[tuple[str, str]]:
    """The roles that this one may give, with what they may do."""
    return [(one, ROLE_TEXTS[one]) for one in grantable(role)]
