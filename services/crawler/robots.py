"""robots.txt of every host, read once an hour: what is allowed, how slowly, and where the sitemaps are."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from time import monotonic
from urllib.parse import urlsplit

from protego import Protego

from services.crawler.canonical import host_key
from services.crawler.errors import HttpStatus, RobotsDisallowed, TooLarge
from services.crawler.fetch import Page

# RFC 9309 allows a cached copy for 24 h; an hour lets an outlet change its mind the same morning.
KEEP_SECONDS = 3600.0
# After an answer that says nothing (5xx) we ask again sooner.
KEEP_FAILURE_SECONDS = 300.0
# RFC 9309 asks for at least 500 KiB.
MOST_BYTES = 512 * 1024
# A crawl-delay beyond a minute would leave a portal unread for days.
LONGEST_CRAWL_DELAY = 60.0

Get = Callable[[str], Awaitable[Page]]


@dataclass(frozen=True)
class Rules:
    """What one host's robots.txt says. `parser` None and `blocked` False: everything is allowed."""

    parser: Protego | None
    blocked: bool
    fresh_until: float
    token: str

    def check(self, url: str) -> None:
        """Raises RobotsDisallowed; transient when robots.txt could not be read."""
        if self.blocked:
            raise RobotsDisallowed(f"{url}: robots.txt of the host cannot be read just now", transient=True)
        if self.parser is not None and not self.parser.can_fetch(url, self.token):
            raise RobotsDisallowed(f"{url}: robots.txt does not allow it")

    @property
    def crawl_delay(self) -> float:
        """Seconds between two requests that the host asks for; 0 when it does not."""
        if self.parser is None:
            return 0.0
        delay = self.parser.crawl_delay(self.token)
        return min(float(delay), LONGEST_CRAWL_DELAY) if delay else 0.0

    @property
    def sitemaps(self) -> list[str]:
        """Addresses of sitemaps, as written."""
        return list(self.parser.sitemaps) if self.parser is not None else []


class Robots:
    """Rules by host, cached in this process."""

    def __init__(self, user_agent: str) -> None:
        # The product token, as RFC 9309 matches it: "GaungBot/0.1 (+https://…)" is GaungBot.
        self._token = user_agent.split("/")[0].split()[0]
        self._rules: dict[str, Rules] = {}

    def known(self, url: str) -> Rules | None:
        """The rules of a host if they are fresh."""
        rules = self._rules.get(host_key(url))
        return rules if rules and rules.fresh_until > monotonic() else None

    async def rules(self, url: str, get: Get) -> Rules:
        """The rules for the host of `url`, fetched with `get` when not fresh.

        4xx allows everything; 5xx allows nothing for now (RFC 9309 2.3.1). Raises the FetchError of a host
        that does not answer at all.
        """
        if known := self.known(url):
            return known
        rules = await self._read(url, get)
        self._rules[host_key(url)] = rules
        return rules

    async def _read(self, url: str, get: Get) -> Rules:
        parts = urlsplit(url)
        try:
            page = await get(f"{parts.scheme}://{parts.netloc.rpartition('@')[2]}/robots.txt")
        except HttpStatus as error:
            if error.status < 500 and error.status != 429:
                return Rules(None, False, monotonic() + KEEP_SECONDS, self._token)
            return Rules(None, True, monotonic() + KEEP_FAILURE_SECONDS, self._token)
        except TooLarge:
            return Rules(None, False, monotonic() + KEEP_SECONDS, self._token)
        text = page.body.decode("utf-8", errors="replace")
        # A portal that answers every address with its front page has no robots.txt.
        parser = None if text.lstrip().startswith("<") else Protego.parse(text)
        return Rules(parser, False, monotonic() + KEEP_SECONDS, self._token)
