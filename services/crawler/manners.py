"""Good manners toward one host: robots.txt first, and a pause between two requests."""

from __future__ import annotations

import asyncio
from datetime import UTC, datetime, timedelta

from services.crawler.canonical import host_key
from services.crawler.errors import HttpStatus
from services.crawler.fetch import Fetcher, Page, Validators
from services.crawler.robots import Robots, Rules


class Manners:
    """Everything that one visit asks of the host of `url` goes through here.

    `delay` is the least number of seconds between two requests; a crawl-delay of the host may raise it.
    """

    def __init__(self, fetcher: Fetcher, robots: Robots, url: str, delay: float) -> None:
        self._fetcher = fetcher
        self._robots = robots
        self._url = url
        self._delay = delay
        self._asked_at: datetime | None = None
        self._told_to_wait: float = 0.0

    def next_at(self) -> datetime:
        """When the host may be asked again."""
        now = datetime.now(UTC)
        if self._asked_at is None:
            return now
        return max(
            self._asked_at + timedelta(seconds=self._delay), now + timedelta(seconds=self._told_to_wait)
        )

    async def rules(self) -> Rules:
        """robots.txt of the host, with its crawl-delay heeded from now on."""
        rules = await self._robots.rules(self._url, self._get)
        self._delay = max(self._delay, rules.crawl_delay)
        return rules

    async def get(self, url: str, validators: Validators | None = None) -> Page:
        """A page of the host. Raises RobotsDisallowed or another FetchError."""
        if host_key(url) == host_key(self._url):
            (await self.rules()).check(url)
        else:
            await self._before_hop(url)
        return await self._get(url, validators)

    async def _get(self, url: str, validators: Validators | None = None) -> Page:
        if self._asked_at is not None:
            await asyncio.sleep(max((self.next_at() - datetime.now(UTC)).total_seconds(), 0.0))
        try:
            return await self._fetcher.get(url, validators=validators, before_hop=self._before_hop)
        except HttpStatus as error:
            if error.status in (429, 503) and error.retry_after is not None:
                self._told_to_wait = error.retry_after
            raise
        finally:
            self._asked_at = datetime.now(UTC)

    async def _before_hop(self, url: str) -> None:
        """A redirect is followed only where robots.txt of its host allows it."""
        if url.endswith("/robots.txt"):
            return
        if host_key(url) != host_key(self._url):
            (await self._robots.rules(url, self._fetcher.get)).check(url)
        elif known := self._robots.known(url):
            known.check(url)
