"""One consumer on RabbitMQ: what was delivered and waits, verdicts as publish-then-acknowledge, a new start
after the connection broke."""

from __future__ import annotations

import asyncio
from collections import deque
from collections.abc import Awaitable, Callable
from contextlib import suppress
from dataclasses import replace
from datetime import UTC, datetime
from functools import partial
from typing import Any

from aio_pika.abc import AbstractChannel, AbstractIncomingMessage

from shared.contracts.channels import Queue
from shared.messaging.consuming import Delivery
from shared.messaging.port import Message, MessagingError
from shared.messaging.rabbitmq_link import ANSWER_SECONDS, Link
from shared.messaging.rabbitmq_topology import Topology
from shared.messaging.rabbitmq_wire import dead_notes, from_amqp
from shared.messaging.verdict import Dead, Done, Later, Verdict
from shared.runtime.logs import get_logger

log = get_logger("messaging.rabbitmq")

# The broker tells consumers of a deletion before the queue is gone; who declares it again at once may be
# left with a consumer on nothing.
QUEUE_GONE_SECONDS = 1.0

PublishTo = Callable[[str, Message, dict[str, Any]], Awaitable[None]]
"""Publish to a queue by name, confirmed, with further headers."""


class RabbitFeed:
    """See Feed. `prefetch` bounds what the broker sends ahead of our answers."""

    def __init__(self, link: Link, topology: Topology, publish_to: PublishTo, queue: Queue, prefetch: int):
        self.queue = queue.name
        self._link = link
        self._topology = topology
        self._publish_to = publish_to
        self._declared = queue
        self._prefetch = prefetch
        self._channel: AbstractChannel | None = None
        self._cancel: Callable[[], Awaitable[object]] | None = None
        self._arrived: deque[AbstractIncomingMessage] = deque()
        self._stir = asyncio.Event()
        self._broken = False
        self._queue_gone = False
        self._stopped = False

    async def take(self, most: int, within: float | None = None) -> list[Delivery[AbstractIncomingMessage]]:
        """See Feed. Raises BrokerUnavailable while the broker is away."""
        loop = asyncio.get_running_loop()
        deadline = None if within is None else loop.time() + within
        while not self._stopped:
            self._stir.clear()
            if self._channel is None or self._broken:
                await self._subscribe()
            if self._arrived:
                taken = [self._arrived.popleft() for _ in range(min(most, len(self._arrived)))]
                return [Delivery(from_amqp(incoming), incoming) for incoming in taken]
            try:
                async with asyncio.timeout_at(deadline):
                    await self._stir.wait()
            except TimeoutError:
                break
        return []

    async def settle(self, delivery: Delivery[AbstractIncomingMessage], verdict: Verdict) -> None:
        """See Feed. Killed between publish and acknowledge, the message is there twice, never lost."""
        message, incoming = delivery.message, delivery.tag
        try:
            match verdict:
                case Later(delay, attempt, _):
                    await self._publish_to(
                        self._topology.delay(self.queue, delay), replace(message, attempt=attempt), {}
                    )
                case Dead():
                    notes = dead_notes(verdict, datetime.now(UTC))
                    await self._publish_to(self._topology.dead(self.queue), message, notes)
                case Done():
                    pass
        except MessagingError:
            with suppress(MessagingError), self._link.border():
                # A reject counts toward the delivery limit, so that this cannot go on for ever.
                await incoming.reject(requeue=True)
            raise
        with self._link.border():
            await incoming.ack()

    def stop(self) -> None:
        """See Feed."""
        self._stopped = True
        self._stir.set()

    async def close(self) -> None:
        """See Feed. What nobody looked at is returned first, then closing the channel returns the rest.

        From RabbitMQ 4.3 on the former does not count toward the delivery limit; before, both do.
        """
        if self._channel is None:
            return
        with suppress(MessagingError), self._link.border():
            async with asyncio.timeout(ANSWER_SECONDS):
                if self._cancel is not None:
                    await self._cancel()
                for incoming in self._arrived:
                    await incoming.nack(requeue=True)
        await self._link.leave(self._channel)

    async def _subscribe(self) -> None:
        if self._channel is not None:
            log.info("consumer starts again", queue=self.queue)
            await self._link.leave(self._channel)
            self._channel = self._cancel = None
        if self._queue_gone:
            self._queue_gone = False
            await asyncio.sleep(QUEUE_GONE_SECONDS)
        self._arrived.clear()
        channel = await self._link.open(prefetch=self._prefetch)
        try:
            with self._link.border():
                async with asyncio.timeout(ANSWER_SECONDS):
                    await self._topology.declare(channel, self._declared)
                    channel.close_callbacks.add(self._on_broken)
                    (await channel.get_underlay_channel()).on_consumer_cancel_callbacks.add(
                        self._on_queue_gone
                    )
                    queue = await channel.get_queue(self._topology.queue(self.queue), ensure=False)
                    self._broken = False
                    self._channel = channel
                    tag = await queue.consume(self._on_arrival)
                    self._cancel = partial(queue.cancel, tag)
        except BaseException:
            self._broken = True
            await self._link.leave(channel)
            raise

    async def _on_arrival(self, incoming: AbstractIncomingMessage) -> None:
        self._arrived.append(incoming)
        self._stir.set()

    def _on_queue_gone(self, *_: object) -> None:
        self._queue_gone = True
        self._on_broken()

    def _on_broken(self, *_: object) -> None:
        self._broken = True
        self._stir.set()
