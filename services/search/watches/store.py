"""Keeps watches and alerts in the search service's database."""

from __future__ import annotations

import uuid
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Row, delete, insert, select, update
from sqlalchemy.ext.asyncio import AsyncEngine

from services.search.store import insert_into
from services.search.tables import alerts, watches
from services.search.transactions import writing
from shared.contracts.messages import AlertRaised, Delivery
from shared.contracts.query import Filter
from shared.contracts.watch import NewWatch, Watch


@dataclass(frozen=True)
class Alert:
    """A watch fired for a story; `event` is what the notifier hears."""

    story_id: str
    event: AlertRaised


async def create(engine: AsyncEngine, watch: NewWatch, now: datetime) -> Watch:
    """Save a watch."""
    created = Watch(**dict(watch), id=uuid.uuid4().hex, created_at=now)
    row = {
        "watch_id": created.id,
        "tenant_id": watch.tenant_id,
        "name": watch.name,
        "filter": watch.filter.model_dump(mode="json"),
        "deliveries": [delivery.model_dump(mode="json") for delivery in watch.deliveries],
        "zone": watch.zone,
        "created_at": now,
    }
    async with writing(engine) as connection:
        await connection.execute(insert(watches).values(row))
    return created


async def listed(engine: AsyncEngine, tenant_id: str | None = None) -> list[Watch]:
    """The watches of a tenant (of all tenants without one), oldest first."""
    query = select(watches).order_by(watches.c.created_at, watches.c.watch_id)
    if tenant_id is not None:
        query = query.where(watches.c.tenant_id == tenant_id)
    async with engine.connect() as connection:
        return [_watch(row) for row in await connection.execute(query)]


async def remove(engine: AsyncEngine, watch_id: str) -> bool:
    """Delete a watch and its alerts; whether there was one."""
    async with writing(engine) as connection:
        result = await connection.execute(delete(watches).where(watches.c.watch_id == watch_id))
        return result.rowcount > 0


async def raise_once(engine: AsyncEngine, raised: Sequence[Alert]) -> None:
    """Keep these alerts, unless their watch has fired for their story before."""
    rows = [
        {
            "alert_id": alert.event.alert_id,
            "watch_id": alert.event.watch_id,
            "tenant_id": alert.event.tenant_id,
            "story_id": alert.story_id,
            "title": alert.event.title,
            "reason": alert.event.reason,
            "article_ids": alert.event.article_ids,
            "raised_at": alert.event.raised_at,
        }
        for alert in sorted(raised, key=lambda alert: alert.event.alert_id)
    ]
    async with writing(engine) as connection:
        for row in rows:
            await connection.execute(insert_into(alerts, connection).values(**row).on_conflict_do_nothing())


async def known(engine: AsyncEngine, alert_ids: Iterable[str]) -> set[str]:
    """Those of these alerts that were raised before and sent."""
    query = select(alerts.c.alert_id).where(
        alerts.c.alert_id.in_(list(alert_ids)), alerts.c.sent_at.is_not(None)
    )
    async with engine.connect() as connection:
        return set((await connection.execute(query)).scalars())


async def unsent(engine: AsyncEngine, alert_ids: Iterable[str]) -> list[AlertRaised]:
    """Those of these alerts that no broker has confirmed yet, with the deliveries of their watch."""
    query = (
        select(alerts, watches.c.deliveries)
        .join(watches, watches.c.watch_id == alerts.c.watch_id)
        .where(alerts.c.alert_id.in_(list(alert_ids)), alerts.c.sent_at.is_(None))
        .order_by(alerts.c.alert_id)
    )
    async with engine.connect() as connection:
        return [_alert(row) for row in await connection.execute(query)]


async def mark_sent(engine: AsyncEngine, alert_id: str, now: datetime) -> None:
    """The broker has this alert."""
    async with writing(engine) as connection:
        await connection.execute(update(alerts).where(alerts.c.alert_id == alert_id).values(sent_at=now))


def _watch(row: Row[Any]) -> Watch:
    return Watch(
        id=row.watch_id,
        tenant_id=row.tenant_id,
        name=row.name,
        filter=Filter.model_validate(row.filter),
        deliveries=[Delivery.model_validate(delivery) for delivery in row.deliveries],
        zone=row.zone,
        created_at=row.created_at,
    )


def _alert(row: Row[Any]) -> AlertRaised:
    return AlertRaised(
        alert_id=row.alert_id,
        tenant_id=row.tenant_id,
        watch_id=row.watch_id,
        title=row.title,
        reason=row.reason,
        article_ids=row.article_ids,
        deliveries=[Delivery.model_validate(delivery) for delivery in row.deliveries],
        raised_at=row.raised_at,
    )
