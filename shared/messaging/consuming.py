"""The consumer loops that every adapter shares: one message at a time, or in batches, and an orderly end."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable, Coroutine, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass
from typing import Any, Generic, Protocol, TypeVar

from structlog.contextvars import bound_contextvars

from shared.messaging.metrics import HANDLED, HANDLING_SECONDS
from shared.messaging.port import (
    Ack,
    Answer,
    BatchHandler,
    Handler,
    Message,
    MessagingError,
    Quarantine,
    Retry,
)
from shared.messaging.verdict import Dead, Done, Later, Verdict, verdict
from shared.runtime.logs import get_logger

log = get_logger("messaging")

# A process must leave within 20 s of SIGTERM; handlers in hand get all of it.
GRACE_SECONDS = 20.0
# Between two looks at a broker that does not answer.
TROUBLE_PAUSE = 1.0

A = TypeVar("A")
T = TypeVar("T")


@dataclass(frozen=True)
class Delivery(Generic[T]):
    """A message in hand and the adapter's own handle on it."""

    message: Message
    tag: T


class Feed(Protocol[T]):
    """Where a consumer loop gets its messages and leaves its verdicts; one for each consumer."""

    queue: str

    async def take(self, most: int, within: float | None = None) -> list[Delivery[T]]:
        """Wait for messages, at most `within` seconds; empty when time is up or the feed was stopped."""
        ...

    async def settle(self, delivery: Delivery[T], verdict: Verdict) -> None:
        """Carry out a verdict, durably; after a MessagingError the message will be delivered again."""
        ...

    def stop(self) -> None:
        """Let `take` come back empty from now on."""
        ...

    async def close(self) -> None:
        """Return to the queue whatever was delivered and not settled."""
        ...


Loop = Callable[[Feed[T]], Coroutine[Any, Any, None]]


@asynccontextmanager
async def consuming(feed: Feed[T], loop: Loop[T]) -> AsyncIterator[None]:
    """Run a loop beside the caller; on leaving wait for what is in hand, then return the rest."""
    task = asyncio.create_task(loop(feed), name=f"consume {feed.queue}")
    try:
        yield
    finally:
        feed.stop()
        _, late = await asyncio.wait({task}, timeout=GRACE_SECONDS)
        if late:
            log.warning("handlers did not finish in time", queue=feed.queue, seconds=GRACE_SECONDS)
            task.cancel()
        ended = (await asyncio.gather(task, return_exceptions=True))[0]
        if isinstance(ended, Exception):
            log.error("consumer loop failed", queue=feed.queue, exc_info=ended)
        await feed.close()


def one_by_one(handler: Handler, delays: Sequence[float], prefetch: int) -> Loop[Any]:
    """A loop that handles up to `prefetch` messages concurrently."""

    async def handle(feed: Feed[T], delivery: Delivery[T]) -> None:
        message = delivery.message
        with (
            bound_contextvars(queue=feed.queue, message=message.id, subject=message.subject),
            HANDLING_SECONDS.labels(feed.queue).time(),
        ):
            outcome = _checked(await _outcome(handler(message)))
        await _settle(feed, delivery, verdict(outcome, message.attempt, delays))

    async def loop(feed: Feed[T]) -> None:
        hands: set[asyncio.Task[None]] = set()
        try:
            while True:
                if len(hands) >= prefetch:
                    await asyncio.wait(hands, return_when=asyncio.FIRST_COMPLETED)
                deliveries = await _take(feed, prefetch - len(hands))
                if not deliveries:
                    break
                for delivery in deliveries:
                    hand = asyncio.create_task(handle(feed, delivery))
                    hands.add(hand)
                    hand.add_done_callback(hands.discard)
            await asyncio.gather(*hands)
        finally:
            for hand in hands:
                hand.cancel()

    return loop


def in_batches(handler: BatchHandler, delays: Sequence[float], size: int, wait: float) -> Loop[Any]:
    """A loop that collects up to `size` messages for at most `wait` seconds and handles them in one call."""

    async def answers(messages: Sequence[Message]) -> list[Answer | Exception]:
        given = await _outcome(handler(messages))
        if isinstance(given, Exception):
            return [given] * len(messages)
        if len(given) != len(messages):
            error = ValueError(f"the handler gave {len(given)} answers for {len(messages)} messages")
            return [error] * len(messages)
        return [_checked(answer) for answer in given]

    async def loop(feed: Feed[T]) -> None:
        while batch := await _take(feed, size):
            deadline = asyncio.get_running_loop().time() + wait
            while len(batch) < size:
                left = deadline - asyncio.get_running_loop().time()
                more = await _take(feed, size - len(batch), left) if left > 0 else []
                if not more:
                    break
                batch += more
            with bound_contextvars(queue=feed.queue), HANDLING_SECONDS.labels(feed.queue).time():
                outcomes = await answers([delivery.message for delivery in batch])
            verdicts = [verdict(o, d.message.attempt, delays) for d, o in zip(batch, outcomes, strict=True)]
            await asyncio.gather(*(_settle(feed, d, v) for d, v in zip(batch, verdicts, strict=True)))

    return loop


async def _outcome(answering: Awaitable[A]) -> A | Exception:
    try:
        return await answering
    except Exception as error:
        return error
    except asyncio.CancelledError as error:
        # Something inside the handler was cancelled, not the handler by us: a failure like any other.
        if (task := asyncio.current_task()) is not None and task.cancelling():
            raise
        failure = RuntimeError("the handler was cancelled from within")
        failure.__cause__ = error
        return failure


def _checked(outcome: Answer | Exception) -> Answer | Exception:
    if isinstance(outcome, Ack | Retry | Quarantine | Exception):
        return outcome
    return TypeError(f"the handler answered {outcome!r} instead of Ack, Retry or Quarantine")


async def _take(feed: Feed[T], most: int, within: float | None = None) -> list[Delivery[T]]:
    """`feed.take`, patient with a broker that is away."""
    while True:
        try:
            return await feed.take(most, within)
        except MessagingError as error:
            log.warning("cannot take messages, will try again", queue=feed.queue, error=str(error))
        except Exception:
            # A consumer must not end quietly while its process lives.
            log.exception("taking messages failed, will try again", queue=feed.queue)
        if within is not None:
            return []
        await asyncio.sleep(TROUBLE_PAUSE)


async def _settle(feed: Feed[T], delivery: Delivery[T], given: Verdict) -> None:
    match given:
        case Later(delay, attempt, reason):
            answer = "retry"
            log.warning(
                "message will be retried",
                queue=feed.queue, message=delivery.message.id, attempt=attempt, delay=delay, reason=reason,
            )  # fmt: skip
        case Dead(reason, stack):
            answer = "quarantine"
            log.error(
                "message quarantined",
                queue=feed.queue, message=delivery.message.id, reason=reason, stack=stack,
            )  # fmt: skip
        case Done():
            answer = "ack"
    try:
        await feed.settle(delivery, given)
    except MessagingError as error:
        answer = "lost"
        log.warning(
            "answer did not reach the broker, the message will come again",
            queue=feed.queue, message=delivery.message.id, error=str(error),
        )  # fmt: skip
    except Exception:
        answer = "lost"
        log.exception("settling failed", queue=feed.queue, message=delivery.message.id)
    HANDLED.labels(feed.queue, answer).inc()
