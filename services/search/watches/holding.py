"""Brings what is held to changed settings: a watch's alerts that no message took along yet."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import bindparam, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from services.search.tables import alerts
from services.search.watches.policy import due
from shared.contracts.watch import Watch


async def hold_anew(connection: AsyncConnection, before: Watch, watch: Watch, now: datetime) -> None:
    """Set when the held alerts of a watch go, and what holds them, as if it always had been as it is now.

    What is due already goes at the next look of the desk, which asks the policy again. A digest that is new
    begins `now`: its hour has not passed for anything before.
    """
    if _settings(before) == _settings(watch):
        return
    held = (alerts.c.watch_id == watch.id) & alerts.c.message_id.is_(None) & (alerts.c.due_at > now)
    rows = await connection.execute(
        select(alerts.c.alert_id, alerts.c.raised_at, alerts.c.held_for).where(held)
    )
    changed = []
    for row in rows.all():
        since = row.raised_at if watch.digest == before.digest else now
        moment, held_for = due(watch, watch.last_sent_at, since)
        # What nothing holds any more was held until now.
        changed.append({"key": row.alert_id, "at": max(moment, now), "why": held_for or row.held_for})
    if changed:
        await connection.execute(
            update(alerts)
            .where(alerts.c.alert_id == bindparam("key"))
            .values(due_at=bindparam("at"), held_for=bindparam("why")),
            changed,
        )


def _settings(watch: Watch) -> tuple[object, ...]:
    return watch.cooldown, watch.quiet_hours, watch.digest, watch.zone
