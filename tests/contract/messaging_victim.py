"""A consumer process that dies by SIGKILL with messages in hand; the suite runs it as a subprocess.

    python -m tests.contract.messaging_victim URL QUEUE [poison|forward]

Prints the subject of the message it got, then waits to be killed. `poison`: kills itself at once.
`forward`: hands every message on to the queue `copy`, as the steps of the pipeline do.
"""

from __future__ import annotations

import asyncio
import os
import signal
import sys

from shared.messaging.port import Ack, Answer, Broker, Handler, Message
from tests.contract.messaging_world import COPY_CHANNEL, DELIVERY_LIMIT, MANY_DELIVERIES, QUEUES, World


def wait(broker: Broker) -> Handler:
    async def handle(message: Message) -> Answer:
        print(message.subject, flush=True)
        await asyncio.sleep(60)
        return Ack()

    return handle


def poison(broker: Broker) -> Handler:
    async def handle(message: Message) -> Answer:
        print(message.subject, flush=True)
        os.kill(os.getpid(), signal.SIGKILL)
        return Ack()

    return handle


def forward(broker: Broker) -> Handler:
    async def handle(message: Message) -> Answer:
        await broker.publish(COPY_CHANNEL, message)
        await asyncio.sleep(0.005)  # killed here, the message is handed on twice
        return Ack()

    return handle


HABITS = {"wait": wait, "poison": poison, "forward": forward}


async def main(url: str, queue: str, habit: str = "wait") -> None:
    forwards = habit == "forward"
    world = World(url, MANY_DELIVERIES if forwards else DELIVERY_LIMIT)
    broker = await world.connect()
    handler = HABITS[habit](broker)
    async with broker.consume(QUEUES[queue], handler, prefetch=8 if forwards else 1):
        print("consuming", flush=True)
        await asyncio.sleep(60)


asyncio.run(main(*sys.argv[1:]))
