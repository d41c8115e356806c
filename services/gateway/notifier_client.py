"""The notifier as the gateway sees it: where messages went, and whether a place can be delivered to."""

from __future__ import annotations

from collections.abc import Sequence
from typing import get_args

from services.gateway.internal_calls import Refused, ask, call
from shared.contracts.deliveries import (
    ChannelCheck,
    ChannelHealth,
    Channels,
    ChannelVerdict,
    Deliveries,
    DeliveryRecord,
    Refusal,
)
from shared.contracts.messages import Delivery, ReportReady
from shared.runtime.clients import Clients


class RecipientRefused(Exception):
    """The notifier could send nothing to this `address`; `refusal` says why."""

    def __init__(self, address: str, refusal: Refusal) -> None:
        super().__init__(f"{address}: {refusal}")
        self.address = address
        self.refusal = refusal


class NotifierClient:
    """Every method raises ServiceUnavailable when the notifier does not answer."""

    def __init__(self, clients: Clients) -> None:
        self._clients = clients

    async def deliveries(self, message_ids: Sequence[str]) -> list[DeliveryRecord]:
        """Where messages went, oldest first."""
        if not message_ids:
            return []
        params = [("alert_id", message_id) for message_id in message_ids]
        client = self._clients.to("notifier")
        return (await call(client, "notifier", "GET", "/deliveries", Deliveries, params=params)).items

    async def channels(self, tenant_id: str) -> list[ChannelHealth]:
        """How the places that a tenant's watches deliver to fared lately."""
        params = {"tenant_id": tenant_id}
        client = self._clients.to("notifier")
        return (await call(client, "notifier", "GET", "/channels", Channels, params=params)).items

    async def refusal(self, delivery: Delivery) -> Refusal | None:
        """Why nothing could be delivered to a place; None when nothing speaks against it."""
        body = ChannelCheck(delivery=delivery).model_dump()
        client = self._clients.to("notifier")
        return (await call(client, "notifier", "POST", "/channels/check", ChannelVerdict, json=body)).refusal

    async def send_report(self, report: ReportReady) -> None:
        """Hand a report over for its recipients.

        Raises RecipientRefused, also when mail is not set up, and Refused for anything else.
        """
        try:
            await ask(self._clients.to("notifier"), "notifier", "/reports", report, Deliveries)
        except Refused as error:
            refused = _of_recipient(error)
            if refused is None:
                raise
            raise refused from error


def _of_recipient(error: Refused) -> RecipientRefused | None:
    """What ``address: refusal`` says; None when something else was refused."""
    address, _, told = str(error).rpartition(": ")
    for refusal in get_args(Refusal):
        if error.name == "recipients" and told == refusal:
            return RecipientRefused(address, refusal)
    return None
