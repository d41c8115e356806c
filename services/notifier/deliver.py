"""Delivers a message to every place it names that does not have it yet."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass
from datetime import UTC, datetime

from services.notifier.mail import Mail
from services.notifier.outcome import Later, Never, Outcome
from services.notifier.store import OPEN, DeliveryStore
from services.notifier.telegram import Telegram
from services.notifier.webhook import Webhook
from services.notifier.wording import subject, text, webhook_body
from shared.contracts.deliveries import DeliveryRecord, Refusal
from shared.contracts.messages import AlertRaised, Delivery
from shared.contracts.webhook import secret_of
from shared.messaging.port import Ack, Answer, Message, Retry
from shared.runtime.logs import get_logger

log = get_logger("notifier.deliver")


@dataclass(frozen=True)
class Deliverer:
    """Handles messages. A place that took one is never asked again; a place that is away is asked later.

    `master` derives the webhook secrets of watches; `retries`: how often the broker brings a message again.
    """

    store: DeliveryStore
    webhook: Webhook
    mail: Mail
    telegram: Telegram
    public_url: str
    master: str
    retries: int

    async def handle(self, alert: AlertRaised, message: Message) -> Answer:
        """Retry while a place is away; Ack when every place took or refused the message."""
        last = message.attempt >= self.retries
        waiting = [record for record in await self.store.open(alert) if record.state in OPEN]
        outcomes = await asyncio.gather(*(self._deliver(alert, record, last) for record in waiting))
        away = [outcome.error for outcome in outcomes if isinstance(outcome, Later)]
        return Retry("; ".join(away)) if away else Ack()

    async def refusal(self, delivery: Delivery) -> Refusal | None:
        """Why nothing could be delivered to a place, as far as that can be said without sending."""
        if delivery.type == "webhook":
            return await self.webhook.refusal(delivery.target) if self.master else "not_set_up"
        if delivery.type == "email":
            return self.mail.refusal(delivery.target)
        return self.telegram.refusal(delivery.target)

    async def _deliver(self, alert: AlertRaised, record: DeliveryRecord, last: bool) -> Outcome:
        started = datetime.now(UTC)
        if not await self.store.claim(record.id, started):
            # The other process may die with it: so this message comes again and looks.
            return Later("another process has it in hand")
        outcome = await self._send(alert, record)
        await self.store.note(record.id, outcome, started, last=last)
        log.info(
            "delivery tried",
            message=alert.alert_id,
            tenant=alert.tenant_id,
            type=record.type,
            outcome=type(outcome).__name__.lower(),
            error=getattr(outcome, "error", None),
        )
        return outcome

    async def _send(self, alert: AlertRaised, record: DeliveryRecord) -> Outcome:
        if record.type == "webhook":
            if not self.master:
                return Never("webhook belum disiapkan (GAUNG_SECRET_KEY)")
            secrets = [secret_of(self.master, alert.watch_id, number) for number in alert.secret_versions]
            body = webhook_body(alert, self.public_url)
            return await self.webhook.send(record.target, body, record.id, secrets)
        if record.type == "email":
            return await self.mail.send(
                record.target, subject(alert), text(alert, self.public_url), record.id
            )
        return await self.telegram.send(record.target, text(alert, self.public_url))
