"""Delivers a report to the mailboxes of its recipients."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass
from datetime import UTC, datetime

from services.notifier.mail import Mail
from services.notifier.outcome import Later, Outcome
from services.notifier.store import OPEN, DeliveryStore
from shared.contracts.deliveries import DeliveryRecord
from shared.contracts.messages import Delivery, ReportReady
from shared.messaging.port import Ack, Answer, Message, Retry
from shared.runtime.logs import get_logger

log = get_logger("notifier.report")


@dataclass(frozen=True)
class ReportDeliverer:
    """Handles reports. A mailbox that has one never gets it again; `retries` as in Deliverer."""

    store: DeliveryStore
    mail: Mail
    retries: int

    async def handle(self, report: ReportReady, message: Message) -> Answer:
        """Retry while the mail server is away; Ack when it took or refused every mail."""
        last = message.attempt >= self.retries
        places = [Delivery(type="email", target=recipient) for recipient in report.recipients]
        records = await self.store.open_places(report.message_id, report.tenant_id, places)
        waiting = [record for record in records if record.state in OPEN]
        outcomes = await asyncio.gather(*(self._deliver(report, record, last) for record in waiting))
        away = [outcome.error for outcome in outcomes if isinstance(outcome, Later)]
        return Retry("; ".join(away)) if away else Ack()

    async def _deliver(self, report: ReportReady, record: DeliveryRecord, last: bool) -> Outcome:
        started = datetime.now(UTC)
        if not await self.store.claim(record.id, started):
            # The other process may die with it: so this message comes again and looks.
            return Later("another process has it in hand")
        title = " ".join(report.title.split())
        outcome = await self.mail.send(
            record.target, title, report.text, record.id, report.html, report.attachments
        )
        await self.store.note(record.id, outcome, started, last=last)
        log.info(
            "delivery tried",
            message=report.message_id,
            tenant=report.tenant_id,
            type=record.type,
            outcome=type(outcome).__name__.lower(),
            error=getattr(outcome, "error", None),
        )
        return outcome
