"""A source as somebody writes it down: only `url` is required, the rest follows from it."""

from __future__ import annotations

import re
from typing import Annotated, Any
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, field_validator

from services.crawler.canonical import domain_of, split_http_url
from services.crawler.errors import NotAllowedUrl
from shared.contracts.crawl import Source, SourceKind
from shared.regions.table import load_regions

UNITS = {"": 1, "s": 1, "m": 60, "h": 3600, "d": 86400}
# Half a minute at the fastest: a feed is fresh for longer, and more would be impolite.
SHORTEST_INTERVAL = 30
LONGEST_INTERVAL = 86400


def read_interval(value: Any) -> Any:
    """Seconds from ``300``, ``5m``, ``2h`` or ``30s``; raises ValueError for other text."""
    if not isinstance(value, str):
        return value
    match = re.fullmatch(r"\s*(\d+)\s*([smhd]?)\s*", value)
    if not match:
        raise ValueError(f"{value!r} is not an interval; write 300, 30s, 5m or 2h")
    return int(match[1]) * UNITS[match[2]]


def _known_region(code: Any) -> Any:
    if code is None:
        return None
    # YAML reads 64.10 as the number 64.1: the code must be quoted to survive.
    if not isinstance(code, str):
        raise ValueError(f'{code!r} is not a region code; quote it: region: "64.08"')
    if not re.fullmatch(r"\d{2}(\.\d{2})?", code):
        raise ValueError(f"{code!r} is not a region code such as 64 or 64.08")
    if code not in load_regions():
        raise ValueError(f"{code!r} is not a known region code")
    return code


def _http_url(value: Any) -> Any:
    if not isinstance(value, str):
        raise ValueError(f"{value!r} is not an address")
    try:
        split_http_url(value)
    except NotAllowedUrl as error:
        raise ValueError(str(error)) from error
    return value.strip()


def slug(text: str) -> str:
    """Lower-case letters, digits and hyphens: ``Kabar Pesisir`` → ``kabar-pesisir``."""
    return re.sub(r"[^a-z0-9]+", "-", text.lower()).strip("-")[:63].strip("-")


HttpUrl = Annotated[str, BeforeValidator(_http_url)]
RegionCode = Annotated[str | None, BeforeValidator(_known_region)]
Interval = Annotated[int, BeforeValidator(read_interval), Field(ge=SHORTEST_INTERVAL, le=LONGEST_INTERVAL)]


class SourceFields(BaseModel):
    """What may be said about a source, and changed later."""

    model_config = ConfigDict(extra="forbid")

    name: str | None = Field(None, min_length=1, max_length=200)
    feeds: list[HttpUrl] = []
    sitemaps: list[HttpUrl] = []
    listings: list[HttpUrl] = []
    region: RegionCode = None
    timezone: str | None = None
    kind: SourceKind = "media"
    interval: Interval = 300
    paused: bool = False

    @field_validator("timezone")
    @classmethod
    def _known_zone(cls, value: str | None) -> str | None:
        if value is not None:
            try:
                ZoneInfo(value)
            except (ZoneInfoNotFoundError, ValueError, OSError) as error:
                raise ValueError(f"{value!r} is not a time zone such as Asia/Makassar") from error
        return value


class NewSource(SourceFields):
    """A source to add. The id comes from the domain, the zone from the region, when absent."""

    id: str | None = Field(None, pattern=r"^[a-z0-9][a-z0-9-]{0,62}$")
    url: HttpUrl

    def source(self) -> Source:
        """The complete source."""
        domain = domain_of(self.url)
        region = load_regions().get(self.region) if self.region else None
        return Source(
            id=self.id or slug(domain) or "sumber",
            name=self.name or name_from(domain),
            url=self.url,
            domain=domain,
            feeds=self.feeds,
            sitemaps=self.sitemaps,
            listings=self.listings,
            region=self.region,
            timezone=self.timezone or (region.timezone if region else "Asia/Jakarta"),
            kind=self.kind,
            interval=self.interval,
            paused=self.paused,
        )


def name_from(domain: str) -> str:
    """A readable name from a domain: ``kabar-pesisir.example`` → ``Kabar Pesisir``."""
    if re.fullmatch(r"[\d.]+|\[.*\]", domain):
        return domain
    labels = domain.split(".")
    # "kutim.kabar.co.id": everything before the public part is the name.
    public = 2 if len(labels) > 2 and len(labels[-2]) <= 3 else 1
    return " ".join(label.replace("-", " ").title() for label in labels[:-public]) or domain
