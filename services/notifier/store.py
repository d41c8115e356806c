"""The deliveries in the database: opened once for each message and place, closed with how they ended."""

from __future__ import annotations

import uuid
from collections import defaultdict
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta

from sqlalchemy import insert, select, update
from sqlalchemy.exc import IntegrityError
from sqlalchemy.ext.asyncio import AsyncEngine

from services.notifier.outcome import Later, Never, Outcome, Sent
from services.notifier.tables import attempts, deliveries
from shared.contracts.deliveries import (
    AttemptOutcome,
    ChannelHealth,
    DeliveryAttempt,
    DeliveryRecord,
    DeliveryState,
)
from shared.contracts.messages import AlertRaised, Delivery

# Longer than the slowest try, which is a mail: connect, log in, hand over, twenty seconds each.
CLAIM = timedelta(seconds=120)
OPEN: tuple[DeliveryState, ...] = ("waiting", "exhausted")
# Deliveries of a tenant that are looked at to judge its channels: months of any watch.
JUDGED = 2_000


class DeliveryStore:
    """Reads and writes deliveries."""

    def __init__(self, engine: AsyncEngine) -> None:
        self._engine = engine

    async def open(self, alert: AlertRaised) -> list[DeliveryRecord]:
        """The deliveries of an alert; those seen for the first time are noted as waiting."""
        return await self.open_places(alert.alert_id, alert.tenant_id, alert.deliveries, alert.watch_id)

    async def open_places(
        self,
        message_id: str,
        tenant_id: str,
        places: Sequence[Delivery],
        watch_id: str | None = None,
    ) -> list[DeliveryRecord]:
        """The deliveries of a message; those seen for the first time are noted as waiting."""
        now = datetime.now(UTC)
        known = {(record.type, record.target) for record in await self.of([message_id])}
        for type_, target in dict.fromkeys((place.type, place.target) for place in places):
            if (type_, target) in known:
                continue
            row = {
                "id": uuid.uuid4().hex,
                "alert_id": message_id,
                "tenant_id": tenant_id,
                "watch_id": watch_id,
                "type": type_,
                "target": target,
                "state": "waiting",
                "attempts": 0,
                "created_at": now,
                "updated_at": now,
            }
            try:
                async with self._engine.begin() as connection:
                    await connection.execute(deliveries.insert().values(row))
            except IntegrityError:
                continue  # another process handles the same message and was first
        return await self.of([message_id])

    async def of(self, alert_ids: Sequence[str]) -> list[DeliveryRecord]:
        """The deliveries of messages with every try, oldest first."""
        query = (
            select(deliveries)
            .where(deliveries.c.alert_id.in_(alert_ids))
            .order_by(deliveries.c.created_at, deliveries.c.id)
        )
        tries = (
            select(attempts)
            .join(deliveries, deliveries.c.id == attempts.c.delivery_id)
            .where(deliveries.c.alert_id.in_(alert_ids))
            .order_by(attempts.c.number)
        )
        log: dict[str, list[DeliveryAttempt]] = defaultdict(list)
        async with self._engine.connect() as connection:
            rows = (await connection.execute(query)).mappings().all()
            for each in await connection.execute(tries):
                log[each.delivery_id].append(
                    DeliveryAttempt(
                        at=each.at, outcome=each.outcome, error=each.error, milliseconds=each.milliseconds
                    )
                )
        return [DeliveryRecord.model_validate(dict(row) | {"log": log[row["id"]]}) for row in rows]

    async def claim(self, delivery_id: str, now: datetime) -> bool:
        """Take a delivery in hand, unless it is done or another process has it."""
        free = deliveries.c.claimed_until.is_(None) | (deliveries.c.claimed_until <= now)
        async with self._engine.begin() as connection:
            taken = await connection.execute(
                update(deliveries)
                .where(deliveries.c.id == delivery_id, deliveries.c.state.in_(OPEN), free)
                .values(claimed_until=now + CLAIM)
            )
            return taken.rowcount > 0

    async def note(
        self, delivery_id: str, outcome: Outcome, started: datetime, *, last: bool = False
    ) -> None:
        """Log a try that began at `started` and how it ended; `last`: the message is not tried again."""
        now = datetime.now(UTC)
        state: DeliveryState
        word: AttemptOutcome
        match outcome:
            case Later():
                state, word = "exhausted" if last else "waiting", "later"
            case Never():
                state, word = "failed", "never"
            case Sent():
                state, word = "sent", "sent"
        error = None if isinstance(outcome, Sent) else outcome.error
        async with self._engine.begin() as connection:
            await connection.execute(
                insert(attempts).values(
                    delivery_id=delivery_id,
                    at=started,
                    outcome=word,
                    error=error,
                    milliseconds=max(0, (now - started) // timedelta(milliseconds=1)),
                )
            )
            await connection.execute(
                update(deliveries)
                .where(deliveries.c.id == delivery_id)
                .values(
                    state=state,
                    last_error=error,
                    attempts=deliveries.c.attempts + 1,
                    updated_at=now,
                    claimed_until=None,
                )
            )

    async def channels(self, tenant_id: str) -> list[ChannelHealth]:
        """How the places of a tenant's watches fared, newest deliveries first."""
        query = (
            select(deliveries)
            .where(deliveries.c.tenant_id == tenant_id, deliveries.c.watch_id.is_not(None))
            .order_by(deliveries.c.created_at.desc(), deliveries.c.id)
            .limit(JUDGED)
        )
        failures: dict[tuple[str, str, str], int] = {}
        errors: dict[tuple[str, str, str], str | None] = {}
        sent: dict[tuple[str, str, str], datetime] = {}
        async with self._engine.connect() as connection:
            for row in await connection.execute(query):
                place = (row.watch_id, row.type, row.target)
                failures.setdefault(place, 0)
                errors.setdefault(place, row.last_error)
                if row.state == "sent":
                    sent.setdefault(place, row.updated_at)
                elif row.state in ("failed", "exhausted") and place not in sent:
                    failures[place] += 1
        return [
            ChannelHealth(
                watch_id=watch_id,
                type=type_,
                target=target,
                failures=number,
                last_error=errors[(watch_id, type_, target)],
                last_sent_at=sent.get((watch_id, type_, target)),
            )
            for (watch_id, type_, target), number in failures.items()
        ]
