"""Carries events from the outbox to the broker: published with confirms, then deleted."""

from __future__ import annotations

import asyncio
from datetime import UTC, datetime, timedelta
from typing import Any

import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncEngine

from services.crawler.metrics import OUTBOX, RELAYED
from services.crawler.tables import LONG_AGO, outbox
from shared.contracts.channels import CHANNELS, Channel
from shared.messaging.port import Broker, Message, MessagingError
from shared.runtime.logs import get_logger

log = get_logger("crawler.relay")

# One trip: enough to keep a broker busy, little enough to be published again after a crash.
BATCH = 64
# A publish is confirmed within seconds or not at all; then another process may try.
LEASE = timedelta(seconds=30)
IDLE_SECONDS = 0.5
# A trip costs three transactions: with this pause the events of a busy crawler share them (27 → 25 ms of a
# core per article here), and nobody notices the delay.
GATHER_SECONDS = 0.1
# The broker is away: it says so within its own timeout, and we do not hammer it.
TROUBLE_SECONDS = 2.0

_CHANNELS: dict[str, Channel] = {channel.name: channel for channel in CHANNELS}


class Relay:
    """Moves events as long as it runs; `nudge` wakes it when there are new ones."""

    def __init__(self, engine: AsyncEngine, broker: Broker) -> None:
        self._engine = engine
        self._broker = broker
        self._new = asyncio.Event()

    def nudge(self) -> None:
        """There is something in the outbox."""
        self._new.set()

    async def run(self) -> None:
        """Relay until cancelled; survives a broker or a database that is away."""
        while True:
            self._new.clear()
            try:
                moved = await self.move_batch()
            except (MessagingError, sa.exc.DBAPIError, OSError) as error:
                log.warning("events wait in the outbox", reason=str(error))
                await asyncio.sleep(TROUBLE_SECONDS)
                continue
            except Exception:
                # Whatever it was, the next batch must still go: the events are safe where they are.
                log.exception("relay broke")
                await asyncio.sleep(TROUBLE_SECONDS)
                continue
            if moved == BATCH:
                continue
            await asyncio.sleep(GATHER_SECONDS)
            if moved == 0:
                try:
                    await asyncio.wait_for(self._new.wait(), IDLE_SECONDS)
                except TimeoutError:
                    continue

    async def drain(self, seconds: float) -> None:
        """Relay what is there, for at most `seconds`; what is left waits for the next start."""
        try:
            async with asyncio.timeout(seconds):
                while await self.move_batch():
                    pass
        except (TimeoutError, MessagingError, sa.exc.DBAPIError, OSError) as error:
            log.warning("events stay in the outbox", reason=str(error) or "timeout")

    async def move_batch(self) -> int:
        """Publish up to BATCH events and delete those that were confirmed; how many.

        Raises BrokerUnavailable; what was not confirmed is free again at once.
        """
        rows = await self._lease()
        if not rows:
            OUTBOX.set(0)
            return 0
        outcomes = await asyncio.gather(*(self._publish(row) for row in rows), return_exceptions=True)
        confirmed = [row.id for row, outcome in zip(rows, outcomes, strict=True) if outcome is None]
        left = [row.id for row, outcome in zip(rows, outcomes, strict=True) if outcome is not None]
        async with self._engine.begin() as connection:
            if confirmed:
                await connection.execute(sa.delete(outbox).where(outbox.c.id.in_(confirmed)))
            if left:
                free = sa.update(outbox).where(outbox.c.id.in_(left)).values(lease_until=LONG_AGO)
                await connection.execute(free)
        RELAYED.inc(len(confirmed))
        for outcome in outcomes:
            if isinstance(outcome, BaseException):
                raise outcome
        return len(confirmed)

    async def length(self) -> int:
        """How many events wait."""
        async with self._engine.connect() as connection:
            number = int(
                (await connection.execute(sa.select(sa.func.count()).select_from(outbox))).scalar_one()
            )
        OUTBOX.set(number)
        return number

    async def _lease(self) -> list[Any]:
        now = datetime.now(UTC)
        oldest = (
            sa.select(outbox.c.id)
            .where(outbox.c.lease_until <= now)
            .order_by(outbox.c.id)
            .limit(BATCH)
            .with_for_update(skip_locked=True)
        )
        async with self._engine.begin() as connection:
            if (
                await connection.execute(sa.select(outbox.c.id).where(outbox.c.lease_until <= now).limit(1))
            ).first() is None:
                return []
            leased = (
                sa.update(outbox)
                .where(outbox.c.id.in_(oldest))
                .values(lease_until=now + LEASE)
                .returning(outbox)
            )
            return list((await connection.execute(leased)).all())

    async def _publish(self, row: Any) -> None:
        channel = _CHANNELS[row.channel]
        message = Message(
            type=channel.event.TYPE,
            source="gaung/crawler",
            subject=row.subject,
            data=row.body.encode(),
            id=row.message_id,
            time=row.written_at,
        )
        await self._broker.publish(channel, message)
