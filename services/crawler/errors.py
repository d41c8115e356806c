"""What can go wrong in the crawler, drawn as a tree; each error carries the reason a page is dropped under.

CrawlerError
├── SourcesFileError       a sources file that cannot be read: file, line and reason in one line
├── UnknownSource          no source of that id
├── SourceExists           a source of that id exists already
├── LeaseLost              another process took the host over while we were slow
└── PageDropped            a page that did not become an article
    ├── FetchError         the page did not arrive
    │   ├── NotAllowedUrl  not http or https, or no host in it
    │   ├── PrivateNetwork  the host lives in a private network
    │   ├── TooLarge, TooSlow, TooManyRedirects, UnreadableBody
    │   ├── Unreachable    no name, no connection, no TLS
    │   ├── HttpStatus     the server said no
    │   └── RobotsDisallowed
    └── NotAnArticle       it arrived, and is not an article
        ├── NotHtml, EmptyArticle, SoftNotFound, ListingPage
        └── NotAFeed       a feed or sitemap that is not one
"""

from __future__ import annotations


class CrawlerError(Exception):
    """Something in the crawler went wrong; the message is one line for a person."""


class SourcesFileError(CrawlerError):
    """A sources file cannot be used: ``FILE:LINE: reason``."""

    def __init__(self, path: object, line: int | None, reason: str) -> None:
        place = f"{path}:{line}" if line else f"{path}"
        super().__init__(f"{place}: {reason}")
        self.line = line
        self.reason = reason


class UnknownSource(CrawlerError):
    """There is no source of that id."""


class SourceExists(CrawlerError):
    """A source of that id exists already."""


class LeaseLost(CrawlerError):
    """Another process took over the host while this one was slow; its work is not stored."""


class PageDropped(CrawlerError):
    """A page did not become an article. `reason` is the slug it is counted under."""

    reason = "dropped"
    transient = False
    """Whether the same request may well succeed later."""


class FetchError(PageDropped):
    """The page did not arrive."""

    reason = "fetch-failed"


class NotAllowedUrl(FetchError):
    """The address is not http or https, or has no host."""

    reason = "address-not-allowed"


class PrivateNetwork(FetchError):
    """The host lives in a private, loopback, link-local or multicast network that is not allowed."""

    reason = "private-network"


class TooLarge(FetchError):
    """The page is larger than the bound, compressed or not."""

    reason = "too-large"


class TooSlow(FetchError):
    """The page took longer than the bound, redirects included."""

    reason = "too-slow"
    transient = True


class TooManyRedirects(FetchError):
    """More redirects than the bound, or a redirect without a target."""

    reason = "too-many-redirects"


class UnreadableBody(FetchError):
    """The body is compressed in a way we did not ask for, or broken."""

    reason = "unreadable-body"


class Unreachable(FetchError):
    """The host has no address, refuses connections, or its certificate is wrong."""

    reason = "unreachable"
    transient = True


class HttpStatus(FetchError):
    """The server answered with an error. `retry_after` is in seconds when the server named it."""

    def __init__(self, status: int, url: str, retry_after: float | None = None) -> None:
        super().__init__(f"{url}: HTTP {status}")
        self.status = status
        self.retry_after = retry_after
        self.reason = f"http-{status}"
        # 408, 425, 429: asked to come back; 5xx: their trouble, usually passing.
        self.transient = status in (408, 425, 429) or status >= 500


class RobotsDisallowed(FetchError):
    """robots.txt does not allow it, or cannot be read just now (`transient`)."""

    reason = "robots"

    def __init__(self, message: str, *, transient: bool = False) -> None:
        super().__init__(message)
        self.transient = transient


class NotAnArticle(PageDropped):
    """The page arrived, and is not an article."""

    reason = "not-an-article"


class NotHtml(NotAnArticle):
    """The server sent something other than HTML."""

    reason = "not-html"


class EmptyArticle(NotAnArticle):
    """No title, or hardly any text."""

    reason = "empty-article"


class SoftNotFound(NotAnArticle):
    """An error page that came with status 200."""

    reason = "soft-404"


class ListingPage(NotAnArticle):
    """A front page, a tag page or another list of links."""

    reason = "listing"


class NotAFeed(NotAnArticle):
    """What should be a feed or a sitemap is not XML, or not one of ours."""

    reason = "not-a-feed"
