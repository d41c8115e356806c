"""The embedded broker: durable queues in one SQLite file, for one machine with several processes."""

from __future__ import annotations

import asyncio
import sqlite3
import time
import uuid
from collections.abc import Sequence
from contextlib import AbstractAsyncContextManager, suppress
from functools import partial
from pathlib import Path

from shared.contracts.channels import Channel, Queue
from shared.messaging import sqlite_store as store
from shared.messaging.consuming import Delivery, consuming, in_batches, one_by_one
from shared.messaging.metrics import PUBLISHED
from shared.messaging.port import (
    DELIVERY_LIMIT,
    RETRY_DELAYS,
    BatchHandler,
    DeadLetter,
    Depth,
    Handler,
    Message,
    MessagingError,
)
from shared.messaging.sqlite_worker import SqliteWorker
from shared.messaging.verdict import Dead, Done, Later, Verdict

# A killed consumer's messages come back after this long; a living one renews three times as often.
LEASE_SECONDS = 30.0
# A consumer that nothing wakes looks again after this long.
LONGEST_SLEEP = 5.0


class SqliteBroker:
    """The broker port on one SQLite file. Create with `SqliteBroker.open`."""

    def __init__(self, path: Path, retry_delays: Sequence[float], delivery_limit: int, lease: float) -> None:
        self.lease = lease
        self.delivery_limit = delivery_limit
        self._retry_delays = tuple(retry_delays)
        self._feeds: set[_SqliteFeed] = set()
        self.worker = SqliteWorker(path, on_change=self._wake_all, renew=self._renew, renew_every=lease / 3)

    @classmethod
    async def open(
        cls,
        path: Path,
        *,
        retry_delays: Sequence[float] = RETRY_DELAYS,
        delivery_limit: int = DELIVERY_LIMIT,
        lease: float = LEASE_SECONDS,
    ) -> SqliteBroker:
        """Open the file, creating it when missing. Raises BrokerUnavailable."""
        broker = cls(path, retry_delays, delivery_limit, lease)
        await broker.worker.open()
        return broker

    async def publish(self, channel: Channel, message: Message) -> None:
        """See Broker. A queue needs no declaration here, so every channel is deliverable."""
        queues = [queue.name for queue in channel.queues]
        await self.worker.do(lambda c: store.insert(c, queues, message, time.time()), durable=True)
        PUBLISHED.labels(channel.name).inc()
        self.wake(*queues)

    def consume(
        self, queue: Queue, handler: Handler, *, prefetch: int = 16
    ) -> AbstractAsyncContextManager[None]:
        """See Broker."""
        return consuming(self._feed(queue), one_by_one(handler, self._retry_delays, prefetch))

    def consume_batches(
        self, queue: Queue, handler: BatchHandler, *, size: int = 16, wait: float = 0.2
    ) -> AbstractAsyncContextManager[None]:
        """See Broker."""
        return consuming(self._feed(queue), in_batches(handler, self._retry_delays, size, wait))

    async def depth(self, queue: Queue) -> Depth:
        """See Broker."""
        return await self.worker.do(lambda c: store.depth(c, queue.name, time.time()))

    async def dead_letters(self, queue: Queue, *, limit: int = 100) -> list[DeadLetter]:
        """See Broker."""
        return await self.worker.do(lambda c: store.dead_letters(c, queue.name, limit))

    async def replay(self, queue: Queue, ids: Sequence[str] | None = None) -> int:
        """See Broker."""
        moved = await self.worker.do(lambda c: store.replay(c, queue.name, ids, time.time()), durable=True)
        self.wake(queue.name)
        return moved

    async def drop(self, queue: Queue, ids: Sequence[str]) -> int:
        """See Broker."""
        return await self.worker.do(lambda c: store.drop(c, queue.name, ids), durable=True)

    async def close(self) -> None:
        """See Broker."""
        await self.worker.close()

    def wake(self, *queues: str) -> None:
        """Let the consumers of these queues in this process look at once."""
        for feed in self._feeds:
            if feed.queue in queues:
                feed.woken.set()

    def leave(self, feed: _SqliteFeed) -> None:
        """Forget a consumer that ended."""
        self._feeds.discard(feed)

    def _feed(self, queue: Queue) -> _SqliteFeed:
        feed = _SqliteFeed(self, queue)
        self._feeds.add(feed)
        return feed

    def _wake_all(self) -> None:
        for feed in self._feeds:
            feed.woken.set()

    def _renew(self, connection: sqlite3.Connection) -> None:
        # In the worker's thread, on snapshots: a message settled meanwhile has no row to renew any more.
        holding = [(f.owner, tuple(f.held)) for f in tuple(self._feeds) if f.held or f.active]
        if not holding:
            return
        with connection:  # commits, or rolls back
            connection.execute("BEGIN IMMEDIATE")
            for owner, seqs in holding:
                store.renew(connection, owner, seqs, time.time() + self.lease)


