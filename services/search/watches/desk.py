"""Files what fired as alerts and sends them: at once, or together when what holds them ends.

One transaction under the lock of the watch decides: a subject fires once, the cool-down is obeyed, and an
alert goes out in exactly one message, whoever of several processes files it. The broker is told afterwards;
killed in between, the message is sent by the next delivery of its article or by the scheduler, and the
notifier knows a message that it has had.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Sequence
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import ColumnElement, Row, Select, select, update
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine

from services.search.store import insert_into
from services.search.tables import alerts, watches
from services.search.transactions import writing
from services.search.watches import store
from services.search.watches.firing import Firing, alert_id
from services.search.watches.message import event_of, message_id
from services.search.watches.policy import cooling, due, quiet, still_held
from shared.contracts.alert import HeldFor, StoryFigures
from shared.contracts.messages import AlertRaised
from shared.contracts.watch import Watch

# A message that was decided but not confirmed for so long was left behind by a process that died.
LEFT_BEHIND = timedelta(seconds=60)
Publish = Callable[[AlertRaised], Awaitable[None]]


class Desk:
    """Where firings become alerts and alerts become messages."""

    def __init__(self, engine: AsyncEngine, publish: Publish) -> None:
        self._engine = engine
        self._publish = publish

    async def file(self, judged: Watch, firings: Sequence[Firing], now: datetime) -> bool:
        """File what fired at `now` and send what may go. Filing the same again changes nothing.

        `judged` is the watch as it was read to find the firings. False, and nothing is filed, when its scope
        has been narrowed since: they may tell of what its tenant no longer sees.
        """
        if not firings:
            return True
        async with writing(self._engine) as connection:
            watch = await store.locked(connection, judged.id)
            if watch is not None and not store.covers(watch.filter.scope, judged.filter.scope):
                return False
            fresh = await _fresh(connection, watch, firings, now) if watch is not None else []
            if watch is not None and fresh:
                await _insert(connection, watch, fresh, judged.filter.scope, now)
                await _bundle(connection, watch, now)
        await self.send(judged.id, now)
        return True

    async def release(self, now: datetime) -> None:
        """Send every alert that is held no longer, and every message that was left behind."""
        held = alerts.c.message_id.is_(None) & (alerts.c.due_at <= now) & alerts.c.visible
        unmuted = watches.c.muted_until.is_(None) | (watches.c.muted_until <= now)
        for watch_id in await self._watch_ids(held & unmuted):
            async with writing(self._engine) as connection:
                watch = await store.locked(connection, watch_id)
                if watch is not None:
                    await _bundle(connection, watch, now)
            await self.send(watch_id, now)
        left = alerts.c.sent_at.is_(None) & (alerts.c.message_at <= now - LEFT_BEHIND) & alerts.c.visible
        for watch_id in await self._watch_ids(left):
            await self.send(watch_id, now)

    async def send(self, watch_id: str, now: datetime) -> None:
        """Publish the messages of a watch that no broker has confirmed yet, without what is hidden by now.

        One that was left behind until its watch's quiet hours waits for their end.
        """
        async with self._engine.connect() as connection:
            watch = await store.unlocked(connection, watch_id)
            query = (
                select(alerts)
                .where(
                    alerts.c.watch_id == watch_id,
                    alerts.c.message_id.is_not(None),
                    alerts.c.sent_at.is_(None),
                    alerts.c.visible,
                )
                .order_by(alerts.c.raised_at, alerts.c.alert_id)
            )
            rows = (await connection.execute(query)).all()
        if watch is None or quiet(watch, now):
            return
        messages: dict[str, list[Row[Any]]] = {}
        for row in rows:
            messages.setdefault(row.message_id, []).append(row)
        for key, taken in messages.items():
            await self._publish(event_of(watch, taken, now))
            told = (alerts.c.message_id == key) & alerts.c.alert_id.in_([row.alert_id for row in taken])
            async with writing(self._engine) as connection:
                await connection.execute(update(alerts).where(told).values(sent_at=now))

    async def _watch_ids(self, condition: ColumnElement[bool]) -> list[str]:
        query = (
            select(alerts.c.watch_id)
            .join(watches, watches.c.watch_id == alerts.c.watch_id)
            .where(condition)
            .distinct()
            .order_by(alerts.c.watch_id)
        )
        async with self._engine.connect() as connection:
            return list((await connection.execute(query)).scalars())


async def _fresh(
    connection: AsyncConnection, watch: Watch, firings: Sequence[Firing], now: datetime
) -> list[Firing]:
    """Those firings that are news: of rules judged by time, none in the cool-down or of hours told before."""
    if store.by_time(watch.when):
        last = await _last_told(connection, watch)
        if last is not None and cooling(watch, last.raised_at, now):
            return []
        told_until = _end_of(last.figures) if last is not None else None
        firings = [
            firing
            for firing in firings
            if told_until is None
            or isinstance(firing.figures, StoryFigures)
            or firing.figures.start >= told_until
        ]
    return await _untold(connection, watch, firings)


async def _last_told(connection: AsyncConnection, watch: Watch) -> Row[Any] | None:
    """The watch's last alert under its present rule and filter: what others found silences nobody."""
    query: Select[Any] = (
        select(alerts.c.raised_at, alerts.c.figures)
        .join(watches, watches.c.watch_id == alerts.c.watch_id)
        .where(
            alerts.c.watch_id == watch.id,
            watches.c.judged_since.is_(None) | (alerts.c.raised_at >= watches.c.judged_since),
        )
        .order_by(alerts.c.raised_at.desc(), alerts.c.alert_id)
        .limit(1)
    )
    row: Row[Any] | None = (await connection.execute(query)).first()
    return row


