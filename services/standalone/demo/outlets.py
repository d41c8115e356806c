"""The demo's outlets: nine fictional sites, each with its own way of publishing, and what each prints."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from services.standalone.demo.corpus import DemoArticle

Discovery = Literal["rss", "atom", "sitemap", "listing"]
DateIn = Literal["json-ld", "meta", "dateline"]


@dataclass(frozen=True)
class Outlet:
    """A fictional site. `date_in` says where its pages carry their date; `zone` is its home zone."""

    slug: str
    name: str
    area: str
    official: bool
    discovery: Discovery
    date_in: DateIn
    zone: str


# Every way in which the crawler finds and dates pages occurs at least once.
OUTLETS: tuple[Outlet, ...] = (
    Outlet("kabar-etam", "Kabar Etam", "kalimantan", False, "rss", "json-ld", "Asia/Makassar"),
    Outlet("warta-khatulistiwa", "Warta Khatulistiwa", "kalimantan", False, "atom", "meta", "Asia/Pontianak"),
    Outlet(
        "portal-borneo", "Portal Informasi Borneo", "kalimantan", True, "rss", "dateline", "Asia/Makassar"
    ),
    Outlet("celebes-pagi", "Celebes Pagi", "sulawesi", False, "sitemap", "json-ld", "Asia/Makassar"),
    Outlet("suara-teluk", "Suara Teluk", "sulawesi", False, "rss", "meta", "Asia/Makassar"),
    Outlet(
        "portal-celebes", "Portal Informasi Celebes", "sulawesi", True, "listing", "json-ld", "Asia/Makassar"
    ),
    Outlet("timur-kini", "Timur Kini", "timur", False, "rss", "json-ld", "Asia/Jayapura"),
    Outlet("lentera-nusa", "Lentera Nusa", "timur", False, "listing", "meta", "Asia/Jakarta"),
    Outlet("portal-timur", "Portal Informasi Timur", "timur", True, "rss", "json-ld", "Asia/Jayapura"),
)


def area_of(article: DemoArticle) -> str:
    """The part of the country an article belongs to; what names no region goes to the east."""
    first = article.regions[0][:1] if article.regions else ""
    return {"6": "kalimantan", "7": "sulawesi"}.get(first, "timur")


def assign(articles: Sequence[DemoArticle]) -> dict[str, list[DemoArticle]]:
    """Outlet slug → articles. Articles about one event go to different outlets where it can be helped."""
    printed: dict[str, list[DemoArticle]] = {outlet.slug: [] for outlet in OUTLETS}
    events: dict[str, set[str]] = {outlet.slug: set() for outlet in OUTLETS}
    for article in articles:
        official = article.kind == "rilis"
        candidates = [o for o in OUTLETS if o.area == area_of(article) and o.official == official]
        free = [o for o in candidates if article.event not in events[o.slug]] if article.event else candidates
        chosen = min(free or candidates, key=lambda outlet: len(printed[outlet.slug]))
        printed[chosen.slug].append(article)
        if article.event:
            events[chosen.slug].add(article.event)
    return printed
