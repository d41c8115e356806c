"""A search process that files firings until it is killed: ``python watch_victim.py URL WATCH_ID OUTBOX``."""

from __future__ import annotations

import asyncio
import sys
from datetime import UTC, datetime
from pathlib import Path

from services.search.watches import store
from services.search.watches.desk import Desk
from services.search.watches.firing import Firing
from shared.contracts.alert import StoryFigures
from shared.contracts.messages import AlertRaised
from shared.runtime.database import create_engine

NUMBER = 60


def firing(number: int) -> Firing:
    """The firing of one story."""
    now = datetime.now(UTC)
    figures = StoryFigures(story_id=f"s{number}", articles=1, copies=0, outlets=1, first_published_at=now)
    return Firing(f"s{number}", f"Judul {number}", "alasan", figures, ["0" * 32], 1)


async def main(url: str, watch_id: str, outbox: Path) -> None:
    """File NUMBER stories one after the other; every message published is a line in `outbox`."""
    with outbox.open("a", buffering=1) as lines:

        async def publish(event: AlertRaised) -> None:
            lines.write(event.model_dump_json() + "\n")

        engine = create_engine(url, "search")
        desk = Desk(engine, publish)
        watch = await store.one(engine, "kutim", watch_id)
        assert watch is not None
        print("ready", flush=True)
        for number in range(NUMBER):
            await desk.file(watch, [firing(number)], datetime.now(UTC))


if __name__ == "__main__":
    asyncio.run(main(sys.argv[1], sys.argv[2], Path(sys.argv[3])))
