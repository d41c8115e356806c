"""What stands on RabbitMQ for our channels: one exchange, and each queue with delays and quarantine."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from aio_pika import ExchangeType
from aio_pika.abc import AbstractChannel, AbstractQueue

from shared.contracts.channels import EXCHANGE, Channel, Queue
from shared.messaging.port import Depth


class Topology:
    """Names and declarations; `namespace` is put before every name, empty in a normal installation."""

    def __init__(self, namespace: str, retry_delays: Sequence[float], delivery_limit: int) -> None:
        self._prefix = f"{namespace}." if namespace else ""
        self._retry_delays = tuple(retry_delays)
        self._delivery_limit = delivery_limit
        self.exchange = self._prefix + EXCHANGE

    def queue(self, queue: str) -> str:
        """The queue that consumers read."""
        return self._prefix + queue

    def delay(self, queue: str, seconds: float) -> str:
        """The queue where messages wait; one for each delay, so that none waits behind a longer one."""
        return f"{self._prefix}{queue}.retry.{round(seconds * 1000)}"

    def dead(self, queue: str) -> str:
        """The quarantine."""
        return f"{self._prefix}{queue}.dead"

    async def declare(self, channel: AbstractChannel, queue: Queue) -> Depth:
        """Declare (what exists already, stays) the queues of one consumer group; tells their lengths."""
        main = await channel.declare_queue(
            self.queue(queue.name), durable=True, arguments=self._main_arguments(queue)
        )
        delayed = 0
        for seconds in self._retry_delays:
            waiting = await channel.declare_queue(
                self.delay(queue.name, seconds),
                durable=True,
                arguments={
                    **_quorum(dead_letter_to=self.queue(queue.name)),
                    "x-message-ttl": round(seconds * 1000),
                },
            )
            delayed += waiting.declaration_result.message_count or 0
        dead = await self.declare_dead(channel, queue)
        return Depth(
            ready=main.declaration_result.message_count or 0,
            delayed=delayed,
            quarantined=dead.declaration_result.message_count or 0,
        )

    async def declare_dead(self, channel: AbstractChannel, queue: Queue) -> AbstractQueue:
        """Declare the quarantine of a queue.

        A classic queue: people look at it again and again, and a quorum queue counts every look as a failed
        delivery, up to the limit that RabbitMQ 4 sets by default.
        """
        return await channel.declare_queue(
            self.dead(queue.name), durable=True, arguments={"x-queue-type": "classic"}
        )

    async def bind(self, channel: AbstractChannel, events: Channel) -> None:
        """Declare the exchange and every queue of a channel, and bind them by the channel's name."""
        await channel.declare_exchange(self.exchange, ExchangeType.TOPIC, durable=True)
        for queue in events.queues:
            await self.declare(channel, queue)
            bound = await channel.get_queue(self.queue(queue.name), ensure=False)
            await bound.bind(self.exchange, routing_key=events.name)

    def _main_arguments(self, queue: Queue) -> dict[str, Any]:
        arguments = {
            **_quorum(dead_letter_to=self.dead(queue.name)),
            # The broker lets a message through while its count of returns is not above this number.
            "x-delivery-limit": self._delivery_limit - 1,
        }
        if queue.single_active:
            arguments["x-single-active-consumer"] = True
        return arguments


def _quorum(dead_letter_to: str) -> dict[str, Any]:
    return {
        "x-queue-type": "quorum",
        "x-dead-letter-exchange": "",
        "x-dead-letter-routing-key": dead_letter_to,
        # The dead message leaves this queue only when the other one has confirmed it; needs reject-publish,
        # which without a maximum length rejects nothing.
        "x-dead-letter-strategy": "at-least-once",
        "x-overflow": "reject-publish",
    }
