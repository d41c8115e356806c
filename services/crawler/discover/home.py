"""Reads on a home page where the outlet announces its feeds, and knows where to look when it does not."""

from __future__ import annotations

from urllib.parse import urljoin, urlsplit

from lxml.html import HtmlElement

FEED_TYPES = frozenset({"application/rss+xml", "application/atom+xml", "application/rdf+xml"})
# Where WordPress, Blogger and home-made portals keep them, most common first.
FEED_GUESSES = ("/feed", "/rss", "/rss.xml", "/atom.xml", "/feeds/posts/default")
SITEMAP_GUESSES = ("/sitemap-news.xml", "/news-sitemap.xml", "/sitemap.xml")
# More than the main feeds of an outlet are its sections, which repeat them.
MOST_FEEDS = 5


def announced_feeds(tree: HtmlElement, url: str) -> list[str]:
    """Feeds in ``<link rel=alternate>``, without the feeds of comments, each once."""
    feeds: list[str] = []
    for element in tree.iter("link"):
        rel = (element.get("rel") or "").lower().split()
        kind = (element.get("type") or "").split(";")[0].strip().lower()
        href = (element.get("href") or "").strip()
        if "alternate" not in rel or kind not in FEED_TYPES or not href:
            continue
        if "comment" in href.lower() or "komentar" in (element.get("title") or "").lower():
            continue
        feeds.append(urljoin(url, href))
    return list(dict.fromkeys(feeds))[:MOST_FEEDS]


def guesses(url: str, paths: tuple[str, ...]) -> list[str]:
    """Addresses on the host of `url` for usual paths; under the folder of `url` first when it has one."""
    parts = urlsplit(url)
    root = f"{parts.scheme}://{parts.netloc}"
    folder = parts.path.rstrip("/") if "." not in parts.path.rsplit("/", 1)[-1] else ""
    bases = [root + folder, root] if folder else [root]
    return [base + path for base in bases for path in paths]
