"""The deliveries in the database: opened once for each alert and place, closed with how they ended."""

from __future__ import annotations

import uuid
from datetime import UTC, datetime

from sqlalchemy import select, update
from sqlalchemy.exc import IntegrityError
from sqlalchemy.ext.asyncio import AsyncEngine

from services.notifier.outcome import Later, Never, Outcome, Sent
from services.notifier.tables import deliveries
from shared.contracts.deliveries import DeliveryRecord, DeliveryState
from shared.contracts.messages import AlertRaised


class DeliveryStore:
    """Reads and writes deliveries."""

    def __init__(self, engine: AsyncEngine) -> None:
        self._engine = engine

    async def open(self, alert: AlertRaised) -> list[DeliveryRecord]:
        """The deliveries of an alert; those seen for the first time are noted as waiting."""
        now = datetime.now(UTC)
        known = {(record.type, record.target) for record in await self.of(alert.alert_id)}
        for type_, target in dict.fromkeys((d.type, d.target) for d in alert.deliveries):
            if (type_, target) in known:
                continue
            row = {
                "id": uuid.uuid4().hex,
                "alert_id": alert.alert_id,
                "tenant_id": alert.tenant_id,
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
                continue  # another process handles the same alert and was first
        return await self.of(alert.alert_id)

    async def of(self, alert_id: str) -> list[DeliveryRecord]:
        """The deliveries of an alert, oldest first."""
        query = (
            select(deliveries)
            .where(deliveries.c.alert_id == alert_id)
            .order_by(deliveries.c.created_at, deliveries.c.id)
        )
        async with self._engine.connect() as connection:
            rows = (await connection.execute(query)).mappings().all()
        return [DeliveryRecord.model_validate(dict(row)) for row in rows]

    async def note(self, delivery_id: str, outcome: Outcome) -> None:
        """Count a try and how it ended."""
        state: DeliveryState = "sent"
        last_error: str | None = None
        match outcome:
            case Later(error):
                state, last_error = "waiting", error
            case Never(error):
                state, last_error = "failed", error
            case Sent():
                pass
        async with self._engine.begin() as connection:
            await connection.execute(
                update(deliveries)
                .where(deliveries.c.id == delivery_id)
                .values(
                    state=state,
                    last_error=last_error,
                    attempts=deliveries.c.attempts + 1,
                    updated_at=datetime.now(UTC),
                )
            )
