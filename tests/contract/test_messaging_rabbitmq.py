"""What only a broker over a network has to promise: it may be away, refuse us, or lose a queue.

"Away" is a TCP proxy between us and the broker that is cut, so that the shared broker keeps running.
"""

from __future__ import annotations

import asyncio
import contextlib

import aio_pika
import pytest

from shared.contracts.messages import ArticleStored
from shared.messaging.connect import amqp_address, connect
from shared.messaging.port import Ack, Answer, BrokerUnavailable, Message, UndeliverableMessage
from shared.messaging.rabbitmq_link import Link
from tests.contract.messaging_world import (
    WORK,
    WORK_CHANNEL,
    World,
    clean,
    depth_is,
    message,
    proxied,
    until,
)


async def test_consumers_and_publishers_go_on_after_the_broker_was_away(require_rabbitmq: str) -> None:
    async with proxied(require_rabbitmq) as (world, proxy):
        broker = await world.connect()
        seen: list[str] = []

        async def handle(message: Message) -> Answer:
            seen.append(message.subject)
            return Ack()

        async with broker.consume(WORK, handle):
            await broker.publish(WORK_CHANNEL, message("before"))
            await until(lambda: seen == ["before"])
            await proxy.cut()
            with pytest.raises(BrokerUnavailable, match=r"127\.0\.0\.1"):
                await broker.publish(WORK_CHANNEL, message("lost to the sender"))
            with pytest.raises(BrokerUnavailable):
                await broker.depth(WORK)
            await proxy.mend()
            await broker.publish(WORK_CHANNEL, message("after"))
            await until(lambda: "after" in seen)
        await depth_is(broker, WORK)


async def test_a_message_in_hand_while_the_connection_breaks_comes_again(require_rabbitmq: str) -> None:
    async with proxied(require_rabbitmq) as (world, proxy):
        broker = await world.connect()
        seen: list[str] = []

        async def handle(message: Message) -> Answer:
            seen.append(message.subject)
            if len(seen) == 1:
                await proxy.cut()
                await proxy.mend()
            return Ack()

        await broker.publish(WORK_CHANNEL, message("a"))
        async with broker.consume(WORK, handle):
            await until(lambda: seen == ["a", "a"])
        await depth_is(broker, WORK)


async def test_publishing_while_the_connection_breaks_again_and_again_loses_nothing(
    require_rabbitmq: str,
) -> None:
    """The sender repeats what was not confirmed, as the outbox relay does."""
    async with proxied(require_rabbitmq) as (world, proxy):
        broker = await world.connect()
        seen: set[str] = set()

        async def handle(message: Message) -> Answer:
            seen.add(message.subject)
            return Ack()

        async def disturb() -> None:
            while True:
                await asyncio.sleep(0.2)
                await proxy.cut()
                await asyncio.sleep(0.05)
                await proxy.mend()

        disturbing = asyncio.create_task(disturb())
        async with broker.consume(WORK, handle):
            for number in range(60):
                await _publish_until_confirmed(world, message(str(number)))
                await asyncio.sleep(0.01)
            disturbing.cancel()
            with contextlib.suppress(asyncio.CancelledError):
                await disturbing
            await proxy.mend_if_cut()
            await until(lambda: len(seen) == 60, 30)


async def _publish_until_confirmed(world: World, one: Message) -> None:
    while True:
        try:
            return await world.opened[0].publish(WORK_CHANNEL, one)
        except BrokerUnavailable:
            await asyncio.sleep(0.02)


async def test_a_deleted_queue_is_noticed_then_made_again(require_rabbitmq: str) -> None:
    world = World(require_rabbitmq)
    broker = await world.connect()
    await broker.publish(WORK_CHANNEL, message("first"))
    await clean(require_rabbitmq, exchange=False)
    with pytest.raises(UndeliverableMessage):
        await broker.publish(WORK_CHANNEL, message("nowhere to go"))
    await broker.publish(WORK_CHANNEL, message("second"))
    await depth_is(broker, WORK, ready=1)
    await world.close()


