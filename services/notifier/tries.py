"""Makes the tries of one message: each place by itself, so that what befalls one leaves the others alone."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime

from services.notifier.outcome import Later, Outcome
from services.notifier.store import OPEN, DeliveryStore
from shared.contracts.deliveries import DeliveryRecord
from shared.messaging.port import Ack, Answer, Retry
from shared.runtime.logs import get_logger

log = get_logger("notifier.tries")

Send = Callable[[DeliveryRecord], Awaitable[Outcome]]


@dataclass(frozen=True)
class Tries:
    """One round of tries; `last`: the broker does not bring this message again by itself."""

    store: DeliveryStore
    send: Send
    last: bool

    async def make(self, records: Sequence[DeliveryRecord]) -> Answer:
        """Try every place that does not have the message: Retry while one is away, Ack otherwise.

        What a place brings that nobody foresaw (an exception) counts as away; the others have had their try.
        """
        waiting = [record for record in records if record.state in OPEN]
        outcomes = await asyncio.gather(*(self._one(record) for record in waiting), return_exceptions=True)
        away: list[str] = []
        for record, outcome in zip(waiting, outcomes, strict=True):
            if isinstance(outcome, Later):
                away.append(outcome.error)
            elif isinstance(outcome, BaseException):
                log.error("a try was not noted", delivery=record.id, type=record.type, exc_info=outcome)
                away.append(f"{type(outcome).__name__}: {outcome}"[:500])
        return Retry("; ".join(away)) if away else Ack()

    async def _one(self, record: DeliveryRecord) -> Outcome:
        started = datetime.now(UTC)
        if not await self.store.claim(record.id, started):
            # The other process may die with it: so this message comes again and looks.
            return Later("another process has it in hand")
        outcome = await self._sent(record)
        await self.store.note(record.id, outcome, started, last=self.last)
        log.info(
            "delivery tried",
            message=record.alert_id,
            tenant=record.tenant_id,
            type=record.type,
            outcome=type(outcome).__name__.lower(),
            error=getattr(outcome, "error", None),
        )
        return outcome

    async def _sent(self, record: DeliveryRecord) -> Outcome:
        try:
            return await self.send(record)
        except Exception as error:
            # A fault of ours. Its text stays in our log: it may hold what the tenant shall not read.
            log.exception("a try failed in a way that nobody foresaw", delivery=record.id, type=record.type)
            return Later(f"kesalahan di dalam Gaung: {type(error).__name__}")
