"""Good manners within one visit: robots.txt first, a pause between two requests to the host, the claim kept."""

from __future__ import annotations

import asyncio
from datetime import UTC, datetime, timedelta

from sqlalchemy.ext.asyncio import AsyncEngine

from services.crawler.canonical import host_key
from services.crawler.errors import HttpStatus
from services.crawler.fetch import Fetcher, Page, Validators
from services.crawler.frontier import LEASE, Task, renew
from services.crawler.robots import Robots, Rules


class Manners:
    """Everything that one visit asks of its host goes through here."""

    def __init__(
        self, engine: AsyncEngine, fetcher: Fetcher, robots: Robots, task: Task, delay: float
    ) -> None:
        self._engine = engine
        self._fetcher = fetcher
        self._robots = robots
        self._task = task
        self._delay = delay
        self._asked_at: datetime | None = None
        self._asked_for: float = 0.0

    def next_at(self) -> datetime:
        """When the host may be asked again."""
        now = datetime.now(UTC)
        if self._asked_at is None:
            return now
        return max(self._asked_at + timedelta(seconds=self._delay), now + timedelta(seconds=self._asked_for))

    async def rules(self) -> Rules:
        """robots.txt of the host of the task, with its crawl-delay heeded from now on."""
        rules = await self._robots.rules(self._task.url, lambda url: self._get(url, None))
        self._delay = max(self._delay, rules.crawl_delay)
        return rules

    async def get(self, url: str, validators: Validators | None = None) -> Page:
        """A page of the host. Raises RobotsDisallowed, another FetchError, or LeaseLost."""
        rules = await self.rules()
        rules.check(url)
        return await self._get(url, validators)

    async def _get(self, url: str, validators: Validators | None) -> Page:
        if self._asked_at is not None:
            wait = max((self.next_at() - datetime.now(UTC)).total_seconds(), 0.0)
            await renew(self._engine, self._task, datetime.now(UTC) + LEASE + timedelta(seconds=wait))
            await asyncio.sleep(wait)
        try:
            return await self._fetcher.get(url, validators=validators, before_hop=self._before_hop)
        except HttpStatus as error:
            if error.status in (429, 503) and error.retry_after is not None:
                self._asked_for = error.retry_after
            raise
        finally:
            self._asked_at = datetime.now(UTC)

    async def _before_hop(self, url: str) -> None:
        """A redirect to another host is followed only when that host's robots.txt allows it."""
        if url.endswith("/robots.txt"):
            return
        if host_key(url) == self._task.host:
            if known := self._robots.known(url):
                known.check(url)
            return
        (await self._robots.rules(url, self._fetcher.get)).check(url)
