"""Every service in one process, wired by the same functions that the containers use."""

from __future__ import annotations

import asyncio
import json
import secrets
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass
from pathlib import Path

from fastapi import FastAPI

from services.crawler.service import open_crawler
from services.gateway.service import open_gateway
from services.nlp.service import open_nlp
from services.notifier.service import open_notifier
from services.search.service import open_search
from shared.contracts.channels import CHANNELS
from shared.messaging.connect import connect
from shared.messaging.port import Broker
from shared.runtime.clients import Clients
from shared.runtime.database import data_directory
from shared.runtime.settings import Service, Settings

# How long nothing may have been on its way before everything counts as done. Messages in hand are counted, so
# this only has to outlast the moment between a broker's take and its count.
SETTLED_SECONDS = 1.0


@dataclass
class Standalone:
    """The running services of one process."""

    settings: Settings
    broker: Broker
    clients: Clients
    apps: dict[Service, FastAPI]
    public: FastAPI

    async def pending(self) -> int:
        """Messages on their way: ready, waiting for a retry or in hand, over all queues."""
        depths = [await self.broker.depth(queue) for channel in CHANNELS for queue in channel.queues]
        return sum(depth.ready + depth.delayed + depth.in_hand for depth in depths)

    async def drained(self) -> None:
        """Return once the crawler has nothing due and no message is on its way."""
        crawler = self.apps["crawler"].state.crawler
        settled = 0.0
        while settled < SETTLED_SECONDS:
            busy = await self.pending() > 0 or not await crawler.idle()
            settled = 0.0 if busy else settled + 0.1
            await asyncio.sleep(0.1)


def with_secrets(settings: Settings) -> Settings:
    """The settings with the secrets of this data directory, made on the first start."""
    path = data_directory(settings.data_dir) / "secrets.json"
    if not path.exists():
        _write_private(path, {"internal_token": secrets.token_hex(24), "secret_key": secrets.token_hex(24)})
    kept = json.loads(path.read_text())
    return settings.model_copy(
        update={
            "internal_token": settings.internal_token or kept["internal_token"],
            "secret_key": settings.secret_key or kept["secret_key"],
        }
    )


def _write_private(path: Path, value: dict[str, str]) -> None:
    path.touch(mode=0o600)
    path.write_text(json.dumps(value))


@asynccontextmanager
async def open_standalone(settings: Settings) -> AsyncIterator[Standalone]:
    """Open all services; on exit the crawler finishes what is in hand first, the notifier last."""
    settings = with_secrets(settings)
    apps: dict[Service, FastAPI] = {}
    async with AsyncExitStack() as stack:
        broker = await connect(settings.broker())
        stack.push_async_callback(broker.close)
        clients = Clients(settings, apps)
        stack.push_async_callback(clients.close)
        apps["notifier"] = await stack.enter_async_context(open_notifier(settings, broker, clients))
        apps["search"] = await stack.enter_async_context(open_search(settings, broker, clients))
        apps["nlp"] = await stack.enter_async_context(open_nlp(settings, broker, clients))
        apps["crawler"] = await stack.enter_async_context(open_crawler(settings, broker, clients))
        gateway = await stack.enter_async_context(open_gateway(settings, broker, clients))
        apps["gateway"] = gateway.internal
        yield Standalone(settings, broker, clients, apps, gateway.public)
