"""Fixtures: `told` is a press officer's browser before services that answer what a test told them."""

from __future__ import annotations

from collections.abc import AsyncIterator

import httpx
import pytest

from tests.unit.services.gateway.dashboard.browsing import Gateway
from tests.unit.services.gateway.dashboard.told import Told, told_services


@pytest.fixture
async def told(gateway: Gateway, pages: httpx.AsyncClient) -> AsyncIterator[Told]:
    """A press officer of Kutai Timur who has signed in."""
    async with told_services(gateway, pages) as services:
        yield services