class _SqliteFeed:
    """One consumer of one queue: what it holds under lease, and when it should look again."""

    def __init__(self, broker: SqliteBroker, queue: Queue) -> None:
        self.queue = queue.name
        self.owner = str(uuid.uuid4())
        self.held: set[int] = set()
        self.active = False
        self.woken = asyncio.Event()
        self._broker = broker
        self._single_active = queue.single_active
        self._stopped = False

    async def take(self, most: int, within: float | None = None) -> list[Delivery[int]]:
        """See Feed."""
        deadline = None if within is None else time.monotonic() + within
        while not self._stopped:
            self.woken.clear()
            claimed, due = await self._broker.worker.do(partial(self._claim, most))
            if claimed:
                return [Delivery(item.message, item.seq) for item in claimed]
            sleep = LONGEST_SLEEP if due is None else min(max(due - time.time(), 0.001), LONGEST_SLEEP)
            if deadline is not None:
                sleep = min(sleep, deadline - time.monotonic())
                if sleep <= 0:
                    break
            with suppress(TimeoutError):
                await asyncio.wait_for(self.woken.wait(), sleep)
        return []

    def _claim(self, most: int, connection: sqlite3.Connection) -> tuple[list[store.Claimed], float | None]:
        now = time.time()
        lease = self._broker.lease
        due = store.next_due(connection, self.queue)
        if self._stopped or due is None or due > now:
            return [], due
        if self._single_active:
            self.active = store.activate(connection, self.queue, self.owner, now, lease)
            if not self.active:
                return [], now + lease / 3
        claimed = store.claim(
            connection, self.queue, self.owner, most, now, lease, self._broker.delivery_limit
        )
        self.held.update(item.seq for item in claimed)
        return claimed, now

    async def settle(self, delivery: Delivery[int], verdict: Verdict) -> None:
        """See Feed."""
        seq = delivery.tag
        # No longer renewed: if the statement fails, the lease ends and the message comes again.
        self.held.discard(seq)
        now = time.time()
        match verdict:
            case Done():
                await self._broker.worker.do(lambda c: store.forget(c, seq, self.owner))
            case Later():
                await self._broker.worker.do(lambda c: store.postpone(c, seq, self.owner, verdict, now))
                self._broker.wake(self.queue)
            case Dead():
                await self._broker.worker.do(
                    lambda c: store.bury(c, seq, self.owner, verdict, now), durable=True
                )

    def stop(self) -> None:
        """See Feed."""
        self._stopped = True
        self.woken.set()

    async def close(self) -> None:
        """See Feed."""
        seqs = tuple(self.held)
        self.held.clear()
        self._broker.leave(self)

        def leave(connection: sqlite3.Connection) -> None:
            store.release(connection, self.owner, seqs, time.time())
            store.deactivate(connection, self.queue, self.owner)

        with suppress(MessagingError):  # the leases end by themselves
            await self._broker.worker.do(leave)
        self._broker.wake(self.queue)
