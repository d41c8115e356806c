"""How many articles of a source were read and can be found, per UTC day of first sight."""

from __future__ import annotations

from collections import Counter
from datetime import UTC, datetime, timedelta

from fastapi import APIRouter
from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncEngine

from services.search.tables import articles
from shared.contracts.crawl import SourceArrival, SourceArrivals, SourceArrivalsQuery


def source_routes(engine: AsyncEngine) -> APIRouter:
    """``POST /sources/arrivals``."""
    router = APIRouter()

    @router.post("/sources/arrivals")
    async def counted(request: SourceArrivalsQuery) -> SourceArrivals:
        return await arrivals(engine, request.source_id, request.days, datetime.now(UTC))

    return router


async def arrivals(engine: AsyncEngine, source_id: str, days: int, now: datetime) -> SourceArrivals:
    """The last `days` UTC days, today included, oldest first; days without an article are zeros."""
    first = now.astimezone(UTC).replace(hour=0, minute=0, second=0, microsecond=0) - timedelta(days=days - 1)
    query = select(articles.c.seen_at, articles.c.storied_revision).where(
        articles.c.source_id == source_id, articles.c.seen_at >= first
    )
    enriched: Counter[str] = Counter()
    indexed: Counter[str] = Counter()
    async with engine.connect() as connection:
        for row in await connection.execute(query):
            day = row.seen_at.astimezone(UTC).date().isoformat()
            enriched[day] += 1
            # The step after the index has seen it, so it lies there.
            indexed[day] += row.storied_revision > 0
    names = [(first + timedelta(days=number)).date().isoformat() for number in range(days)]
    return SourceArrivals(
        days=[SourceArrival(day=name, enriched=enriched[name], indexed=indexed[name]) for name in names]
    )
