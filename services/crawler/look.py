"""Looks at a feed, a sitemap, a listing or a home page, and says which articles and polls it leads to."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass, field
from datetime import datetime

from lxml.html import HtmlElement
from trafilatura import load_html

from services.crawler.discover.feeds import read_feed
from services.crawler.discover.found import Found
from services.crawler.discover.home import FEED_GUESSES, SITEMAP_GUESSES, announced_feeds, guesses
from services.crawler.discover.listings import read_listing
from services.crawler.discover.sitemaps import read_sitemap
from services.crawler.errors import FetchError, HttpStatus, NotAFeed, PageDropped
from services.crawler.fetch import Page, Validators
from services.crawler.frontier import Kind
from services.crawler.manners import Manners

# Sitemaps listed in robots.txt beyond this are archives.
MOST_SITEMAPS = 5


@dataclass(frozen=True)
class Look:
    """What a look found. `polls` (home pages only) replaces the polls of the source."""

    found: list[Found] = field(default_factory=list)
    polls: list[tuple[Kind, str]] | None = None
    validators: Validators = field(default_factory=Validators)
    not_modified: bool = False
    complaint: str | None = None
    """Why nothing was found although nothing failed."""


async def look(manners: Manners, kind: Kind, url: str, validators: Validators, now: datetime) -> Look:
    """Look at a poll address. Raises a PageDropped (FetchError, NotAFeed) when it cannot be read."""
    if kind == "home":
        return await find_polls(manners, url, now)
    page = await manners.get(url, validators)
    if page.not_modified:
        return Look(validators=validators, not_modified=True)
    if kind == "feed":
        return _judged(
            await asyncio.to_thread(read_feed, page.body, page.url), page, "the feed has no entries"
        )
    if kind == "sitemap":
        return await _sitemap(manners, page, now)
    return _judged(await asyncio.to_thread(_listing, page), page, "no link on the page looks like an article")


def _judged(found: list[Found], page: Page, when_empty: str) -> Look:
    if found:
        return Look(found, validators=page.validators)
    # Without validators: the next look must be able to say it again.
    return Look(complaint=f"{page.url}: {when_empty}")


async def _sitemap(manners: Manners, page: Page, now: datetime) -> Look:
    sitemap = await asyncio.to_thread(read_sitemap, page.body, page.url, now)
    found = list(sitemap.pages)
    for child in sitemap.children:
        try:
            body = (await manners.get(child)).body
            found += (await asyncio.to_thread(read_sitemap, body, child, now)).pages
        except PageDropped:
            # The index stays readable when one of its children is not; the others are still worth it.
            continue
    # An index may say "unchanged" while its children do change.
    validators = Validators() if sitemap.children else page.validators
    return Look(
        found, validators=validators, complaint=None if found else f"{page.url}: no recent article in it"
    )


def _listing(page: Page) -> list[Found]:
    tree = _tree(page)
    return read_listing(tree, page.url) if tree is not None else []


def _tree(page: Page) -> HtmlElement | None:
    return load_html(page.body) if page.body.strip() else None


async def find_polls(manners: Manners, url: str, now: datetime) -> Look:
    """Find what an outlet can be polled by: announced feeds, usual feed addresses, sitemaps, else its pages.

    Raises the FetchError of a host that does not answer, and the HttpStatus of the home page when nothing
    else answers either.
    """
    trouble: HttpStatus | None = None
    tree: HtmlElement | None = None
    home = url
    try:
        page = await manners.get(url)
        tree, home = _tree(page), page.url
    except HttpStatus as error:
        trouble = error
    announced = announced_feeds(tree, home) if tree is not None else []
    feeds = await _working(manners, announced, "feed", now, all_of_them=True)
    if not feeds:
        feeds = await _working(manners, guesses(home, FEED_GUESSES), "feed", now)
    listed = (await manners.rules()).sitemaps[:MOST_SITEMAPS]
    sitemaps = await _working(
        manners, listed or guesses(home, SITEMAP_GUESSES), "sitemap", now, all_of_them=bool(listed)
    )
    polls: list[tuple[Kind, str]] = [("feed", feed) for feed in feeds] + [
        ("sitemap", sitemap) for sitemap in sitemaps
    ]
    if not polls and tree is not None:
        polls = [("listing", url)]
    if not polls and trouble is not None:
        raise trouble
    return Look(polls=[*polls, ("home", url)])


async def _working(
    manners: Manners, candidates: list[str], kind: Kind, now: datetime, *, all_of_them: bool = False
) -> list[str]:
    """Those candidates that are a feed (or sitemap) with something in it; by default the first only."""
    working: list[str] = []
    for candidate in dict.fromkeys(candidates):
        try:
            page = await manners.get(candidate)
            if kind == "feed":
                useful = bool(read_feed(page.body, page.url))
            else:
                sitemap = read_sitemap(page.body, page.url, now)
                useful = bool(sitemap.pages or sitemap.children)
        except (FetchError, NotAFeed):
            continue
        if useful:
            working.append(candidate)
            if not all_of_them:
                break
    return working
