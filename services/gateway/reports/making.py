"""What a kind of report needs to be made: where to ask, for whom, and what time it is."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.ext.asyncio import AsyncEngine

from services.gateway.search_client import SearchClient
from services.gateway.tenants import Tenant


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
