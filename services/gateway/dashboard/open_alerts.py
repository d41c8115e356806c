"""How many alerts nobody has seen to yet: the number beside Peringatan, kept for half a minute."""

from __future__ import annotations

import asyncio
import time

from fastapi import Request

from services.gateway.internal_calls import NotFound, Refused
from services.gateway.state import GatewayState, gateway_state
from services.gateway.tenants import Tenant
from shared.contracts.alert import ASKING, AlertSearch
from shared.runtime.clients import ServiceUnavailable
from shared.runtime.logs import get_logger

log = get_logger("gateway.open_alerts")

# A new alert may show half a minute late; each page would otherwise cost a question more.
KEPT_SECONDS = 30.0
# No page waits longer for a number beside a word.
PATIENCE_SECONDS = 2.0


class OpenAlerts:
    """Tenant → number. While search does not answer there is none: pages are shown all the same."""

    def __init__(self, state: GatewayState) -> None:
        self._state = state
        self._known: dict[str, tuple[float, int | None]] = {}

    async def count(self, tenant: Tenant) -> int | None:
        """Alerts that are not acknowledged; None when that is not known now."""
        asked_at, number = self._known.get(tenant.id, (None, None))
        if asked_at is not None and time.monotonic() - asked_at < KEPT_SECONDS:
            return number
        # Noted before asking, so that pages side by side do not all ask.
        self._known[tenant.id] = (time.monotonic(), number)
        number = await self._asked(tenant)
        self._known[tenant.id] = (time.monotonic(), number)
        return number

    def forget(self, tenant_id: str) -> None:
        """Ask again at the next page: somebody has just seen to an alert."""
        self._known.pop(tenant_id, None)

    async def _asked(self, tenant: Tenant) -> int | None:
        query = waiting(tenant).model_copy(update={"limit": 1})
        try:
            async with asyncio.timeout(PATIENCE_SECONDS):
                return (await self._state.watches.alerts(query)).total
        except (ServiceUnavailable, NotFound, Refused, TimeoutError) as error:
            log.info("open alerts unknown", tenant=tenant.id, error=str(error) or "no answer in time")
            return None


def waiting(tenant: Tenant) -> AlertSearch:
    """The alerts that ask for somebody: not acknowledged, nor raised while their watch was muted."""
    return AlertSearch(tenant_id=tenant.id, scope=list(tenant.scope), acknowledged=False, states=list(ASKING))


def open_alerts(request: Request) -> OpenAlerts:
    """The numbers of this app: one memory for all its requests."""
    app_state = request.app.state
    if not hasattr(app_state, "open_alerts"):
        app_state.open_alerts = OpenAlerts(gateway_state(request))
    found: OpenAlerts = app_state.open_alerts
    return found
