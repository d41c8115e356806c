"""Delete what a test left on the shared RabbitMQ: every queue and the exchange of one namespace."""

from __future__ import annotations

from collections.abc import Iterable

import aio_pika

from shared.contracts.channels import CHANNELS
from shared.messaging.connect import amqp_address
from shared.messaging.port import DELIVERY_LIMIT, RETRY_DELAYS
from shared.messaging.rabbitmq_topology import Topology

PRODUCT_QUEUES = tuple(queue.name for channel in CHANNELS for queue in channel.queues)


async def delete_namespace(
    url: str,
    *,
    queues: Iterable[str] = PRODUCT_QUEUES,
    delays: Iterable[float] = RETRY_DELAYS,
    exchange: bool = True,
) -> None:
    """Delete the queues, their delays and quarantines, and the exchange, in this address's namespace.

    What is not there is no error. Refuses an address without namespace: those queues are somebody's.
    """
    address, namespace = amqp_address(url)
    if not namespace:
        raise ValueError("only a namespace of a test may be deleted")
    topology = Topology(namespace, (), DELIVERY_LIMIT)
    delays = tuple(delays)
    async with await aio_pika.connect(address) as connection, connection.channel() as channel:
        for queue in queues:
            for name in (
                topology.queue(queue),
                topology.dead(queue),
                *(topology.delay(queue, d) for d in delays),
            ):
                await channel.queue_delete(name)
        if exchange:
            await channel.exchange_delete(topology.exchange)
