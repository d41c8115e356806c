"""A consumer process that dies by SIGKILL with a message in hand; the suite runs it as a subprocess.

    python -m tests.contract.messaging_victim URL QUEUE [poison]

Prints the subject of the message it got, then waits to be killed; `poison`: kills itself at once.
"""

from __future__ import annotations

import asyncio
import os
import signal
import sys

from shared.messaging.port import Ack, Answer, Message
from tests.contract.messaging_world import QUEUES, World


async def main(url: str, queue: str, poison: bool) -> None:
    broker = await World(url).connect()

    async def handle(message: Message) -> Answer:
        print(message.subject, flush=True)
        if poison:
            os.kill(os.getpid(), signal.SIGKILL)
        await asyncio.sleep(60)
        return Ack()

    async with broker.consume(QUEUES[queue], handle, prefetch=1):
        print("consuming", flush=True)
        await asyncio.sleep(60)


asyncio.run(main(sys.argv[1], sys.argv[2], "poison" in sys.argv))
