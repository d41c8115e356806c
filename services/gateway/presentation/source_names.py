"""Names of outlets by their ids, asked of the crawler and kept for a minute."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Mapping

from fastapi import Request

from services.gateway.crawler_client import CrawlerClient
from services.gateway.internal_calls import NotFound, Refused
from services.gateway.state import gateway_state
from shared.runtime.clients import ServiceUnavailable
from shared.runtime.logs import get_logger

log = get_logger("gateway.source_names")

# A new source shows its id for a minute at most.
KEPT_SECONDS = 60.0


class SourceNames:
    """Id → name. While the crawler does not answer, the last known names serve."""

    def __init__(self, crawler: CrawlerClient) -> None:
        self._crawler = crawler
        self._names: dict[str, str] = {}
        self._asked_at: float | None = None
        self._asking = asyncio.Lock()

    async def known(self) -> dict[str, str]:
        """All names known now."""
        async with self._asking:
            now = time.monotonic()
            if self._asked_at is None or now - self._asked_at > KEPT_SECONDS:
                # Also after a failure: a page must not wait for an absent crawler every time.
                self._asked_at = now
                try:
                    self._names = {source.id: source.name for source in await self._crawler.sources()}
                except (ServiceUnavailable, NotFound, Refused) as error:
                    log.warning("source names unavailable", error=str(error))
        return self._names


def name_of(source_id: str, names: Mapping[str, str]) -> str:
    """The name of an outlet; one that only ever pushed documents is named by its id: ``suara-warga``."""
    return names.get(source_id) or source_id.replace("-", " ").title()


def source_names(request: Request) -> SourceNames:
    """The names of this app: one cache for all its requests."""
    app_state = request.app.state
    if not hasattr(app_state, "source_names"):
        app_state.source_names = SourceNames(gateway_state(request).crawler)
    names: SourceNames = app_state.source_names
    return names
