"""What the messaging suite needs of an adapter: connect again to the same queues, and clean up afterwards."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field, replace

from shared.contracts.channels import Channel, Queue
from shared.contracts.messages import ArticleStored
from shared.messaging.connect import amqp_address, connect
from shared.messaging.port import Broker, Depth, Message
from tests.contract.messaging_cleanup import delete_namespace

# Tiny on purpose: the suite waits for real timers of both adapters.
DELAYS = (0.1, 0.2)
PATIENT_DELAYS = (60.0,)
DELIVERY_LIMIT = 2
MANY_DELIVERIES = 50

WORK = Queue("work", consumer="suite")
ALONE = Queue("alone", consumer="suite", single_active=True)
WORK_CHANNEL = Channel("suite.work", ArticleStored, "Work of the suite.", "suite", (WORK,))
ALONE_CHANNEL = Channel("suite.alone", ArticleStored, "One at a time.", "suite", (ALONE,))
COPY = Queue("copy", consumer="suite")
COPY_CHANNEL = Channel("suite.copy", ArticleStored, "What was handed on.", "suite", (COPY,))
BOTH_CHANNEL = Channel("suite.both", ArticleStored, "Two groups listen.", "suite", (WORK, COPY))
SILENT_CHANNEL = Channel("suite.silent", ArticleStored, "Nobody listens.", "suite", ())
QUEUES = {queue.name: queue for queue in (WORK, ALONE, COPY)}


@dataclass
class World:
    """One adapter under test."""

    url: str
    delivery_limit: int = DELIVERY_LIMIT
    opened: list[Broker] = field(default_factory=list)
    victims: list[asyncio.subprocess.Process] = field(default_factory=list)

    async def connect(self, delays: tuple[float, ...] = DELAYS) -> Broker:
        """A connection of its own to the same queues, as another process would have."""
        broker = await connect(self.url, retry_delays=delays, delivery_limit=self.delivery_limit)
        self.opened.append(broker)
        return broker

    async def close(self) -> None:
        """End what still runs, close every connection and delete the queues."""
        for victim in self.victims:
            if victim.returncode is None:
                victim.kill()
                await victim.wait()
        for broker in self.opened:
            await broker.close()
        if self.url.startswith("amqp"):
            await clean(self.url)


async def clean(url: str, *, exchange: bool = True) -> None:
    """Delete the suite's queues in this address's namespace."""
    await delete_namespace(url, queues=QUEUES, delays=(*DELAYS, *PATIENT_DELAYS), exchange=exchange)


def message(subject: str, *, data: bytes = b'{"article_id":"a","revision":1}') -> Message:
    """A message that says which one it is."""
    return Message(type=ArticleStored.TYPE, source="gaung/suite", subject=subject, data=data)


async def until(condition: Callable[[], Awaitable[bool] | bool], seconds: float = 15) -> None:
    """Wait for a condition; fails when it does not come true."""
    async with asyncio.timeout(seconds):
        while True:
            met = condition()
            if met if isinstance(met, bool) else await met:
                return
            await asyncio.sleep(0.02)


async def depth_is(
    broker: Broker, queue: Queue, ready: int = 0, delayed: int = 0, quarantined: int = 0
) -> None:
    """Wait until a queue holds exactly this beside what is in hand, which not every broker tells.

    Waits, because lengths follow acknowledgements with a little delay.
    """

    async def look() -> Depth:
        return replace(await broker.depth(queue), in_hand=0)

    wanted = Depth(ready, delayed, quarantined)
    seen = await look()
    try:
        async with asyncio.timeout(10):
            while seen != wanted:
                await asyncio.sleep(0.02)
                seen = await look()
    except TimeoutError:
        raise AssertionError(f"{queue.name} is {seen}, expected {wanted}") from None


class Proxy:
    """A TCP relay before a broker: cut, the broker is away; mended, it is back."""

    def __init__(self, host: str, port: int) -> None:
        self._target = (host, port)
        self._writers: set[asyncio.StreamWriter] = set()
        self._server: asyncio.Server | None = None
        self.port = 0

    async def mend(self) -> None:
        """Listen, on the same port as before."""
        self._server = await asyncio.start_server(self._relay, "127.0.0.1", self.port)
        self.port = self._server.sockets[0].getsockname()[1]

    async def mend_if_cut(self) -> None:
        """Listen, unless it does."""
        if self._server is None:
            await self.mend()

    async def cut(self) -> None:
        """Break every connection and refuse new ones."""
        if self._server is not None:
            self._server.close()
            self._server = None
        for writer in list(self._writers):
            writer.transport.abort()

    async def _relay(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        far_reader, far_writer = await asyncio.open_connection(*self._target)
        self._writers |= {writer, far_writer}

        async def pump(source: asyncio.StreamReader, sink: asyncio.StreamWriter) -> None:
            try:
                while data := await source.read(65536):
                    sink.write(data)
                    await sink.drain()
            except ConnectionError:
                pass
            finally:
                sink.transport.abort()
                self._writers.discard(sink)

        await asyncio.gather(pump(reader, far_writer), pump(far_reader, writer))


@asynccontextmanager
async def proxied(url: str) -> AsyncIterator[tuple[World, Proxy]]:
    """A world whose connections run through a proxy that the test may cut."""
    address, namespace = amqp_address(url)
    proxy = Proxy(address.host or "127.0.0.1", address.port or 5672)
    await proxy.mend()
    through = address.with_host("127.0.0.1").with_port(proxy.port).update_query(namespace=namespace)
    world = World(str(through))
    try:
        yield world, proxy
    finally:
        for broker in world.opened:
            await broker.close()
        await proxy.cut()
        await clean(url)
