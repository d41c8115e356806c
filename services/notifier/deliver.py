"""Delivers an alert to every place it names that does not have it yet."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass

from services.notifier.mail import Mail
from services.notifier.outcome import Later, Outcome
from services.notifier.store import DeliveryStore
from services.notifier.telegram import Telegram
from services.notifier.webhook import Webhook
from services.notifier.wording import subject, text, webhook_body
from shared.contracts.deliveries import DeliveryRecord
from shared.contracts.messages import AlertRaised
from shared.messaging.port import Ack, Answer, Message, Retry
from shared.runtime.logs import get_logger

log = get_logger("notifier.deliver")


@dataclass(frozen=True)
class Deliverer:
    """Handles alerts. A place that took one is never asked again; a place that is away is asked later."""

    store: DeliveryStore
    webhook: Webhook
    mail: Mail
    telegram: Telegram
    public_url: str

    async def handle(self, alert: AlertRaised, message: Message) -> Answer:
        """Retry while a place is away; Ack when every place took or refused the alert."""
        waiting = [record for record in await self.store.open(alert) if record.state == "waiting"]
        outcomes = await asyncio.gather(*(self._deliver(alert, record) for record in waiting))
        away = [outcome.error for outcome in outcomes if isinstance(outcome, Later)]
        return Retry("; ".join(away)) if away else Ack()

    async def _deliver(self, alert: AlertRaised, record: DeliveryRecord) -> Outcome:
        outcome = await self._send(alert, record)
        await self.store.note(record.id, outcome)
        log.info(
            "delivery tried",
            alert=alert.alert_id,
            tenant=alert.tenant_id,
            type=record.type,
            outcome=type(outcome).__name__.lower(),
            error=getattr(outcome, "error", None),
        )
        return outcome

    async def _send(self, alert: AlertRaised, record: DeliveryRecord) -> Outcome:
        if record.type == "webhook":
            return await self.webhook.send(record.target, webhook_body(alert, self.public_url), record.id)
        if record.type == "email":
            return await self.mail.send(
                record.target, subject(alert), text(alert, self.public_url), record.id
            )
        return await self.telegram.send(record.target, text(alert, self.public_url))
