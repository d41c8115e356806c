"""Watches and alerts as the search service keeps them: typed questions, typed answers."""

from __future__ import annotations

import re
from typing import Any

from pydantic import BaseModel

from services.gateway.internal_calls import Model, NotFound, ask, call, send
from shared.contracts.alert import (
    Acknowledge,
    AlertPage,
    AlertRecord,
    AlertSearch,
    DryRun,
    DryRunRequest,
    OneAlert,
)
from shared.contracts.watch import NewWatch, TenantWatch, Watch, WatchChange, Watches, WatchSearch
from shared.runtime.clients import Clients

# Anything else is no id, and none of it may reach the path of a request.
_ID = re.compile(r"[0-9a-f]{32}")
# A month of a busy filter is some hundred questions to the index.
_DRY_RUN_SECONDS = 60.0


class WatchClient:
    """Every method raises Refused for bad values and ServiceUnavailable when nobody answers.

    What belongs to another tenant is NotFound.
    """

    def __init__(self, clients: Clients) -> None:
        self._clients = clients

    async def create(self, watch: NewWatch) -> Watch:
        """Save a watch. Raises Conflict when the tenant has as many as it may have."""
        return await self._ask("/watches", watch, Watch)

    async def search(self, query: WatchSearch) -> Watches:
        """A page of a tenant's watches."""
        return await self._ask("/watches/search", query, Watches)

    async def get(self, query: TenantWatch) -> Watch:
        """One watch."""
        return await self._ask("/watches/get", query, Watch)

    async def change(self, tenant_id: str, watch_id: str, change: WatchChange) -> Watch:
        """Change the given fields of a watch."""
        return await call(
            self._clients.to("search"),
            "search",
            "PATCH",
            _path_of(watch_id),
            Watch,
            may_miss=True,
            params={"tenant_id": tenant_id},
            content=change.model_dump_json(exclude_unset=True),
            headers={"Content-Type": "application/json"},
        )

    async def rotate(self, query: TenantWatch) -> Watch:
        """Give a watch its next webhook secret."""
        return await self._ask("/watches/secret", query, Watch)

    async def remove(self, tenant_id: str, watch_id: str) -> None:
        """Delete a watch with its alerts."""
        client, params = self._clients.to("search"), {"tenant_id": tenant_id}
        await send(client, "search", "DELETE", _path_of(watch_id), may_miss=True, params=params)

    async def dry_run(self, request: DryRunRequest) -> DryRun:
        """What a watch would have sent."""
        return await self._ask("/watches/test", request, DryRun, timeout=_DRY_RUN_SECONDS)

    async def alerts(self, query: AlertSearch) -> AlertPage:
        """A page of a tenant's alerts."""
        return await self._ask("/alerts/search", query, AlertPage)

    async def alert(self, query: OneAlert) -> AlertRecord:
        """One alert."""
        return await self._ask("/alerts/get", query, AlertRecord)

    async def acknowledge(self, query: Acknowledge) -> AlertRecord:
        """Note who has seen to an alert."""
        return await self._ask("/alerts/ack", query, AlertRecord)

    async def _ask(self, path: str, question: BaseModel, answer: type[Model], **request: Any) -> Model:
        search = self._clients.to("search")
        return await ask(search, "search", path, question, answer, may_miss=True, **request)


def _path_of(watch_id: str) -> str:
    if not _ID.fullmatch(watch_id):
        raise NotFound(f"{watch_id!r} is no id of a watch")
    return f"/watches/{watch_id}"
