"""Looks at an outlet or a page without storing anything: what would be polled, found and read."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import UTC, datetime

from services.crawler.canonical import domain_of
from services.crawler.discover.found import Found
from services.crawler.extract import Extracted, Hints, extract
from services.crawler.fetch import Fetcher, Validators
from services.crawler.frontier import Kind
from services.crawler.look import look
from services.crawler.manners import Manners
from services.crawler.new_source import name_from
from services.crawler.robots import Robots
from services.crawler.visit import decoded
from shared.contracts.article import SourceRef
from shared.runtime.settings import Settings


class Preview:
    """A visitor for a person at a terminal: as polite as the crawler, and without a database."""

    def __init__(self, manners: Manners, url: str) -> None:
        self._manners = manners
        self._url = url

    async def discover(self) -> list[tuple[Kind, str]]:
        """Feeds, sitemaps or listing that the outlet would be polled by. Raises FetchError."""
        found = await look(self._manners, "home", self._url, Validators(), datetime.now(UTC))
        return [(kind, url) for kind, url in found.polls or [] if kind != "home"]

    async def articles(self, kind: Kind, url: str) -> list[Found]:
        """What a feed, sitemap or listing leads to now. Raises FetchError, NotAFeed."""
        return (await look(self._manners, kind, url, Validators(), datetime.now(UTC))).found

    async def article(self, timezone: str = "Asia/Jakarta") -> Extracted:
        """The article at the address. Raises FetchError, NotAnArticle."""
        page = await self._manners.get(self._url)
        domain = domain_of(page.url)
        source = SourceRef(id="preview", name=name_from(domain), domain=domain, timezone=timezone)
        return extract(decoded(page), page.url, hints=Hints(), source=source, now=datetime.now(UTC))


@asynccontextmanager
async def open_preview(settings: Settings, url: str) -> AsyncIterator[Preview]:
    """A preview of one address with connections of its own."""
    fetcher = Fetcher(settings.crawler_user_agent, allowed=settings.crawler_allow_networks, max_connections=4)
    try:
        robots = Robots(settings.crawler_user_agent)
        yield Preview(Manners(fetcher, robots, url, settings.crawler_host_delay), url)
    finally:
        await fetcher.close()
