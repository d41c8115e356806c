"""A look at an outlet before it is added: what would be collected, and why nothing would."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import UTC, datetime

import httpx
import pytest
from fastapi import FastAPI

from services.crawler import look_api
from services.crawler.dates import Published
from services.crawler.discover.found import Found
from services.crawler.errors import EmptyArticle, NotAFeed, RobotsDisallowed
from services.crawler.extract import Extracted
from services.crawler.frontier import Kind
from shared.contracts.crawl import SourceLook
from shared.runtime.settings import Settings

HOME = "https://www.kabar-pesisir.example/"
FEED, BROKEN = f"{HOME}feed", f"{HOME}rss"
AT = datetime(2026, 11, 24, 23, 2, tzinfo=UTC)


class FakePreview:
    """A site with a working feed, a broken one, and an article; or one that robots.txt shuts."""

    shut = False
    readable = True

    async def discover(self) -> list[tuple[Kind, str]]:
        if self.shut:
            raise RobotsDisallowed("not allowed")
        return [("feed", FEED), ("feed", BROKEN)]

    async def articles(self, kind: Kind, url: str) -> list[Found]:
        if url == BROKEN:
            raise NotAFeed("no XML")
        return [Found(f"{HOME}{number}", f"Berita {number}", None) for number in range(12)]

    async def article(self) -> Extracted:
        if not self.readable:
            raise EmptyArticle("no text")
        return Extracted(
            f"{HOME}0", "Berita 0", "Jalan putus. " * 100, None, None, Published(AT, "time", "feed"), "0"
        )


async def looked(monkeypatch: pytest.MonkeyPatch, url: str = HOME, **site: bool) -> httpx.Response:
    preview = FakePreview()
    preview.shut, preview.readable = site.get("shut", False), site.get("readable", True)

    @asynccontextmanager
    async def opened(settings: Settings, address: str) -> AsyncIterator[FakePreview]:
        yield preview

    monkeypatch.setattr(look_api, "open_preview", opened)
    app = FastAPI()
    app.include_router(look_api.look_router(Settings()))
    transport = httpx.ASGITransport(app=app)
    async with httpx.AsyncClient(transport=transport, base_url="http://crawler") as client:
        return await client.post("/sources/look", json={"url": url})


async def test_what_would_be_collected(monkeypatch: pytest.MonkeyPatch) -> None:
    seen = SourceLook.model_validate_json((await looked(monkeypatch)).content)
    assert (seen.domain, seen.name, seen.problem) == ("kabar-pesisir.example", "Kabar Pesisir", None)
    assert [(place.articles, place.problem) for place in seen.places] == [(12, None), (0, "not-a-feed")]
    assert len(seen.articles) == look_api.ARTICLES_SHOWN
    assert seen.sample is not None
    assert (seen.sample.words, seen.sample.published_at) == (200, AT)
    assert seen.sample.opening.endswith("…")


async def test_a_shut_site_an_unreadable_article_and_no_address(monkeypatch: pytest.MonkeyPatch) -> None:
    shut = SourceLook.model_validate_json((await looked(monkeypatch, shut=True)).content)
    assert (shut.problem, shut.articles) == ("robots", [])
    unread = SourceLook.model_validate_json((await looked(monkeypatch, readable=False)).content)
    assert unread.sample is not None
    assert unread.sample.problem == "empty-article"
    assert (await looked(monkeypatch, url="ftp://kabar-pesisir.example")).status_code == 422
