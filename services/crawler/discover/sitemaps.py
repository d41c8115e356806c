"""Reads sitemaps: news sitemaps, plain ones with recent pages, and the index that lists others."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from urllib.parse import urljoin

from lxml import etree

from services.crawler.date_text import read_date
from services.crawler.decoding import BoundedBody
from services.crawler.discover.found import Found
from services.crawler.discover.listings import looks_like_article
from services.crawler.errors import NotAFeed

# One look at a sitemap; a news sitemap holds 1000 entries at most by Google's rules.
MOST_PAGES = 1000
# Of an index: the newest. Archives list one sitemap a month, for years.
MOST_CHILDREN = 5
# A plain sitemap goes back for ever; the archive of an outlet is not monitoring.
RECENT = timedelta(days=30)
MOST_BYTES = 20 * 1024 * 1024


@dataclass(frozen=True)
class Sitemap:
    """Pages, or other sitemaps to read. `news`: entries carry title and publication time."""

    pages: list[Found]
    children: list[str]
    news: bool


def read_sitemap(body: bytes, url: str, now: datetime) -> Sitemap:
    """The recent pages of a sitemap, or the newest children of an index. Raises NotAFeed."""
    root = _root(_unzipped(body, url), url)
    name = etree.QName(root).localname
    if name == "sitemapindex":
        return Sitemap([], _children(root, url), False)
    if name != "urlset":
        raise NotAFeed(f"{url}: not a sitemap: its root is <{name}>")
    pages, news = _pages(root, url, now)
    return Sitemap(pages, [], news)


def _unzipped(body: bytes, url: str) -> bytes:
    if not body.startswith(b"\x1f\x8b"):
        return body
    unzip = BoundedBody(url, "gzip", MOST_BYTES)
    unzip.feed(body)
    return unzip.finish()


def _root(body: bytes, url: str) -> etree._Element:
    # No entities, no network, no DTD: a sitemap is somebody else's file.
    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, recover=True, remove_comments=True
    )
    try:
        root = etree.fromstring(body.lstrip(), parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        raise NotAFeed(f"{url}: not a sitemap: not XML") from error
    if root is None:
        raise NotAFeed(f"{url}: not a sitemap: not XML")
    return root


def _text(element: etree._Element, name: str) -> str | None:
    for child in element.iter("{*}" + name):
        return " ".join((child.text or "").split()) or None
    return None


def _children(root: etree._Element, url: str) -> list[str]:
    found: list[tuple[bool, datetime, str]] = []
    for element in root.iterchildren("{*}sitemap"):
        location = _text(element, "loc")
        if location:
            changed = read_date(_text(element, "lastmod"), UTC)
            news = "news" in location or "post" in location or "artikel" in location or "berita" in location
            found.append(
                (news, changed.at if changed else datetime.min.replace(tzinfo=UTC), urljoin(url, location))
            )
    found.sort(key=lambda child: child[:2], reverse=True)
    return [location for _, _, location in found[:MOST_CHILDREN]]


def _pages(root: etree._Element, url: str, now: datetime) -> tuple[list[Found], bool]:
    pages: list[tuple[datetime, Found]] = []
    news = False
    for element in root.iterchildren("{*}url"):
        location = _text(element, "loc")
        if not location:
            continue
        published, changed = _text(element, "publication_date"), _text(element, "lastmod")
        news = news or published is not None
        read = read_date(published or changed, UTC)
        if published is None and not _worth_a_look(location, read.at if read else None, now):
            continue
        found = Found(urljoin(url, location), _text(element, "title"), published, changed)
        pages.append((read.at if read else datetime.min.replace(tzinfo=UTC), found))
    pages.sort(key=lambda page: page[0], reverse=True)
    return [found for _, found in pages[:MOST_PAGES]], news


def _worth_a_look(location: str, changed: datetime | None, now: datetime) -> bool:
    return looks_like_article(location) and (changed is None or changed >= now - RECENT)
