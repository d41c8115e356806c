"""Sitemaps: news, plain, index, compressed, hostile."""

from __future__ import annotations

import gzip
from datetime import UTC, datetime

import pytest

from services.crawler.discover.found import Found
from services.crawler.discover.sitemaps import read_sitemap
from services.crawler.errors import NotAFeed

URL = "https://kabar.example/sitemap.xml"
NOW = datetime(2026, 11, 25, 12, 0, tzinfo=UTC)
NEWS = b"""<?xml version="1.0" encoding="UTF-8"?>
<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9" xmlns:news="http://www.google.com/schemas/sitemap-news/0.9">
<url><loc>https://kabar.example/a</loc><news:news><news:publication><news:name>Kabar</news:name></news:publication>
<news:publication_date>2026-11-24T08:00:00+08:00</news:publication_date><news:title>Judul A</news:title></news:news></url>
<url><loc>https://kabar.example/b</loc><news:news><news:publication_date>2026-11-25T08:00:00+08:00</news:publication_date>
<news:title>Judul B</news:title></news:news></url></urlset>"""


def test_news_newest_first_with_dates_as_written() -> None:
    sitemap = read_sitemap(NEWS, URL, NOW)
    assert sitemap.news
    assert sitemap.pages == [
        Found("https://kabar.example/b", "Judul B", "2026-11-25T08:00:00+08:00", None),
        Found("https://kabar.example/a", "Judul A", "2026-11-24T08:00:00+08:00", None),
    ]


def test_compressed() -> None:
    assert len(read_sitemap(gzip.compress(NEWS), URL, NOW).pages) == 2


def test_a_plain_sitemap_gives_recent_articles_only() -> None:
    body = b"""<urlset><url><loc>https://kabar.example/jalan-poros-sandaran-rusak</loc><lastmod>2026-11-20</lastmod></url>
    <url><loc>https://kabar.example/jalan-poros-sandaran-lama</loc><lastmod>2020-11-20</lastmod></url>
    <url><loc>https://kabar.example/tentang-kami</loc><lastmod>2026-11-20</lastmod></url></urlset>"""
    sitemap = read_sitemap(body, URL, NOW)
    assert [page.url for page in sitemap.pages] == ["https://kabar.example/jalan-poros-sandaran-rusak"]
    assert not sitemap.news


def test_of_an_index_the_newest_children_news_first() -> None:
    children = "".join(
        f"<sitemap><loc>/s{year}.xml</loc><lastmod>{year}-01-01</lastmod></sitemap>"
        for year in range(2010, 2026)
    )
    body = f"<sitemapindex>{children}<sitemap><loc>/news.xml</loc></sitemap></sitemapindex>".encode()
    sitemap = read_sitemap(body, URL, NOW)
    assert sitemap.children == [
        "https://kabar.example/news.xml",
        *(f"https://kabar.example/s{year}.xml" for year in (2025, 2024, 2023, 2022)),
    ]


@pytest.mark.parametrize("body", [b"", b"halo", b"<html><body>Beranda</body></html>", b"<rss></rss>"])
def test_other_answers(body: bytes) -> None:
    with pytest.raises(NotAFeed, match="not a sitemap"):
        read_sitemap(body, URL, NOW)


def test_entities_are_not_expanded() -> None:
    body = b"""<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;"><!ENTITY f SYSTEM "file:///etc/hostname">]>
    <urlset><url><loc>https://kabar.example/satu-dua-tiga-empat-&b;&f;</loc></url></urlset>"""
    for page in read_sitemap(body, URL, NOW).pages:
        assert "aaaa" not in page.url
