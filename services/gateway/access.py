"""Who calls: the key of a request, its tenant and its role."""

from __future__ import annotations

from dataclasses import dataclass

from fastapi import Depends, Request
from fastapi.security import APIKeyHeader, HTTPBearer

from services.gateway.keys import Key
from services.gateway.problems import FORBIDDEN, Problem
from services.gateway.roles import at_least, least_role
from services.gateway.tenants import Tenant

# For the OpenAPI document: the guard has read the headers before any route runs.
_BEARER = HTTPBearer(auto_error=False, scheme_name="bearer", description="Authorization: Bearer KEY")
_HEADER = APIKeyHeader(name="X-API-Key", auto_error=False, scheme_name="apiKey", description="X-API-Key: KEY")
SECURITY = [Depends(_BEARER), Depends(_HEADER)]


@dataclass(frozen=True)
class Caller:
    """A key that may be used, and the tenant whose it is."""

    key: Key
    tenant: Tenant

    @property
    def actor(self) -> str:
        """How the audit trail and the logs name the caller."""
        return f"key:{self.key.prefix}"


def caller_of(request: Request) -> Caller:
    """Who sent this request; every path below /v1 has passed the guard (a FastAPI dependency)."""
    caller: Caller = request.state.caller
    return caller


def permitted(request: Request) -> None:
    """Let the caller through when its role suffices for this operation (roles.LEAST_ROLE), else 403.

    Runs before anything of the request but its route has been looked at: whoever may not ask learns nothing.
    """
    needed = least_role(request.method, request.scope["route"].path)
    role = caller_of(request).key.role
    if not at_least(role, needed):
        raise Problem(FORBIDDEN, f"Perlu peran {needed}; kunci ini berperan {role}.")
