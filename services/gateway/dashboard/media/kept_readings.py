"""Readings of whole periods, kept for some minutes: they walk over all articles, no page does each time."""

from __future__ import annotations

import asyncio
import time
from collections import OrderedDict
from datetime import datetime, timedelta

from fastapi import Request

from services.gateway.dashboard.media.measures import Reading, read
from services.gateway.dashboard.selection import Selection
from services.gateway.presentation.period import Period
from services.gateway.search_client import SearchClient
from services.gateway.state import gateway_state
from shared.contracts.article import Kind
from shared.contracts.query import ArticleScan, IndexedArticle

# What outlets write; imported complaints and posts have no outlet.
KINDS: list[Kind] = ["berita", "rilis"]
KEPT_SECONDS = 300.0
# A reading weighs some tens of kilobytes; a gateway serves some tens of offices.
MOST_KEPT = 100
# Two thousand articles are a month of a busy regency, and half a second of reading.
MOST_ARTICLES = 2_000
PART = 500
# Most stories are told within three days.
LOOK_BACK = timedelta(days=3)


class KeptReadings:
    """The readings of one app. While one is made, whoever asks for the same one waits for it."""

    def __init__(self, search: SearchClient) -> None:
        self._search = search
        self._kept: OrderedDict[tuple[object, ...], tuple[float, asyncio.Future[Reading]]] = OrderedDict()

    async def of(self, chosen: Selection) -> Reading:
        """The reading of a selection. Raises ServiceUnavailable."""
        tenant = chosen.tenant
        key = (tenant.id, tenant.scope, chosen.region.code, chosen.period.first, chosen.period.last)
        made_at, reading = self._kept.get(key, (0.0, None))
        now = time.monotonic()
        if reading is None or now - made_at > KEPT_SECONDS:
            reading = asyncio.ensure_future(self._make(chosen))
            self._kept[key] = (now, reading)
            self._kept.move_to_end(key)
            while len(self._kept) > MOST_KEPT:
                self._kept.popitem(last=False)
        try:
            return await asyncio.shield(reading)
        except Exception:
            # A failure is not kept: the next visitor asks again.
            if self._kept.get(key, (0.0, None))[1] is reading:
                del self._kept[key]
            raise

    async def _make(self, chosen: Selection) -> Reading:
        found, whole = await self._articles(chosen)
        # Comparing texts with releases keeps a core busy for up to half a second.
        return await asyncio.to_thread(read, found, chosen.period.start, whole=whole)

    async def _articles(self, chosen: Selection) -> tuple[list[IndexedArticle], bool]:
        wanted = chosen.filter(from_=_look_back(chosen.period), copies="include", kinds=KINDS)
        found: list[IndexedArticle] = []
        after = None
        while len(found) < MOST_ARTICLES:
            part = await self._search.scan(ArticleScan(filter=wanted, size=PART, after=after))
            found += part.items
            after = part.next
            if after is None:
                return found, True
        return found, False


def _look_back(period: Period) -> datetime:
    """Where the stories of the first day may have begun."""
    return Period(period.first - LOOK_BACK, period.last, period.zone).start


def kept_readings(request: Request) -> KeptReadings:
    """The readings of this app."""
    app_state = request.app.state
    if not hasattr(app_state, "media_readings"):
        app_state.media_readings = KeptReadings(gateway_state(request).search)
    kept: KeptReadings = app_state.media_readings
    return kept
