"""What the brokers' own libraries do bare: the baselines of the messaging benchmark."""

from __future__ import annotations

import asyncio
import sqlite3
import time
from pathlib import Path

import aio_pika
from aio_pika.abc import AbstractIncomingMessage
from yarl import URL


def raw_sqlite(path: Path, body: bytes, count: int) -> tuple[float, float]:
    """Seconds to insert, then to fetch and delete, `count` rows: a transaction each, the insert synced."""
    connection = sqlite3.connect(path, isolation_level=None)
    connection.execute("PRAGMA journal_mode=WAL")
    connection.execute("PRAGMA synchronous=FULL")
    connection.execute("CREATE TABLE row (seq INTEGER PRIMARY KEY, data BLOB)")
    start = time.perf_counter()
    for _ in range(count):
        connection.execute("INSERT INTO row (data) VALUES (?)", (body,))
    published = time.perf_counter() - start
    connection.execute("PRAGMA synchronous=NORMAL")
    start = time.perf_counter()
    for seq in range(1, count + 1):
        connection.execute("SELECT data FROM row WHERE seq=?", (seq,)).fetchone()
        connection.execute("DELETE FROM row WHERE seq=?", (seq,))
    consumed = time.perf_counter() - start
    connection.close()
    return published, consumed


async def raw_aio_pika(url: URL, body: bytes, count: int) -> tuple[float, float]:
    """Seconds to publish with confirms, one at a time, then to consume with acks (prefetch 16)."""
    async with await aio_pika.connect(url) as connection:
        channel = await connection.channel(publisher_confirms=True)
        await channel.set_qos(prefetch_count=16)
        name = f"bench-raw-{time.time_ns()}"
        queue = await channel.declare_queue(name, durable=True, arguments={"x-queue-type": "quorum"})
        try:
            start = time.perf_counter()
            for _ in range(count):
                sent = aio_pika.Message(body, delivery_mode=aio_pika.DeliveryMode.PERSISTENT)
                await channel.default_exchange.publish(sent, name)
            published = time.perf_counter() - start
            left = count
            done = asyncio.Event()

            async def take(message: AbstractIncomingMessage) -> None:
                nonlocal left
                await message.ack()
                left -= 1
                if left == 0:
                    done.set()

            start = time.perf_counter()
            tag = await queue.consume(take)
            await done.wait()
            consumed = time.perf_counter() - start
            await queue.cancel(tag)
        finally:
            await channel.queue_delete(name)
    return published, consumed
