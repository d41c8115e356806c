"""What the crawler is asked and answers: bodies of its internal HTTP API, and the Source."""

from __future__ import annotations

from typing import Literal

from pydantic import AwareDatetime, Field

from shared.contracts.article import Contract, Kind, Report

SourceKind = Literal["media", "pemerintah"]


class Source(Contract):
    """An outlet to crawl. Only `url` is required in a sources file; the rest is discovered or defaulted."""

    id: str = Field(pattern=r"^[a-z0-9][a-z0-9-]{0,62}$")
    name: str
    url: str
    domain: str
    feeds: list[str] = []
    sitemaps: list[str] = []
    listings: list[str] = []
    region: str | None = None
    timezone: str = "Asia/Jakarta"
    kind: SourceKind = "media"
    interval: int = Field(300, ge=30, description="Seconds between two looks at a feed")
    paused: bool = False
    last_success_at: AwareDatetime | None = None
    last_error: str | None = None


class SourceHealthDay(Contract):
    """What happened to a source on one UTC day."""

    day: str
    discovered: int = 0
    fetched: int = 0
    extracted: int = 0
    enriched: int = Field(0, description="Articles first seen on this day that were read")
    indexed: int = Field(0, description="Those of them that can be found")
    dropped: dict[str, int] = Field({}, description="Reason → pages")


class SourceHealth(Contract):
    """A source's last days, newest last, and its last success and error."""

    source: Source
    days: list[SourceHealthDay]


class SourceArrivalsQuery(Contract):
    """Which source, and how many UTC days back, today included."""

    source_id: str
    days: int = Field(ge=1, le=90)


class SourceArrival(Contract):
    """Articles first seen on one UTC day: read by the language service, and in the index."""

    day: str
    enriched: int
    indexed: int


class SourceArrivals(Contract):
    """The last days of a source in the search service, newest last."""

    days: list[SourceArrival]


class PushedSource(Contract):
    """Who said it: a known source id, or a name of one's own."""

    id: str | None = None
    name: str
    region: str | None = None
    timezone: str = "Asia/Jakarta"


class PushedArticle(Contract):
    """A document given to the pipeline by hand or by another system."""

    kind: Kind = "berita"
    title: str = Field(min_length=1, max_length=500)
    text: str = Field(min_length=1, max_length=200_000)
    url: str | None = None
    published_at: AwareDatetime | None = None
    author: str | None = None
    source: PushedSource
    report: Report | None = None


class TenantPush(PushedArticle):
    """A pushed document and whose it is; without a tenant it is the installation's own.

    It never becomes a revision of another tenant's document or of a crawled page, whatever its address.
    """

    tenant_id: str | None = None


class Accepted(Contract):
    """The pipeline has it: the article id, and its revision when that is known already."""

    id: str
    revision: int | None = None


class CrawlRequest(Contract):
    """Fetch this page now."""

    url: str


PollKind = Literal["home", "feed", "sitemap", "listing"]


class SourcePoll(Contract):
    """A place that a source is asked for news at: when it was asked, and when it is asked next."""

    kind: PollKind
    url: str
    next_at: AwareDatetime | None = Field(description="null: not any more, as for a paused source")
    visited_at: AwareDatetime | None
    last_error: str | None


class SourcePolls(Contract):
    """The places of a source, next ones first."""

    items: list[SourcePoll]


class LookOrder(Contract):
    """An outlet to look at before it is added."""

    url: str


class LookPlace(Contract):
    """A place that the outlet would be asked at; `articles` are what it leads to now."""

    kind: PollKind
    url: str
    articles: int
    problem: str | None = None


class LookArticle(Contract):
    """An article that would be collected; dates as the outlet writes them."""

    url: str
    title: str | None
    published: str | None


class LookSample(Contract):
    """The first of these articles as it would be read."""

    url: str
    title: str = ""
    opening: str = Field("", description="The beginning of its text")
    words: int = 0
    published_at: AwareDatetime | None = None
    problem: str | None = Field(None, description="Reason under which it would be dropped")


class SourceLook(Contract):
    """What would be collected from an outlet; nothing is stored. `problem`: the reason why nothing would."""

    url: str
    domain: str
    name: str
    places: list[LookPlace] = []
    articles: list[LookArticle] = []
    sample: LookSample | None = None
    problem: str | None = None
