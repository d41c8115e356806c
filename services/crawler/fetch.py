"""Fetches one address politely and within bounds: time, size, redirects, networks; conditional when known."""

from __future__ import annotations

import asyncio
import ssl
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from urllib.parse import urljoin

import httpcore
import httpx

from services.crawler.canonical import split_http_url
from services.crawler.decoding import ACCEPTED_ENCODINGS, BoundedBody
from services.crawler.errors import FetchError, HttpStatus, TooLarge, TooManyRedirects, TooSlow, Unreachable
from services.crawler.transport import GuardedTransport
from shared.runtime.addresses import Network

# The longest real article pages seen are below 2 MB of HTML; sitemaps are the largest thing we want.
MOST_BYTES = 5 * 1024 * 1024
# Redirects included. A portal that needs longer is down.
TOTAL_SECONDS = 30.0
MOST_REDIRECTS = 5
REDIRECTS = frozenset({301, 302, 303, 307, 308})
# RFC 9309 asks for it by a day at most; an hour keeps a wrong header from silencing an outlet.
LONGEST_RETRY_AFTER = 3600.0

BeforeHop = Callable[[str], Awaitable[None]]


@dataclass(frozen=True)
class Validators:
    """What the server gave us to ask "has it changed?"."""

    etag: str | None = None
    last_modified: str | None = None


@dataclass(frozen=True)
class Page:
    """An answer with status 200, or 304 (`not_modified`, empty body). `url` is where redirects ended."""

    url: str
    body: bytes
    content_type: str
    charset: str | None
    validators: Validators
    not_modified: bool = False


class Fetcher:
    """An HTTP client with our name on it. Use as an async context manager."""

    def __init__(
        self,
        user_agent: str,
        *,
        allowed: Sequence[Network] = (),
        max_connections: int = 32,
        most_bytes: int = MOST_BYTES,
        total_seconds: float = TOTAL_SECONDS,
    ) -> None:
        self.user_agent = user_agent
        self._most_bytes = most_bytes
        self._total_seconds = total_seconds
        self._client = httpx.AsyncClient(
            transport=GuardedTransport(allowed, max_connections=max_connections),
            headers={
                "User-Agent": user_agent,
                "Accept": "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.5",
                "Accept-Language": "id,en;q=0.5",
                "Accept-Encoding": ACCEPTED_ENCODINGS,
            },
            follow_redirects=False,
            timeout=httpx.Timeout(total_seconds, connect=10.0),
            trust_env=False,
        )

    async def close(self) -> None:
        """Close every connection."""
        await self._client.aclose()

    async def get(
        self,
        url: str,
        *,
        validators: Validators | None = None,
        before_hop: BeforeHop | None = None,
        most_bytes: int | None = None,
    ) -> Page:
        """The page at `url`. `before_hop` is asked before each redirect is followed, and may raise.

        Raises a FetchError: NotAllowedUrl, PrivateNetwork, TooLarge, TooSlow, TooManyRedirects,
        UnreadableBody, Unreachable, HttpStatus.
        """
        try:
            async with asyncio.timeout(self._total_seconds):
                return await self._follow(url, validators, before_hop, most_bytes or self._most_bytes)
        except (TimeoutError, httpcore.TimeoutException, httpx.TimeoutException) as error:
            raise TooSlow(f"{url}: no answer within {self._total_seconds:g} s") from error
        except (
            httpcore.NetworkError,
            httpcore.ProtocolError,
            httpx.HTTPError,
            ssl.SSLError,
            OSError,
        ) as error:
            raise Unreachable(f"{url}: {str(error) or type(error).__name__}") from error
        except (httpx.InvalidURL, httpcore.UnsupportedProtocol, ValueError) as error:
            raise FetchError(f"{url}: {error}") from error

    async def _follow(
        self, url: str, validators: Validators | None, before_hop: BeforeHop | None, most_bytes: int
    ) -> Page:
        for hop in range(MOST_REDIRECTS + 1):
            split_http_url(url)
            if hop and before_hop:
                await before_hop(url)
            request = self._client.build_request("GET", url, headers=_conditions(validators))
            answer = await self._client.send(request, stream=True)
            try:
                if answer.status_code not in REDIRECTS:
                    return await self._read(url, answer, most_bytes)
                target = answer.headers.get("location")
            finally:
                await answer.aclose()
            if not target:
                raise TooManyRedirects(f"{url}: a redirect without a target")
            url = urljoin(url, target.strip())
        raise TooManyRedirects(f"{url}: more than {MOST_REDIRECTS} redirects")

    async def _read(self, url: str, answer: httpx.Response, most_bytes: int) -> Page:
        if answer.status_code not in (200, 203, 304):
            raise HttpStatus(
                answer.status_code, url, retry_after(answer.headers.get("retry-after"), datetime.now(UTC))
            )
        if int(answer.headers.get("content-length") or 0) > most_bytes:
            raise TooLarge(f"{url}: more than {most_bytes} bytes announced")
        body = BoundedBody(url, answer.headers.get("content-encoding", ""), most_bytes)
        if answer.status_code != 304:
            async for chunk in answer.aiter_raw():
                body.feed(chunk)
        return Page(
            url=url,
            body=body.finish(),
            content_type=answer.headers.get("content-type", "").split(";")[0].strip().lower(),
            charset=answer.charset_encoding,
            validators=Validators(answer.headers.get("etag"), answer.headers.get("last-modified")),
            not_modified=answer.status_code == 304,
        )


def _conditions(validators: Validators | None) -> dict[str, str]:
    conditions: dict[str, str] = {}
    if validators and validators.etag:
        conditions["If-None-Match"] = validators.etag
    if validators and validators.last_modified:
        conditions["If-Modified-Since"] = validators.last_modified
    return conditions


def retry_after(header: str | None, now: datetime) -> float | None:
    """Seconds that a Retry-After header asks for (a number or a date), at most an hour; None without one."""
    if not header:
        return None
    if header.strip().isdigit():
        return min(float(header.strip()), LONGEST_RETRY_AFTER)
    try:
        at = parsedate_to_datetime(header)
    except ValueError:
        return None
    if at.tzinfo is None:
        return None
    return min(max((at - now).total_seconds(), 0.0), LONGEST_RETRY_AFTER)
