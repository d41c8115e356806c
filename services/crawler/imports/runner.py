"""The import worker of a crawler process: feeds rows while the queues are short, then looks for them."""

from __future__ import annotations

import asyncio
import secrets
from datetime import UTC, datetime

import httpx
import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncEngine

from services.crawler.imports.feeding import Feeding
from services.crawler.imports.finding import Finding
from services.crawler.imports.store import forget_unfinished
from services.crawler.imports.undoing import undo
from services.crawler.relay import Relay
from shared.contracts.channels import NLP_ARTICLES
from shared.messaging.port import Broker, MessagingError
from shared.runtime.logs import get_logger

log = get_logger("crawler.imports")

# Articles that may wait for the language service while an import is fed: some five seconds of its work.
# Today's news stands behind no more than that, however long the file is.
MOST_WAITING = 50
PAUSE_SECONDS = 0.2
IDLE_SECONDS = 2.0
LOOK_SECONDS = 1.0
TROUBLE_SECONDS = 5.0


class ImportRunner:
    """Runs until cancelled; `nudge` wakes it when a file was taken in."""

    def __init__(self, engine: AsyncEngine, broker: Broker, relay: Relay, search: httpx.AsyncClient) -> None:
        self._engine = engine
        self._broker = broker
        self._relay = relay
        self._search = search
        self._finding = Finding(engine, search)
        self._feeding = Feeding(engine, secrets.token_hex(8))
        self._new = asyncio.Event()

    def nudge(self) -> None:
        """There is a new import."""
        self._new.set()

    async def undo(self, tenant_id: str, identity: str) -> int:
        """Take an import back. Raises UnknownImport, StillOnTheWay, and httpx.HTTPError without search."""
        return await undo(self._engine, self._search, tenant_id, identity, datetime.now(UTC))

    async def run(self) -> None:
        """Feed and look, each in its own rhythm."""
        async with asyncio.TaskGroup() as group:
            group.create_task(self._feed())
            group.create_task(self._look())

    async def _feed(self) -> None:
        while True:
            self._new.clear()
            try:
                if await self._busy():
                    await asyncio.sleep(PAUSE_SECONDS)
                    continue
                if await self._feeding.batch():
                    self._relay.nudge()
                    continue
                async with self._engine.begin() as connection:
                    await forget_unfinished(connection, datetime.now(UTC))
            except (sa.exc.DBAPIError, OSError) as error:
                log.warning("rows wait", reason=str(error))
                await asyncio.sleep(TROUBLE_SECONDS)
                continue
            except Exception:
                # The rows are safe where they are; another try may find the fault gone.
                log.exception("feeding an import broke")
                await asyncio.sleep(TROUBLE_SECONDS)
                continue
            await self._rest()

    async def _rest(self) -> None:
        try:
            await asyncio.wait_for(self._new.wait(), IDLE_SECONDS)
        except TimeoutError:
            return

    async def _busy(self) -> bool:
        """Whether enough is on its way already. A broker that is away is no reason: the outbox is a bound."""
        if await self._relay.length() > MOST_WAITING:
            return True
        try:
            return (await self._broker.depth(NLP_ARTICLES)).ready > MOST_WAITING
        except MessagingError:
            return False

    async def _look(self) -> None:
        while True:
            try:
                found = await self._finding.look(datetime.now(UTC))
                if found is None:
                    await self._finding.give_up(datetime.now(UTC))
                await asyncio.sleep(IDLE_SECONDS if found is None else LOOK_SECONDS)
            except (httpx.HTTPError, sa.exc.DBAPIError, OSError) as error:
                log.info("cannot look for imported articles", reason=str(error))
                await asyncio.sleep(TROUBLE_SECONDS)
            except Exception:
                log.exception("looking for imported articles broke")
                await asyncio.sleep(TROUBLE_SECONDS)
