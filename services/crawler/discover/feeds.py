"""Reads RSS and Atom feeds; dates stay as written, since feedparser's own conversion drops the offset."""

from __future__ import annotations

import io
from typing import Any
from urllib.parse import urljoin

import feedparser

from services.crawler.discover.found import Found
from services.crawler.errors import NotAFeed

# A feed that lists more than this is an archive; the newest stand first.
MOST_ENTRIES = 500


def read_feed(body: bytes, url: str) -> list[Found]:
    """The entries of a feed in its own order, at most MOST_ENTRIES.

    Raises NotAFeed when it is neither RSS nor Atom. An empty list is a valid feed without entries.
    """
    parsed: Any = feedparser.parse(io.BytesIO(body), sanitize_html=False, resolve_relative_uris=False)
    if not parsed.get("version"):
        raise NotAFeed(f"{url}: not a feed: {_what_it_is(body)}")
    return [found for entry in parsed.entries[:MOST_ENTRIES] if (found := _entry(entry, url))]


def _entry(entry: Any, url: str) -> Found | None:
    link = entry.get("feedburner_origlink") or entry.get("link") or entry.get("id", "")
    if not link:
        return None
    target = urljoin(url, link.strip())
    if not target.startswith(("http://", "https://")):
        return None
    # As a plain dict: feedparser's own `get` answers `updated` with `published` when there is none.
    said = dict(entry)
    published, updated = said.get("published") or said.get("created"), said.get("updated")
    title = " ".join(entry.get("title", "").split())
    return Found(url=target, title=title or None, published=published or updated, updated=updated)


def _what_it_is(body: bytes) -> str:
    start = body[:500].lstrip().lower()
    if not start:
        return "the answer is empty"
    if b"<html" in start or start.startswith(b"<!doctype html"):
        return "the server sent an HTML page"
    if start.startswith((b"{", b"[")):
        return "the server sent JSON"
    return "no RSS or Atom in it" if start.startswith(b"<") else "the server sent something that is not XML"
