"""Home pages: announced feeds, and where else to look."""

from __future__ import annotations

from lxml.html import fromstring

from services.crawler.discover.home import announced_feeds, guesses


def test_feeds_in_link_elements_without_comments() -> None:
    tree = fromstring(
        """<html><head><link rel="alternate" type="application/rss+xml" href="/feed/">
        <link rel="alternate" type="application/rss+xml" title="Komentar" href="/komentar/feed/">
        <link rel="alternate" type="application/rss+xml" href="/comments/feed/">
        <link rel="ALTERNATE" type="application/atom+xml; charset=utf-8" href="https://kabar.example/atom.xml">
        <link rel="alternate" hreflang="en" href="/en/"><link rel="alternate" type="application/rss+xml" href="/feed/">
        </head><body></body></html>"""
    )
    assert announced_feeds(tree, "https://kabar.example/") == [
        "https://kabar.example/feed/",
        "https://kabar.example/atom.xml",
    ]


def test_guesses_look_under_the_folder_first() -> None:
    assert guesses("https://kabar.example/", ("/feed",)) == ["https://kabar.example/feed"]
    assert guesses("https://kabar.example/berita/", ("/feed",)) == [
        "https://kabar.example/berita/feed",
        "https://kabar.example/feed",
    ]
    assert guesses("https://kabar.example/index.php", ("/feed",)) == ["https://kabar.example/feed"]
