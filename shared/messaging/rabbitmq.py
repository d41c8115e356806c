"""The broker of a province: RabbitMQ with quorum queues, publisher confirms and mandatory delivery."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Sequence
from contextlib import AbstractAsyncContextManager
from dataclasses import replace
from typing import Any

from aio_pika.abc import AbstractChannel, AbstractIncomingMessage
from yarl import URL

from shared.contracts.channels import Channel, Queue
from shared.messaging.consuming import consuming, in_batches, one_by_one
from shared.messaging.metrics import PUBLISHED
from shared.messaging.port import (
    DELIVERY_LIMIT,
    RETRY_DELAYS,
    BatchHandler,
    DeadLetter,
    Depth,
    Handler,
    Message,
    UndeliverableMessage,
)
from shared.messaging.rabbitmq_feed import RabbitFeed
from shared.messaging.rabbitmq_link import ANSWER_SECONDS, Link
from shared.messaging.rabbitmq_topology import Topology
from shared.messaging.rabbitmq_wire import dead_letter, to_amqp


class RabbitBroker:
    """The broker port on RabbitMQ ≥ 3.10. Create with `RabbitBroker.open`."""

    def __init__(self, link: Link, topology: Topology, retry_delays: Sequence[float]) -> None:
        self._link = link
        self._topology = topology
        self._retry_delays = tuple(retry_delays)
        self._publishing: AbstractChannel | None = None
        self._bound: set[str] = set()
        self._lock = asyncio.Lock()

    @classmethod
    async def open(
        cls,
        url: URL,
        *,
        namespace: str = "",
        retry_delays: Sequence[float] = RETRY_DELAYS,
        delivery_limit: int = DELIVERY_LIMIT,
    ) -> RabbitBroker:
        """Connect. Raises BrokerUnavailable within about 5 s."""
        broker = cls(Link(url), Topology(namespace, retry_delays, delivery_limit), retry_delays)
        await broker._link.connection()
        return broker

    async def publish(self, channel: Channel, message: Message) -> None:
        """See Broker."""
        publishing = await self._publisher(channel)
        try:
            with self._link.border():
                exchange = await publishing.get_exchange(self._topology.exchange, ensure=False)
                await exchange.publish(
                    to_amqp(message),
                    routing_key=channel.name,
                    mandatory=bool(channel.queues),
                    timeout=ANSWER_SECONDS,
                )
        except UndeliverableMessage:
            # Somebody deleted the queues; the next publish declares them again.
            self._bound.discard(channel.name)
            raise
        PUBLISHED.labels(channel.name).inc()

    def consume(
        self, queue: Queue, handler: Handler, *, prefetch: int = 16
    ) -> AbstractAsyncContextManager[None]:
        """See Broker."""
        return consuming(self._feed(queue, prefetch), one_by_one(handler, self._retry_delays, prefetch))

    def consume_batches(
        self, queue: Queue, handler: BatchHandler, *, size: int = 16, wait: float = 0.2
    ) -> AbstractAsyncContextManager[None]:
        """See Broker."""
        return consuming(self._feed(queue, size), in_batches(handler, self._retry_delays, size, wait))

    async def depth(self, queue: Queue) -> Depth:
        """See Broker."""
        async with self._link.channel() as channel:
            return await self._topology.declare(channel, queue)

    async def dead_letters(self, queue: Queue, *, limit: int = 100) -> list[DeadLetter]:
        """See Broker. While it looks, the messages count as in hand; then they go back to their places."""
        async with self._link.channel() as channel:
            dead = await self._topology.declare_dead(channel, queue)
            got: list[AbstractIncomingMessage] = []
            while len(got) < limit and (one := await dead.get(fail=False, timeout=ANSWER_SECONDS)):
                got.append(one)
        return [dead_letter(incoming, queue.name) for incoming in got]

    async def replay(self, queue: Queue, ids: Sequence[str] | None = None) -> int:
        """See Broker."""

        async def move(letter: DeadLetter) -> None:
            fresh = replace(letter.message, attempt=0)
            await self._publish_to(self._topology.queue(queue.name), fresh, {})

        return await self._settle_dead(queue, lambda letter: ids is None or letter.id in ids, move)

    async def drop(self, queue: Queue, ids: Sequence[str]) -> int:
        """See Broker."""

        async def forget(letter: DeadLetter) -> None:
            return None

        return await self._settle_dead(queue, lambda letter: letter.id in ids, forget)

    async def close(self) -> None:
        """See Broker. Channels before the connection: the library then leaves no callback behind."""
        if self._publishing is not None and not self._publishing.is_closed:
            await self._link.leave(self._publishing)
        await self._link.close()

    def _feed(self, queue: Queue, prefetch: int) -> RabbitFeed:
        return RabbitFeed(self._link, self._topology, self._publish_to, queue, prefetch)

    async def _publisher(self, channel: Channel | None = None) -> AbstractChannel:
        """The publishing channel, after the queues of a channel were declared once on this connection."""
        async with self._lock:
            if self._publishing is None or self._publishing.is_closed:
                self._publishing = await self._link.open()
                self._bound.clear()
            if channel is not None and channel.name not in self._bound:
                async with self._link.channel() as declaring:
                    await self._topology.bind(declaring, channel)
                self._bound.add(channel.name)
            return self._publishing

    async def _publish_to(self, queue: str, message: Message, notes: dict[str, Any]) -> None:
        publishing = await self._publisher()
        with self._link.border():
            await publishing.default_exchange.publish(
                to_amqp(message, notes), routing_key=queue, timeout=ANSWER_SECONDS
            )

    async def _settle_dead(
        self,
        queue: Queue,
        chosen: Callable[[DeadLetter], bool],
        settle: Callable[[DeadLetter], Awaitable[None]],
    ) -> int:
        settled = 0
        async with self._link.channel() as channel:
            await self._topology.declare(channel, queue)
            dead = await self._topology.declare_dead(channel, queue)
            # What was replayed and failed again meanwhile waits for the next call.
            for _ in range(dead.declaration_result.message_count or 0):
                incoming = await dead.get(fail=False, timeout=ANSWER_SECONDS)
                if incoming is None:
                    break
                letter = dead_letter(incoming, queue.name)
                if chosen(letter):
                    await settle(letter)
                    await incoming.ack()
                    settled += 1
        return settled
