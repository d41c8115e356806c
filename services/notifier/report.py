"""Delivers a report to the mailboxes of its recipients."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial

from services.notifier.mail import Mail
from services.notifier.outcome import Outcome
from services.notifier.store import DeliveryStore
from services.notifier.tries import Tries
from shared.contracts.deliveries import DeliveryRecord
from shared.contracts.messages import Delivery, ReportReady
from shared.messaging.port import Answer, Message


@dataclass(frozen=True)
class ReportDeliverer:
    """Handles reports. A mailbox that has one never gets it again; `retries` as in Deliverer."""

    store: DeliveryStore
    mail: Mail
    retries: int

    async def handle(self, report: ReportReady, message: Message) -> Answer:
        """Retry while the mail server is away; Ack when it took or refused every mail."""
        places = [Delivery(type="email", target=recipient) for recipient in report.recipients]
        tries = Tries(self.store, partial(self._send, report), last=message.attempt >= self.retries)
        return await tries.make(await self.store.open_places(report.message_id, report.tenant_id, places))

    async def _send(self, report: ReportReady, record: DeliveryRecord) -> Outcome:
        title = " ".join(report.title.split())
        return await self.mail.send(
            record.target, title, report.text, record.id, report.html, report.attachments
        )