def _end_of(figures: dict[str, Any] | None) -> datetime | None:
    """The end of the hours that an alert told of."""
    return datetime.fromisoformat(figures["end"]) if figures and "end" in figures else None


async def _untold(connection: AsyncConnection, watch: Watch, firings: Sequence[Firing]) -> list[Firing]:
    """Those firings whose subject, under any of its names, has raised no alert yet."""
    names = {firing.subject: (firing.subject, *firing.aliases) for firing in firings}
    keys = [alert_id(watch.id, name) for all_names in names.values() for name in all_names]
    rows = await connection.execute(select(alerts.c.alert_id).where(alerts.c.alert_id.in_(keys)))
    told = set(rows.scalars())
    return [
        firing
        for firing in firings
        if told.isdisjoint(alert_id(watch.id, name) for name in names[firing.subject])
    ]


async def _insert(
    connection: AsyncConnection, watch: Watch, firings: Sequence[Firing], scope: Sequence[str], now: datetime
) -> None:
    muted = watch.muted_until is not None and now < watch.muted_until
    moment: datetime | None
    held_for: HeldFor | None
    moment, held_for = (None, None) if muted else due(watch, watch.last_sent_at, now)
    for firing in sorted(firings, key=lambda firing: firing.subject):
        row = {
            "alert_id": alert_id(watch.id, firing.subject),
            "watch_id": watch.id,
            "tenant_id": watch.tenant_id,
            "subject": firing.subject,
            "rule": watch.when.rule,
            "title": firing.title,
            "reason": firing.reason,
            "figures": firing.figures.model_dump(mode="json"),
            "article_ids": list(firing.article_ids),
            "articles_total": firing.articles_total,
            "scope": list(scope),
            "raised_at": now,
            "due_at": moment,
            "held_for": held_for,
        }
        await connection.execute(insert_into(alerts, connection).values(**row).on_conflict_do_nothing())
    await connection.execute(update(watches).where(watches.c.watch_id == watch.id).values(last_fired_at=now))


async def _bundle(connection: AsyncConnection, watch: Watch, now: datetime) -> None:
    """Put every alert of the watch that may go into one message; what is due but held on waits anew."""
    if watch.muted_until is not None and now < watch.muted_until:
        return
    waiting = (
        (alerts.c.watch_id == watch.id)
        & alerts.c.message_id.is_(None)
        & (alerts.c.due_at <= now)
        & alerts.c.visible
    )
    keys = list((await connection.execute(select(alerts.c.alert_id).where(waiting))).scalars())
    if not keys:
        return
    moment, held_for = still_held(watch, watch.last_sent_at, now)
    if moment > now:
        await connection.execute(update(alerts).where(waiting).values(due_at=moment, held_for=held_for))
        return
    await connection.execute(
        update(alerts).where(alerts.c.alert_id.in_(keys)).values(message_id=message_id(keys), message_at=now)
    )
    await connection.execute(update(watches).where(watches.c.watch_id == watch.id).values(last_sent_at=now))
