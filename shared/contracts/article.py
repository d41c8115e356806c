"""The Article: what the crawler makes of a page, before anybody has read it."""

from __future__ import annotations

from typing import Literal

from pydantic import AwareDatetime, BaseModel, ConfigDict, Field

Kind = Literal["berita", "rilis", "aspirasi", "sosial"]
PublishedPrecision = Literal["time", "day", "unknown"]
PublishedFrom = Literal["json-ld", "meta", "feed", "url", "dateline", "push", "first-seen"]


class Contract(BaseModel):
    """Base of every message model: immutable; unknown fields of a newer minor version are ignored."""

    model_config = ConfigDict(frozen=True, extra="ignore")


class SourceRef(Contract):
    """The outlet an article came from, as the crawler knows it."""

    id: str = Field(description="Stable slug, e.g. kabar-pesisir")
    name: str
    domain: str = Field(description="Host of the outlet; regional subdomains are outlets of their own")
    region: str | None = Field(None, description="Kemendagri code of the home region; a prior, never proof")
    timezone: str = Field("Asia/Jakarta", description="IANA zone of dates that carry none")
    official: bool = Field(False, description="True for a government site")


class Report(Contract):
    """What the complaints system of its origin says about a report: given facts, never read from its text."""

    ticket: str | None = Field(None, max_length=200, description="Number of the report there")
    status: str | None = Field(
        None, max_length=200, description="As given, e.g. verifikasi, disposisi, selesai"
    )
    office: str | None = Field(None, max_length=200, description="Office that the report was handed to")
    category: str | None = Field(None, max_length=200)
    channel: str | None = Field(None, max_length=200, description="Where it was said: platform or channel")


class Article(Contract):
    """One revision of one page. The same id with other text is a new revision, never a new article."""

    id: str = Field(pattern=r"^[0-9a-f]{32}$", description="First 32 hex digits of sha256(canonical_url)")
    revision: int = Field(ge=1)
    url: str
    canonical_url: str
    title: str = Field(min_length=1)
    text: str = Field(description="Body, paragraphs separated by a blank line, page furniture removed")
    author: str | None = None
    image: str | None = None
    kind: Kind = "berita"
    source: SourceRef
    published_at: AwareDatetime = Field(description="With the offset it was published in; never dropped")
    published_precision: PublishedPrecision
    published_from: PublishedFrom
    seen_at: AwareDatetime = Field(description="First sight of this article (revision 1), UTC")
    revised_at: AwareDatetime = Field(description="First sight of this revision, UTC")
    content_hash: str = Field(
        description="sha256 over title and text, and the report's facts; tells revisions apart"
    )
    raw_sha256: str | None = Field(None, description="Key of the raw HTML in the archive")
    report: Report | None = Field(None, description="Of kind aspirasi and sosial, where it was given")
