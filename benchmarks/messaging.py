"""``python -m benchmarks.messaging``: messages per second on both brokers, beside the bare libraries.

One producer, one consumer, bodies of 2 KiB. Rounds alternate between the candidates and the best round
counts, so that a neighbour on the machine does not decide the ratio.
"""

from __future__ import annotations

import argparse
import asyncio
import os
import tempfile
import time
from collections.abc import Awaitable, Callable
from pathlib import Path

import aio_pika
from yarl import URL

from benchmarks.messaging_baselines import raw_aio_pika, raw_sqlite
from shared.contracts.channels import SEARCH_STORIES, channel_of
from shared.contracts.messages import ArticleStored
from shared.messaging.connect import connect
from shared.messaging.port import RETRY_DELAYS, Ack, Answer, BrokerUnavailable, Message
from shared.messaging.rabbitmq_topology import Topology

BODY = b"x" * 2048
ROUNDS = 3
# Messages that a producer such as the outbox relay has on their way at once.
IN_FLIGHT = 16
NAMESPACE = f"bench-{os.getpid()}"
BROKER_URL = os.environ.get("GAUNG_TEST_BROKER_URL", "amqp://guest:guest@127.0.0.1:5672/")

Seconds = tuple[float, ...]
"""One at a time; consumed; sixteen in flight; from producer to consumer at the same time."""


async def adapter(url: str, count: int) -> Seconds:
    """Seconds for `count` messages through our port in four ways."""
    broker = await connect(url)
    channel = channel_of(ArticleStored.TYPE)
    try:
        await broker.depth(SEARCH_STORIES)  # declares

        async def publish(in_flight: int) -> float:
            gate = asyncio.Semaphore(in_flight)

            async def one(number: int) -> None:
                async with gate:
                    await broker.publish(
                        channel, Message(ArticleStored.TYPE, "gaung/bench", str(number), BODY)
                    )

            start = time.perf_counter()
            if in_flight == 1:
                for number in range(count):
                    await one(number)
            else:
                await asyncio.gather(*(one(number) for number in range(count)))
            return time.perf_counter() - start

        async def consume(beside: Callable[[], Awaitable[float]] | None = None) -> float:
            left = count
            done = asyncio.Event()

            async def handle(message: Message) -> Answer:
                nonlocal left
                left -= 1
                if left == 0:
                    done.set()
                return Ack()

            start = time.perf_counter()
            async with broker.consume(SEARCH_STORIES, handle):
                if beside is not None:
                    await beside()
                await done.wait()
                return time.perf_counter() - start

        single = await publish(1)
        consumed = await consume()
        many = await publish(IN_FLIGHT)
        await consume()
        through = await consume(lambda: publish(IN_FLIGHT))
        return single, consumed, many, through
    finally:
        await broker.close()


async def clean(url: URL) -> None:
    """Delete the benchmark's queues."""
    topology = Topology(NAMESPACE, RETRY_DELAYS, 1)
    name = SEARCH_STORIES.name
    async with await aio_pika.connect(url) as connection, connection.channel() as channel:
        for queue in (
            topology.queue(name),
            topology.dead(name),
            *(topology.delay(name, d) for d in RETRY_DELAYS),
        ):
            await channel.queue_delete(queue)
        await channel.exchange_delete(topology.exchange)


async def measure(count: int) -> dict[str, Seconds]:
    """Best seconds of each candidate."""
    best: dict[str, Seconds] = {}

    def note(name: str, seconds: Seconds) -> None:
        best[name] = tuple(map(min, best.get(name, seconds), seconds))

    for _ in range(ROUNDS):
        with tempfile.TemporaryDirectory() as folder:
            note("raw sqlite3", raw_sqlite(Path(folder) / "raw.db", BODY, count))
            note("gaung, SQLite", await adapter(f"sqlite:///{folder}/broker.db", count))
        try:
            note("gaung, RabbitMQ", await adapter(f"{BROKER_URL}?namespace={NAMESPACE}", count))
        except BrokerUnavailable as error:
            print(f"RabbitMQ left out: {error}")
            continue
        note("raw aio-pika", await raw_aio_pika(URL(BROKER_URL), BODY, count))
    if "raw aio-pika" in best:
        await clean(URL(BROKER_URL))
    return best


def report(best: dict[str, Seconds], count: int) -> None:
    """Print messages per second, then the ratios."""
    print(f"{count} messages of {len(BODY)} bytes, best of {ROUNDS} rounds; messages per second")
    columns = ("publish 1 by 1", "consume", f"publish {IN_FLIGHT} at once", "through")
    print(f"{'':18}" + "".join(f"{column:>20}" for column in columns))
    for name, seconds in best.items():
        print(f"{name:18}" + "".join(f"{count / value:20,.0f}" for value in seconds))
    for ours, bare in (("gaung, SQLite", "raw sqlite3"), ("gaung, RabbitMQ", "raw aio-pika")):
        if ours in best:
            ratios = [bare_s / our_s for our_s, bare_s in zip(best[ours], best[bare], strict=False)]
            print(f"{ours} against {bare}: publish × {ratios[0]:.2f}, consume × {ratios[1]:.2f}")
    if "gaung, RabbitMQ" in best:
        ratio = best["gaung, RabbitMQ"][3] / best["gaung, SQLite"][3]
        print(f"through SQLite against through RabbitMQ: × {ratio:.2f}")


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.messaging", description=__doc__)
    parser.add_argument("--messages", type=int, default=1000, help="messages in each round")
    count = parser.parse_args().messages
    report(asyncio.run(measure(count)), count)


if __name__ == "__main__":
    main()
