"""Delivers a message to every place it names that does not have it yet."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial

from services.notifier.mail import Mail
from services.notifier.outcome import Never, Outcome
from services.notifier.store import DeliveryStore
from services.notifier.telegram import LONGEST_TEXT, Telegram
from services.notifier.tries import Tries
from services.notifier.webhook import Webhook
from services.notifier.wording import subject, text, webhook_body
from shared.contracts.deliveries import DeliveryRecord, Refusal
from shared.contracts.messages import AlertRaised, Delivery
from shared.contracts.webhook import secret_of
from shared.messaging.port import Answer, Message


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
        tries = Tries(self.store, partial(self._send, alert), last=message.attempt >= self.retries)
        return await tries.make(await self.store.open(alert))

    async def refusal(self, delivery: Delivery) -> Refusal | None:
        """Why nothing could be delivered to a place, as far as that can be said without sending."""
        if delivery.type == "webhook":
            return await self.webhook.refusal(delivery.target) if self.master else "not_set_up"
        if delivery.type == "email":
            return self.mail.refusal(delivery.target)
        return self.telegram.refusal(delivery.target)

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
        return await self.telegram.send(record.target, text(alert, self.public_url, LONGEST_TEXT))
