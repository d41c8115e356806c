"""A loopback web that a test can edit while it is being crawled: one server for each outlet."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import datetime
from email.utils import format_datetime
from xml.sax.saxutils import escape

from fastapi import FastAPI, Response
from fastapi.responses import HTMLResponse

from shared.runtime.process import serving

PAGE = """<!DOCTYPE html><html lang="id"><head><meta charset="utf-8"><title>{title} - {outlet}</title>
<meta property="og:type" content="article"><meta property="og:title" content="{title}">{head}</head>
<body><header><nav><a href="/">Beranda</a> <a href="/tentang">Tentang</a></nav></header><main><article>
<h1>{title}</h1>{body}</article><aside><ul><li><a href="/">Baca berita lain di {outlet}</a></li></ul></aside></main>
<footer>Media fiktif</footer></body></html>"""


@dataclass
class Page:
    """A page of an outlet. `head` overrides what the page says of its date."""

    title: str
    paragraphs: list[str]
    published: datetime
    head: str | None = None
    in_feed: bool = True


@dataclass
class TestOutlet:
    """An outlet with an RSS feed at /feed; `raw` answers other paths with exactly that."""

    __test__ = False

    name: str
    port: int = 0
    pages: dict[str, Page] = field(default_factory=dict)
    raw: dict[str, Response] = field(default_factory=dict)
    hits: list[str] = field(default_factory=list)

    @property
    def base(self) -> str:
        """Address without a trailing slash."""
        return f"http://127.0.0.1:{self.port}"

    def app(self) -> FastAPI:
        """The server of this outlet."""
        app = FastAPI()

        @app.get("/{path:path}")
        async def serve(path: str) -> Response:
            path = "/" + path
            self.hits.append(path)
            if path in self.raw:
                return self.raw[path]
            if path == "/feed":
                return Response(self._feed(), media_type="application/rss+xml")
            if path in self.pages:
                return HTMLResponse(self._html(self.pages[path]))
            return HTMLResponse("<h1>tidak ada</h1>", status_code=404)

        return app

    def _html(self, page: Page) -> str:
        stamp = f'<meta property="article:published_time" content="{page.published.isoformat()}">'
        body = "".join(f"<p>{escape(paragraph)}</p>" for paragraph in page.paragraphs)
        return PAGE.format(
            title=escape(page.title),
            outlet=self.name,
            head=stamp if page.head is None else page.head,
            body=body,
        )

    def _feed(self) -> str:
        items = "".join(
            f"<item><title>{escape(page.title)}</title><link>{self.base}{path}</link>"
            + (f"<pubDate>{format_datetime(page.published)}</pubDate>" if page.head is None else "")
            + "</item>"
            for path, page in self.pages.items()
            if page.in_feed
        )
        return (
            '<?xml version="1.0" encoding="UTF-8"?><rss version="2.0"><channel>'
            f"<title>{self.name}</title><link>{self.base}/</link>"
            f"<description>berita</description>{items}</channel></rss>"
        )


@asynccontextmanager
async def open_outlets(*outlets: TestOutlet) -> AsyncIterator[None]:
    """Serve each outlet on a port of its own."""
    if not outlets:
        yield
        return
    first, *rest = outlets
    async with serving(first.app(), "127.0.0.1", 0) as port:
        first.port = port
        async with open_outlets(*rest):
            yield
