"""``gaung queues``: how much waits where."""

from __future__ import annotations

from typing import Annotated

import typer

from services.cli.console import print_rows, run
from shared.contracts.channels import CHANNELS
from shared.messaging.connect import connect
from shared.runtime.settings import load_settings


def queues(as_json: Annotated[bool, typer.Option("--json", help="JSON lines on stdout.")] = False) -> None:
    """Messages that are ready, wait for a retry, or were set aside, for each queue."""

    async def rows() -> list[dict[str, object]]:
        broker = await connect(load_settings().broker())
        try:
            found: list[dict[str, object]] = []
            for queue in (queue for channel in CHANNELS for queue in channel.queues):
                depth = await broker.depth(queue)
                found.append(
                    {
                        "queue": queue.name,
                        "ready": depth.ready,
                        "delayed": depth.delayed,
                        "quarantined": depth.quarantined,
                    }
                )
            return found
        finally:
            await broker.close()

    print_rows(run(rows()), ("queue", "ready", "delayed", "quarantined"), as_json=as_json, empty="No queues.")
