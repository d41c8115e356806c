"""Refuses places that nothing could be delivered to, before a watch names them."""

from __future__ import annotations

from collections.abc import Sequence

from services.gateway.notifier_client import NotifierClient
from services.gateway.problems import invalid, refused
from shared.contracts.deliveries import Refusal
from shared.contracts.messages import Delivery

_MESSAGES: dict[Refusal, str] = {
    "malformed": "bukan alamat yang dapat dikirimi",
    "private_network": "tidak ditemukan, atau berada di jaringan privat yang tidak diizinkan pengelola",
    "not_set_up": "saluran ini belum disiapkan pengelola",
}


async def must_be_deliverable(
    notifier: NotifierClient, deliveries: Sequence[Delivery], known: Sequence[Delivery] = ()
) -> None:
    """Ask the notifier about each place that is not `known`. Raises Problem (400) that names the refused."""
    errors = []
    for place, delivery in enumerate(deliveries):
        if delivery in known:
            continue
        refusal = await notifier.refusal(delivery)
        if refusal is not None:
            errors.append(refused("body", f"channels.{place}.target", _MESSAGES[refusal]))
    if errors:
        raise invalid(*errors)
