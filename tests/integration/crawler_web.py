"""A small web on loopback for crawler tests: every page is a line in a dictionary, every request is remembered."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from html import escape
from ipaddress import ip_network
from pathlib import Path
from time import monotonic
from typing import Any

from fastapi import FastAPI, Request, Response
from starlette.responses import StreamingResponse

from services.crawler.crawler import Crawler
from services.crawler.service import open_crawler
from shared.contracts.article import Article
from shared.contracts.channels import NLP_ARTICLES
from shared.contracts.messages import ArticleCrawled
from shared.messaging.decode import decode
from shared.messaging.port import Ack, Answer, Broker, Message
from shared.runtime.clients import Clients
from shared.runtime.process import serving
from shared.runtime.settings import Settings, load_settings

LOOPBACK = [ip_network("127.0.0.0/8"), ip_network("::1/128")]
TOKEN = "rahasia-tes"


@dataclass
class Reply:
    """What an address answers; `drip` sends the body byte by byte, `wait` seconds pass before the answer."""

    body: str | bytes = ""
    status: int = 200
    headers: dict[str, str] = field(default_factory=lambda: {"content-type": "text/html; charset=utf-8"})
    wait: float = 0.0
    drip: float = 0.0


@dataclass(frozen=True)
class Hit:
    """One request: who was asked for what, and from when to when."""

    host: str
    path: str
    headers: Mapping[str, str]
    began: float
    ended: float


class Web:
    """The pages by host name (without port) and path; a page without a host answers on every host."""

    def __init__(self) -> None:
        self.port = 0
        self.pages: dict[str, Reply] = {}
        self.hits: list[Hit] = []
        self.app = FastAPI(docs_url=None, redoc_url=None, openapi_url=None)
        self.app.get("/{path:path}")(self.answer)

    def url(self, path: str = "/", host: str = "127.0.0.1") -> str:
        """The address of a path."""
        return f"http://{host}:{self.port}{path}"

    def asked(self, path: str) -> int:
        """How often a path was asked for."""
        return sum(hit.path == path for hit in self.hits)

    async def answer(self, request: Request) -> Response:
        """Answer as the dictionary says: 404 for what is not there, 304 for a known etag."""
        began = monotonic()
        path = request.url.path + (f"?{request.url.query}" if request.url.query else "")
        host = request.url.hostname or ""
        names = (f"{host}{path}", path, request.url.path)
        page = next((self.pages[name] for name in names if name in self.pages), Reply("tidak ada", 404))
        await asyncio.sleep(page.wait)
        self.hits.append(Hit(host, path, dict(request.headers), began, monotonic()))
        if page.headers.get("etag") and request.headers.get("if-none-match") == page.headers["etag"]:
            return Response(status_code=304, headers=page.headers)
        body = page.body.encode() if isinstance(page.body, str) else page.body
        if page.drip:
            return StreamingResponse(self._drip(body, page.drip), page.status, page.headers)
        return Response(body, page.status, page.headers)

    async def _drip(self, body: bytes, pause: float) -> AsyncIterator[bytes]:
        for byte in body:
            yield bytes([byte])
            await asyncio.sleep(pause)

    def put(self, path: str, body: str | bytes, **values: Any) -> None:
        """Put an HTML page (or whatever `headers` says) at a path."""
        self.pages[path] = Reply(body, **values)

    def article(
        self, path: str, title: str, *, text: str | None = None, published: str = "", **values: Any
    ) -> None:
        """Put an article at a path."""
        self.put(path, article_html(title, text=text, published=published), **values)

    def feed(self, path: str, entries: Mapping[str, str], host: str = "127.0.0.1", **values: Any) -> None:
        """Put an RSS feed at a path: article path → title; dates are one hour before now, with an offset."""
        items = "".join(
            f"<item><title>{escape(title)}</title><link>{self.url(where, host)}</link>"
            "<pubDate>Mon, 06 Jul 2026 18:42:00 +0700</pubDate></item>"
            for where, title in entries.items()
        )
        body = f'<?xml version="1.0"?><rss version="2.0"><channel><title>Kabar</title>{items}</channel></rss>'
        values.setdefault("headers", {"content-type": "application/rss+xml"})
        self.put(path, body, **values)


def article_html(title: str, *, text: str | None = None, published: str = "") -> str:
    """An article page with a date for machines when `published` is given."""
    text = text or f"SANGATTA – {title}. Warga berharap pemerintah daerah segera menindaklanjuti laporan itu."
    meta = f'<meta property="article:published_time" content="{published}">' if published else ""
    return (
        f'<!doctype html><html lang="id"><head><title>{title} - Kabar</title>{meta}</head><body><article>'
        f"<h1>{title}</h1><p>{text}</p><p>Laporan itu disampaikan dalam rapat di kantor kecamatan, kata camat.</p>"
        "</article></body></html>"
    )


@asynccontextmanager
async def serving_web() -> AsyncIterator[Web]:
    """A web on a free port of loopback."""
    web = Web()
    async with serving(web.app, "127.0.0.1", 0) as port:
        web.port = port
        yield web


def crawler_settings(directory: Path, database_url: str = "", **values: Any) -> Settings:
    """Settings of a crawler that may crawl loopback and need not wait."""
    given = {"crawler_allow_networks": LOOPBACK, "crawler_host_delay": 0.0, "internal_token": TOKEN}
    return load_settings(data_dir=directory, database_url=database_url or None, **{**given, **values})


@asynccontextmanager
async def crawling(settings: Settings, broker: Broker) -> AsyncIterator[tuple[Crawler, Clients]]:
    """A running crawler and clients to its internal API."""
    async with open_crawler(settings, broker, Clients(settings)) as app:
        clients = Clients(settings, {"crawler": app})
        try:
            yield app.state.crawler, clients
        finally:
            await clients.close()


async def take_all(broker: Broker) -> list[Article]:
    """Every article that waits for the language service, taken off the queue."""
    taken: list[Article] = []

    async def handle(message: Message) -> Answer:
        taken.append(decode(message, ArticleCrawled).article)
        return Ack()

    async with broker.consume(NLP_ARTICLES, handle):
        while (await broker.depth(NLP_ARTICLES)).ready or (await broker.depth(NLP_ARTICLES)).in_hand:
            await asyncio.sleep(0.02)
    return taken
