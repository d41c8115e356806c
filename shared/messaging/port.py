"""The broker port: what every adapter promises, in the words of those who send and handle messages."""

from __future__ import annotations

import uuid
from collections.abc import Awaitable, Callable, Sequence
from contextlib import AbstractAsyncContextManager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Protocol

from shared.contracts.channels import Channel, Queue
from shared.contracts.messages import Event

# 10 s, 1 min, 10 min, 1 h: a restart, a hiccup, an outage, an evening. After the last one: quarantine.
RETRY_DELAYS: tuple[float, ...] = (10.0, 60.0, 600.0, 3600.0)
# Deliveries of one message without an answer (the consumer died) before it is quarantined.
DELIVERY_LIMIT = 5


class MessagingError(Exception):
    """Something between us and the broker failed."""


class BrokerUnavailable(MessagingError):
    """The broker cannot be reached, or refused us; the message says which address and why."""


class UndeliverableMessage(MessagingError):
    """No queue took the message; it was not accepted."""


class InvalidMessage(MessagingError):
    """The headers or the body do not make a message of a known type."""


@dataclass(frozen=True)
class Message:
    """A CloudEvents 1.0 message: attributes as headers, a JSON body that is one contract model.

    `time` is UTC. `attempt` counts handler answers of Retry so far (0 on first delivery).
    """

    type: str
    source: str
    subject: str
    data: bytes
    id: str = field(default_factory=lambda: str(uuid.uuid4()))
    time: datetime = field(default_factory=lambda: datetime.now(UTC))
    traceparent: str | None = None
    attempt: int = 0

    @classmethod
    def of(
        cls, event: Event, *, source: str, traceparent: str | None = None, id: str | None = None
    ) -> Message:
        """Wrap an event; `source` is the producing service, e.g. ``crawler``."""
        return cls(
            type=event.TYPE,
            source=f"gaung/{source}",
            subject=event.subject(),
            data=event.model_dump_json().encode(),
            traceparent=traceparent,
            id=id or str(uuid.uuid4()),
        )


@dataclass(frozen=True)
class Ack:
    """Done: forget the message."""


@dataclass(frozen=True)
class Retry:
    """Not now: deliver again after the next of RETRY_DELAYS; after the last one, quarantine with `reason`."""

    reason: str


@dataclass(frozen=True)
class Quarantine:
    """Never: keep it aside with the reason until a person decides."""

    reason: str


Answer = Ack | Retry | Quarantine
Handler = Callable[[Message], Awaitable[Answer]]
BatchHandler = Callable[[Sequence[Message]], Awaitable[Sequence[Answer]]]


@dataclass(frozen=True)
class Depth:
    """How many messages a queue holds: ready now, waiting for a retry, set aside.

    `in_hand` counts those that consumers hold; RabbitMQ does not tell it over AMQP, there it is 0.
    """

    ready: int
    delayed: int
    quarantined: int
    in_hand: int = 0


@dataclass(frozen=True)
class DeadLetter:
    """A quarantined message with everything needed to understand and to replay it."""

    id: str
    queue: str
    reason: str
    stack: str | None
    dead_at: datetime
    message: Message


class Broker(Protocol):
    """Durable queues with competing consumers, at-least-once delivery, delayed retries and a quarantine.

    Every method raises BrokerUnavailable when the broker cannot be reached within `timeout`;
    consumers reconnect by themselves for as long as their context is open.
    """

    async def publish(self, channel: Channel, message: Message) -> None:
        """Return once every queue of the channel holds the message durably (confirmed).

        Raises UndeliverableMessage when no queue is bound to a channel that has queues.
        """
        ...

    def consume(
        self, queue: Queue, handler: Handler, *, prefetch: int = 16
    ) -> AbstractAsyncContextManager[None]:
        """Handle messages one by one (up to `prefetch` at a time, concurrently) while the context is open.

        An exception in the handler is a Retry, then a Quarantine with its stack. Leaving the context waits
        for handlers in hand (20 s at most) and returns what was prefetched to the queue.
        """
        ...

    def consume_batches(
        self, queue: Queue, handler: BatchHandler, *, size: int = 16, wait: float = 0.2
    ) -> AbstractAsyncContextManager[None]:
        """Handle up to `size` messages in one call, waiting at most `wait` seconds for more to arrive.

        The handler answers for each message, in order; an exception counts for every message of the batch.
        """
        ...

    async def depth(self, queue: Queue) -> Depth:
        """How many messages of a queue are in which state."""
        ...

    async def dead_letters(self, queue: Queue, *, limit: int = 100) -> list[DeadLetter]:
        """The oldest quarantined messages of a queue, without removing them."""
        ...

    async def replay(self, queue: Queue, ids: Sequence[str] | None = None) -> int:
        """Put quarantined messages (all when `ids` is None) back with attempt 0; how many were moved."""
        ...

    async def drop(self, queue: Queue, ids: Sequence[str]) -> int:
        """Delete quarantined messages; how many were deleted."""
        ...

    async def close(self) -> None:
        """Close connections. Idempotent."""
        ...
