"""Counts what happened to every source, per UTC day: discovered, fetched, extracted, dropped by reason."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, timedelta

import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncConnection

from services.crawler.tables import source_health
from services.crawler.upsert import insert_into
from shared.contracts.crawl import SourceHealthDay

DROPPED = "dropped:"


async def count(connection: AsyncConnection, source_id: str, what: Mapping[str, int], now: datetime) -> None:
    """Add to today's counters; keys are discovered, fetched, extracted or ``dropped:REASON``."""
    day = now.date().isoformat()
    rows = [
        {"source_id": source_id, "day": day, "what": name[:60], "count": number}
        for name, number in sorted(what.items())
        if number
    ]
    if not rows:
        return
    added = insert_into(connection, source_health).values(rows)
    await connection.execute(
        added.on_conflict_do_update(
            index_elements=["source_id", "day", "what"],
            set_={"count": source_health.c.count + added.excluded.count},
        )
    )


async def health_days(
    connection: AsyncConnection, source_id: str, days: int, now: datetime
) -> list[SourceHealthDay]:
    """The counters of the last `days` days, today included, newest last; days without a count are zeros."""
    names = [(now.date() - timedelta(days=back)).isoformat() for back in range(days - 1, -1, -1)]
    found = await connection.execute(
        sa.select(source_health).where(
            source_health.c.source_id == source_id, source_health.c.day >= names[0]
        )
    )
    counts: dict[str, dict[str, int]] = {name: {} for name in names}
    for row in found.all():
        if row.day in counts:
            counts[row.day][row.what] = row._mapping["count"]
    return [_day(name, counted) for name, counted in counts.items()]


def _day(day: str, counted: Mapping[str, int]) -> SourceHealthDay:
    return SourceHealthDay(
        day=day,
        discovered=counted.get("discovered", 0),
        fetched=counted.get("fetched", 0),
        extracted=counted.get("extracted", 0),
        dropped={
            name.removeprefix(DROPPED): number for name, number in counted.items() if name.startswith(DROPPED)
        },
    )
