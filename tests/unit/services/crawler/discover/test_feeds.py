"""Feeds: entries with their dates as written, and plain words for what is not a feed."""

from __future__ import annotations

import pytest

from services.crawler.discover.feeds import read_feed
from services.crawler.discover.found import Found
from services.crawler.errors import NotAFeed

URL = "https://kabar.example/feed"


def test_rss_keeps_offsets() -> None:
    body = b"""<?xml version="1.0"?><rss version="2.0"><channel><title>Kabar</title>
    <item><title>Jalan  Rusak</title><link>https://kabar.example/a</link><pubDate>Tue, 15 Aug 2023 18:19:07 +0700</pubDate></item>
    <item><title>Tanpa Tanggal</title><link>/b</link></item>
    <item><title>Tanpa Alamat</title></item>
    <item><title>Surat</title><link>mailto:redaksi@kabar.example</link></item></channel></rss>"""
    assert read_feed(body, URL) == [
        Found("https://kabar.example/a", "Jalan Rusak", "Tue, 15 Aug 2023 18:19:07 +0700", None),
        Found("https://kabar.example/b", "Tanpa Tanggal", None, None),
    ]


def test_atom_knows_updates() -> None:
    body = b"""<feed xmlns="http://www.w3.org/2005/Atom"><title>Kabar</title>
    <entry><title>A</title><link href="https://kabar.example/a"/><published>2023-08-15T18:19:07+07:00</published>
    <updated>2023-08-15T20:00:00+07:00</updated></entry>
    <entry><title>B</title><link href="https://kabar.example/b"/><updated>2023-08-15T18:00:00+08:00</updated></entry></feed>"""
    assert read_feed(body, URL) == [
        Found("https://kabar.example/a", "A", "2023-08-15T18:19:07+07:00", "2023-08-15T20:00:00+07:00"),
        Found("https://kabar.example/b", "B", "2023-08-15T18:00:00+08:00", "2023-08-15T18:00:00+08:00"),
    ]


def test_a_valid_feed_without_entries_is_not_an_error() -> None:
    assert read_feed(b'<rss version="2.0"><channel><title>Kabar</title></channel></rss>', URL) == []


@pytest.mark.parametrize(
    ("body", "words"),
    [
        (b"", "the answer is empty"),
        (b"<!DOCTYPE html><html><body>Beranda</body></html>", "the server sent an HTML page"),
        (b'{"items": []}', "the server sent JSON"),
        (b"tidak ada apa-apa di sini", "not XML"),
        (b"<urlset></urlset>", "no RSS or Atom in it"),
    ],
)
def test_what_is_not_a_feed_is_named(body: bytes, words: str) -> None:
    with pytest.raises(NotAFeed, match=words) as caught:
        read_feed(body, URL)
    assert URL in str(caught.value)
