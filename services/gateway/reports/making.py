"""What a kind of report needs to be made: where to ask, for whom, and what time it is."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.ext.asyncio import AsyncEngine

from services.gateway.internal_calls import NotFound
from services.gateway.presentation.region_choice import Choice, choose
from services.gateway.scope import sees
from services.gateway.search_client import SearchClient
from services.gateway.tenants import Tenant
from shared.regions import load_regions


@dataclass(frozen=True)
class Making:
    """One report of a tenant. `names` are those of outlets by id; `now` stands in the tenant's zone."""

    engine: AsyncEngine
    search: SearchClient
    tenant: Tenant
    names: Mapping[str, str]
    now: datetime
    public_url: str

    def address(self, path: str) -> str:
        """The absolute address of a page of the dashboard."""
        return f"{self.public_url.rstrip('/')}{path}"

    def region(self, kept: str) -> Choice:
        """The region of a report, "" for all that the tenant sees. Raises OutOfScope."""
        must_see(self.tenant, kept)
        return choose(self.tenant.scope, kept or None)


class OutOfScope(NotFound):
    """The region of a report or schedule is no longer among those that the tenant sees."""


def sees_region(tenant: Tenant, kept: str) -> bool:
    """Whether the region of a report or schedule lies in the scope as it is now; "" always does.

    A scope may be made smaller: what was kept for a region then is never told of another, and a report of all
    regions loses its "" (desk/report_scopes.py).
    """
    return not kept or (kept in load_regions() and sees(tenant.scope, kept))


def must_see(tenant: Tenant, kept: str) -> None:
    """Raises OutOfScope when the tenant no longer sees the region of a report or schedule."""
    if not sees_region(tenant, kept):
        raise OutOfScope(f"region {kept} lies outside the scope")
