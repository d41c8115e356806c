"""The consumer loops against a feed in memory: what must not end a consumer, and how it ends."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence

import pytest

from shared.messaging import consuming as module
from shared.messaging.consuming import Delivery, consuming, in_batches, one_by_one
from shared.messaging.port import Ack, Answer, BrokerUnavailable, Message
from shared.messaging.verdict import Dead, Done, Later, Verdict
from tests.contract.messaging_world import until


class MemoryFeed:
    """Messages 0, 1, 2 … once each; `troubles` are raised by `take` first."""

    queue = "memory"

    def __init__(self, count: int, troubles: Sequence[Exception] = ()) -> None:
        self.waiting = [Delivery(Message("t", "s", str(n), b""), n) for n in range(count)]
        self.troubles = list(troubles)
        self.settled: list[tuple[int, Verdict]] = []
        self.settle_errors: list[Exception] = []
        self.closed = False
        self._stopped = asyncio.Event()

    async def take(self, most: int, within: float | None = None) -> list[Delivery[int]]:
        if self.troubles:
            raise self.troubles.pop(0)
        if self._stopped.is_set():
            return []
        if not self.waiting:
            try:
                await asyncio.wait_for(self._stopped.wait(), within)
            except TimeoutError:
                return []
        taken, self.waiting = self.waiting[:most], self.waiting[most:]
        return taken

    async def settle(self, delivery: Delivery[int], verdict: Verdict) -> None:
        if self.settle_errors:
            raise self.settle_errors.pop(0)
        self.settled.append((delivery.tag, verdict))

    def stop(self) -> None:
        self._stopped.set()

    async def close(self) -> None:
        self.closed = True


@pytest.fixture(autouse=True)
def _no_pause(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "TROUBLE_PAUSE", 0.01)


async def ack(message: Message) -> Answer:
    return Ack()


async def test_troubles_of_the_broker_or_of_ours_do_not_end_a_consumer() -> None:
    feed = MemoryFeed(2, [BrokerUnavailable("away"), KeyError("ours")])
    async with consuming(feed, one_by_one(ack, (), 4)):
        await until(lambda: len(feed.settled) == 2)
    assert feed.closed


@pytest.mark.parametrize("error", [BrokerUnavailable("away"), KeyError("ours")])
async def test_an_answer_that_is_lost_does_not_end_a_consumer(error: Exception) -> None:
    feed = MemoryFeed(2)
    feed.settle_errors = [error]
    async with consuming(feed, one_by_one(ack, (), 1)):
        await until(lambda: feed.settled == [(1, Done())])


async def test_an_answer_of_another_kind_is_a_failure() -> None:
    async def nothing(message: Message) -> Answer:
        return None  # type: ignore[return-value]  # what a handler without a return statement does

    feed = MemoryFeed(1)
    async with consuming(feed, one_by_one(nothing, (), 1)):
        await until(lambda: len(feed.settled) == 1)
    [(_, verdict)] = feed.settled
    assert isinstance(verdict, Dead)
    assert "answered None" in verdict.reason


async def test_a_handler_cancelled_from_within_is_a_failure_like_any_other() -> None:
    async def cancelled(message: Message) -> Answer:
        raise asyncio.CancelledError

    feed = MemoryFeed(1)
    async with consuming(feed, one_by_one(cancelled, (5.0,), 1)):
        await until(lambda: len(feed.settled) == 1)
    assert feed.settled == [(0, Later(5.0, 1, "RuntimeError: the handler was cancelled from within"))]


async def test_one_answer_of_another_kind_in_a_batch_spoils_only_its_message() -> None:
    async def half(messages: Sequence[Message]) -> Sequence[Answer]:
        return [Ack(), "done"]  # type: ignore[list-item]  # a mistake that a handler may make

    feed = MemoryFeed(2)
    async with consuming(feed, in_batches(half, (), 2, 0.01)):
        await until(lambda: len(feed.settled) == 2)
    verdicts = dict(feed.settled)
    assert verdicts[0] == Done()
    assert isinstance(verdicts[1], Dead)


async def test_leaving_waits_for_handlers_but_not_for_ever(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "GRACE_SECONDS", 0.1)
    started, cancelled = asyncio.Event(), asyncio.Event()

    async def endless(message: Message) -> Answer:
        started.set()
        try:
            await asyncio.sleep(60)
        except asyncio.CancelledError:
            cancelled.set()
            raise
        return Ack()

    feed = MemoryFeed(1)
    async with asyncio.timeout(5):
        async with consuming(feed, one_by_one(endless, (), 1)):
            await started.wait()
        await cancelled.wait()
    assert feed.settled == []  # not answered: the broker gives it to another consumer
    assert feed.closed
