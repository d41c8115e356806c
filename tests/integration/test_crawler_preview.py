"""A look at an outlet before it is imported: what would be polled, found and read, with nothing stored."""

from __future__ import annotations

from pathlib import Path

import pytest

from services.crawler.errors import PrivateNetwork, RobotsDisallowed
from services.crawler.preview import open_preview
from tests.integration.crawler_web import crawler_settings, serving_web


async def test_places_articles_and_one_article(tmp_path: Path) -> None:
    async with serving_web() as web:
        web.put(
            "/",
            '<html><head><link rel="alternate" type="application/rss+xml" href="/rss"></head><body>x</body></html>',
        )
        web.feed("/rss", {"/berita/a": "Jalan rusak"})
        web.article("/berita/a", "Jalan rusak", published="2026-07-06T18:19")
        settings = crawler_settings(tmp_path)
        async with open_preview(settings, web.url()) as preview:
            assert await preview.discover() == [("feed", web.url("/rss"))]
            [found] = await preview.articles("feed", web.url("/rss"))
            assert (found.title, found.published) == ("Jalan rusak", "Mon, 06 Jul 2026 18:42:00 +0700")
        async with open_preview(settings, web.url("/berita/a")) as preview:
            article = await preview.article("Asia/Jayapura")
        assert article.published is not None
        assert article.published.at.isoformat() == "2026-07-06T18:19:00+09:00"
    assert list(tmp_path.iterdir()) == []


async def test_as_polite_and_as_careful_as_the_crawler(tmp_path: Path) -> None:
    async with serving_web() as web:
        web.put("/robots.txt", "User-agent: *\nDisallow: /berita", headers={"content-type": "text/plain"})
        web.article("/berita/a", "Jalan rusak")
        async with open_preview(crawler_settings(tmp_path), web.url("/berita/a")) as preview:
            with pytest.raises(RobotsDisallowed):
                await preview.article()
        strict = crawler_settings(tmp_path, crawler_allow_networks=[])
        async with open_preview(strict, web.url("/berita/a")) as preview:
            with pytest.raises(PrivateNetwork):
                await preview.article()
        assert web.asked("/berita/a") == 0
