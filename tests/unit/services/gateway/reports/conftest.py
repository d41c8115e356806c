"""Fixtures of the reports: two tenants on a migrated database; what one keeps the other never sees."""

from __future__ import annotations

from dataclasses import dataclass

import pytest
from sqlalchemy.ext.asyncio import AsyncEngine

from services.gateway.tenants import create_tenant


@dataclass(frozen=True)
class Tenants:
    """The ids of Kutai Timur and of its neighbour."""

    kutim: str
    berau: str


@pytest.fixture
async def tenants(engine: AsyncEngine) -> Tenants:
    """Two tenants that keep nothing yet."""
    kutim = await create_tenant(engine, "Diskominfo Kutai Timur", ["64.08"])
    berau = await create_tenant(engine, "Diskominfo Berau", ["64.03"])
    return Tenants(kutim.id, berau.id)
