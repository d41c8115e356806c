"""The demo's web server: every outlet on a host of its own, with feeds, sitemaps, listings and articles."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from datetime import UTC, datetime
from email.utils import format_datetime
from xml.sax.saxutils import escape
from zoneinfo import ZoneInfo

from fastapi import FastAPI, HTTPException, Request, Response
from fastapi.responses import HTMLResponse, PlainTextResponse
from jinja2 import Environment, PackageLoader

from services.standalone.demo.corpus import MONTHS, DemoArticle
from services.standalone.demo.outlets import OUTLETS, Outlet

TEMPLATES = Environment(loader=PackageLoader("services.standalone.demo"), autoescape=True)
DAYS = ("Senin", "Selasa", "Rabu", "Kamis", "Jumat", "Sabtu", "Minggu")
ZONE_NAMES = {7: "WIB", 8: "WITA", 9: "WIT"}
# A news sitemap holds two days by its own rules; the demo keeps everything, as many outlets do.
FEED_LENGTH = 500
STYLE = "body{font:1rem/1.6 serif;max-width:42rem;margin:1rem auto;padding:0 1rem}nav li{display:inline}"

Clock = Callable[[], datetime]


def path_of(article: DemoArticle) -> str:
    """The path of an article, as portals build it: day of publication and words of the title."""
    words = re.sub(r"[^a-z0-9]+", "-", article.title.lower()).strip("-")
    return f"/berita/{article.published:%Y/%m/%d}/{article.id}-{words[:60].strip('-')}"


class DemoWeb:
    """The outlets and what they have printed. An article can be read from its hour of publication on."""

    def __init__(self, printed: dict[str, list[DemoArticle]], port: int, clock: Clock) -> None:
        self.port = port
        self._clock = clock
        self._printed = printed
        self._outlets = {outlet.slug: outlet for outlet in OUTLETS}
        self.app = FastAPI(docs_url=None, redoc_url=None, openapi_url=None)
        self.app.get("/{path:path}")(self.serve)

    def base(self, outlet: Outlet) -> str:
        """An outlet's address; names under .localhost are loopback everywhere (RFC 6761)."""
        return f"http://{outlet.slug}.localhost:{self.port}"

    def visible(self, outlet: Outlet) -> list[DemoArticle]:
        """What an outlet has printed by now, newest first."""
        now = self._clock()
        printed = [article for article in self._printed[outlet.slug] if article.published <= now]
        return sorted(printed, key=lambda article: article.published, reverse=True)

    async def serve(self, request: Request, path: str) -> Response:
        """Answer for the outlet that the Host header names."""
        slug = (request.url.hostname or "").removesuffix(".localhost")
        outlet = self._outlets.get(slug)
        if outlet is None:
            raise HTTPException(404, "no such outlet")
        match "/" + path:
            case "/":
                return self._front(outlet)
            case "/robots.txt":
                return PlainTextResponse(self._robots(outlet))
            case "/feed" if outlet.discovery == "rss":
                return Response(self._rss(outlet), media_type="application/rss+xml")
            case "/atom.xml" if outlet.discovery == "atom":
                return Response(self._atom(outlet), media_type="application/atom+xml")
            case "/sitemap-news.xml" if outlet.discovery == "sitemap":
                return Response(self._sitemap(outlet), media_type="application/xml")
            case "/gaya.css":
                return Response(STYLE, media_type="text/css")
        for article in self.visible(outlet):
            if path_of(article) == f"/{path}":
                return self._article(outlet, article)
        raise HTTPException(404, "halaman tidak ditemukan")

    def _robots(self, outlet: Outlet) -> str:
        lines = ["User-agent: *", "Disallow: /tag/"]
        if outlet.discovery == "sitemap":
            lines.append(f"Sitemap: {self.base(outlet)}/sitemap-news.xml")
        return "\n".join(lines) + "\n"

    def _front(self, outlet: Outlet) -> HTMLResponse:
        links = [(article.title, path_of(article)) for article in self.visible(outlet)]
        return HTMLResponse(TEMPLATES.get_template("front.html").render(outlet=outlet, links=links))

    def _article(self, outlet: Outlet, article: DemoArticle) -> HTMLResponse:
        published = article.published.astimezone(ZoneInfo(outlet.zone))
        related = [
            (other.title, path_of(other)) for other in self.visible(outlet)[:5] if other.id != article.id
        ]
        linked_data = {
            "@context": "https://schema.org",
            "@type": "NewsArticle",
            "headline": article.title,
            "datePublished": published.isoformat(),
            "author": {"@type": "Organization", "name": outlet.name},
        }
        page = TEMPLATES.get_template("article.html").render(
            outlet=outlet,
            article=article,
            url=self.base(outlet) + path_of(article),
            published=published.isoformat(),
            spoken_date=spoken(published),
            json_ld=json.dumps(linked_data).replace("<", "\\u003c"),
            paragraphs=article.text.split("\n\n"),
            related=related,
            tags=[word.lower() for word in re.findall(r"\b[A-Z][a-z]{4,}", article.title)[:3]],
        )
        return HTMLResponse(page)

    def _rss(self, outlet: Outlet) -> str:
        items = "".join(
            f"<item><title>{escape(article.title)}</title>"
            f"<link>{self.base(outlet)}{path_of(article)}</link>"
            f"<pubDate>{format_datetime(article.published.astimezone(ZoneInfo(outlet.zone)))}</pubDate></item>"
            for article in self.visible(outlet)[:FEED_LENGTH]
        )
        return (
            '<?xml version="1.0" encoding="UTF-8"?><rss version="2.0"><channel>'
            f"<title>{escape(outlet.name)}</title><link>{self.base(outlet)}/</link>"
            f"<description>Berita fiktif</description>{items}</channel></rss>"
        )

    def _atom(self, outlet: Outlet) -> str:
        entries = "".join(
            f"<entry><title>{escape(article.title)}</title><id>{self.base(outlet)}{path_of(article)}</id>"
            f'<link href="{self.base(outlet)}{path_of(article)}"/>'
            f"<published>{article.published.isoformat()}</published>"
            f"<updated>{article.published.isoformat()}</updated></entry>"
            for article in self.visible(outlet)[:FEED_LENGTH]
        )
        updated = self._clock().astimezone(UTC).isoformat()
        return (
            f'<?xml version="1.0" encoding="UTF-8"?><feed xmlns="http://www.w3.org/2005/Atom">'
            f"<title>{escape(outlet.name)}</title><id>{self.base(outlet)}/</id><updated>{updated}</updated>"
            f"{entries}</feed>"
        )

    def _sitemap(self, outlet: Outlet) -> str:
        urls = "".join(
            f"<url><loc>{self.base(outlet)}{path_of(article)}</loc><news:news><news:publication>"
            f"<news:name>{escape(outlet.name)}</news:name><news:language>id</news:language></news:publication>"
            f"<news:publication_date>{article.published.isoformat()}</news:publication_date>"
            f"<news:title>{escape(article.title)}</news:title></news:news></url>"
            for article in self.visible(outlet)[:FEED_LENGTH]
        )
        return (
            '<?xml version="1.0" encoding="UTF-8"?>'
            '<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9" '
            f'xmlns:news="http://www.google.com/schemas/sitemap-news/0.9">{urls}</urlset>'
        )


def spoken(moment: datetime) -> str:
    """A date as government portals print it: ``Selasa, 15 Agustus 2023 | 18:19 WIB``."""
    offset = moment.utcoffset()
    hours = int(offset.total_seconds() // 3600) if offset else 7
    month = MONTHS[moment.month - 1]
    return (
        f"{DAYS[moment.weekday()]}, {moment.day} {month} {moment.year} | {moment:%H:%M} {ZONE_NAMES[hours]}"
    )