async def test_attributes_travel_as_cloudevents_headers(require_rabbitmq: str) -> None:
    world = World(require_rabbitmq)
    broker = await world.connect()
    sent = message("subject")
    await broker.publish(WORK_CHANNEL, sent)
    address, namespace = amqp_address(require_rabbitmq)
    async with await aio_pika.connect(address) as connection, connection.channel() as channel:
        queue = await channel.get_queue(f"{namespace}.work")
        incoming = await queue.get(timeout=5)
        assert incoming is not None
        assert {k: v for k, v in incoming.headers.items() if k != "x-delivery-count"} == {
            "cloudEvents:specversion": "1.0",
            "cloudEvents:id": sent.id,
            "cloudEvents:type": ArticleStored.TYPE,
            "cloudEvents:source": "gaung/suite",
            "cloudEvents:subject": "subject",
            "cloudEvents:time": sent.time.isoformat(),
            "x-gaung-attempt": 0,
        }
        assert incoming.content_type == "application/json"
        assert incoming.delivery_mode == aio_pika.DeliveryMode.PERSISTENT
        await incoming.ack()
    await world.close()


async def test_a_foreign_message_without_attributes_still_reaches_the_handler(require_rabbitmq: str) -> None:
    world = World(require_rabbitmq)
    broker = await world.connect()
    await broker.depth(WORK)  # declares
    address, namespace = amqp_address(require_rabbitmq)
    async with await aio_pika.connect(address) as connection, connection.channel() as channel:
        await channel.default_exchange.publish(aio_pika.Message(b"hello"), f"{namespace}.work")
    seen: list[Message] = []

    async def handle(message: Message) -> Answer:
        seen.append(message)
        return Ack()

    async with broker.consume(WORK, handle):
        await until(lambda: len(seen) == 1)
    assert (seen[0].type, seen[0].source, seen[0].attempt) == ("", "", 0)
    await world.close()


async def test_a_queue_declared_otherwise_is_told_with_its_name(require_rabbitmq: str) -> None:
    world = World(require_rabbitmq)
    broker = await world.connect()
    address, namespace = amqp_address(require_rabbitmq)
    async with await aio_pika.connect(address) as connection, connection.channel() as channel:
        await channel.declare_queue(f"{namespace}.work", durable=True)
    with pytest.raises(BrokerUnavailable, match=rf"declared otherwise.*{namespace}\.work"):
        await broker.publish(WORK_CHANNEL, message("a"))
    await world.close()


async def test_whoever_waits_for_a_connection_shares_its_failure(unused_tcp_port: int) -> None:
    """A broker that does not even refuse costs 5 s once, not for each waiting publisher in turn."""
    link = Link(amqp_address(f"amqp://127.0.0.1:{unused_tcp_port}/")[0])
    failures = await asyncio.gather(*(link.connection() for _ in range(3)), return_exceptions=True)
    assert [type(failure) for failure in failures] == [BrokerUnavailable] * 3
    assert [("did not let us connect" in str(failure)) for failure in failures] == [False, True, True]
    with pytest.raises(BrokerUnavailable, match="cannot use the broker"):
        await link.connection()  # tries again


@pytest.mark.parametrize(
    ("change", "says"),
    [
        ({"port": 1}, "Connect call failed|refused"),
        ({"password": "not-the-password"}, "refused the user or the password"),
        ({"path": "/no-such-vhost"}, "no-such-vhost"),
        ({"host": "no-such-host.invalid"}, "no-such-host.invalid"),
    ],
)
async def test_a_wrong_address_is_told_in_one_line(
    require_rabbitmq: str, change: dict[str, str | int], says: str
) -> None:
    address, _ = amqp_address(require_rabbitmq)
    for part, value in change.items():
        address = getattr(address, f"with_{part}")(value)
    with pytest.raises(BrokerUnavailable, match=says) as raised:
        await asyncio.wait_for(connect(str(address)), 8)
    assert "\n" not in str(raised.value)
    assert "guest@" in str(raised.value)
    assert "password@" not in str(raised.value)
    assert ":guest" not in str(raised.value)
