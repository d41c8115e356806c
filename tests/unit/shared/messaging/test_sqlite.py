"""What is particular to the embedded broker: the file, its lock, its leases, and quiet when idle."""

from __future__ import annotations

import asyncio
import sqlite3
import time
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from shared.contracts.channels import SEARCH_STORIES, channel_of
from shared.contracts.messages import ArticleStored
from shared.messaging import sqlite_worker
from shared.messaging.port import Ack, Answer, BrokerUnavailable, Depth, Message
from shared.messaging.sqlite import SqliteBroker

CHANNEL = channel_of(ArticleStored.TYPE)
MESSAGE = Message(type=ArticleStored.TYPE, source="gaung/test", subject="s", data=b"{}")


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "new" / "broker.db"


@pytest.fixture
async def broker(path: Path) -> AsyncIterator[SqliteBroker]:
    broker = await SqliteBroker.open(path)
    yield broker
    await broker.close()


async def test_the_file_and_its_folder_are_made(broker: SqliteBroker, path: Path) -> None:
    assert path.exists()


async def test_calls_after_close_are_refused(broker: SqliteBroker) -> None:
    await broker.close()
    await broker.close()
    with pytest.raises(BrokerUnavailable, match="is closed"):
        await broker.publish(CHANNEL, MESSAGE)


async def test_a_file_locked_for_long_is_told_then_works_again(
    monkeypatch: pytest.MonkeyPatch, path: Path
) -> None:
    monkeypatch.setattr(sqlite_worker, "BUSY_SECONDS", 0.1)
    broker = await SqliteBroker.open(path)
    other = sqlite3.connect(path, isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    with pytest.raises(BrokerUnavailable, match="locked"):
        await broker.publish(CHANNEL, MESSAGE)
    other.execute("ROLLBACK")
    await broker.publish(CHANNEL, MESSAGE)
    assert (await broker.depth(SEARCH_STORIES)).ready == 1
    await broker.close()
    other.close()


async def test_publishes_that_wait_together_are_all_kept(broker: SqliteBroker) -> None:
    await asyncio.gather(*(broker.publish(CHANNEL, MESSAGE) for _ in range(300)))
    assert (await broker.depth(SEARCH_STORIES)).ready == 300


async def test_consumed_bodies_leave_the_file(broker: SqliteBroker, path: Path) -> None:
    await broker.publish(CHANNEL, MESSAGE)
    handled = asyncio.Event()

    async def handle(message: Message) -> Answer:
        handled.set()
        return Ack()

    async with broker.consume(SEARCH_STORIES, handle):
        await asyncio.wait_for(handled.wait(), 5)
    with sqlite3.connect(path) as other:
        left = other.execute(
            "SELECT (SELECT count(*) FROM message) + (SELECT count(*) FROM body) + (SELECT count(*) FROM active)"
        ).fetchone()[0]
    assert left == 0


async def test_what_is_in_hand_is_told(broker: SqliteBroker) -> None:
    await broker.publish(CHANNEL, MESSAGE)
    seen: list[Depth] = []

    async def handle(message: Message) -> Answer:
        seen.append(await broker.depth(SEARCH_STORIES))
        return Ack()

    async with broker.consume(SEARCH_STORIES, handle):
        while not seen:
            await asyncio.sleep(0.01)
    assert seen == [Depth(ready=0, delayed=0, quarantined=0, in_hand=1)]
    assert await broker.depth(SEARCH_STORIES) == Depth(0, 0, 0)


async def test_an_idle_consumer_writes_nothing_and_hardly_computes(broker: SqliteBroker) -> None:
    async def handle(message: Message) -> Answer:
        return Ack()

    async with broker.consume(SEARCH_STORIES, handle):
        await asyncio.sleep(0.2)
        before = await broker.worker.do(lambda c: c.total_changes)
        used = time.process_time()
        await asyncio.sleep(1)
        used = time.process_time() - used
        assert await broker.worker.do(lambda c: c.total_changes) == before
    # A busy loop would use the whole second; looking ten times uses milliseconds.
    assert used < 0.3


async def test_a_handler_that_blocks_the_event_loop_keeps_its_lease(path: Path) -> None:
    one, other = await SqliteBroker.open(path, lease=0.5), await SqliteBroker.open(path, lease=0.5)
    handled = []

    async def block(message: Message) -> Answer:
        time.sleep(1.2)
        handled.append(message.id)
        return Ack()

    await one.publish(CHANNEL, MESSAGE)
    async with one.consume(SEARCH_STORIES, block):
        while not handled:
            await asyncio.sleep(0.01)
        # Had the lease ended, the message would be due again before the answer was written.
        assert (await other.depth(SEARCH_STORIES)).ready == 0
    assert len(handled) == 1
    await one.close()
    await other.close()
