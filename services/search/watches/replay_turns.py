"""Turns for dry runs: each asks the index hundreds of questions, and those of others come in between."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from weakref import WeakValueDictionary

AT_ONCE = 2
# Two runs one after the other end before the gateway gives up, after 60 seconds.
RUN_SECONDS = 25.0
WHOLE_SECONDS = 55.0


class Turns:
    """Some dry runs at once, and one of each tenant: its others wait without taking a place."""

    def __init__(self) -> None:
        self._places = asyncio.Semaphore(AT_ONCE)
        self._tenants: WeakValueDictionary[str, asyncio.Lock] = WeakValueDictionary()

    @asynccontextmanager
    async def turn(self, tenant_id: str) -> AsyncIterator[None]:
        """Wait for a turn and hold it. Raises TimeoutError when waiting or running takes too long."""
        mine = self._tenants.setdefault(tenant_id, asyncio.Lock())
        async with asyncio.timeout(WHOLE_SECONDS), mine, self._places, asyncio.timeout(RUN_SECONDS):
            yield
