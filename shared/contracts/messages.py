"""The event bodies: one model for each CloudEvents type, version 1."""

from __future__ import annotations

from typing import ClassVar, Literal

from pydantic import AwareDatetime, Field

from shared.contracts.article import Article, Contract
from shared.contracts.enrichment import Enrichment, ToneLabel


class Event(Contract):
    """A message body. `type` is the CloudEvents type, `subject` what it is about."""

    TYPE: ClassVar[str]

    def subject(self) -> str:
        """The CloudEvents subject: the id of what this event is about."""
        raise TypeError(f"{type(self).__name__} has no subject")


class ArticleCrawled(Event):
    """A page was fetched and turned into a new article, or a new revision of a known one."""

    TYPE: ClassVar[str] = "id.gaung.article.crawled.v1"
    article: Article

    def subject(self) -> str:
        return self.article.id


class ArticleEnriched(Event):
    """An article revision was read; both travel together so that nobody has to look either up."""

    TYPE: ClassVar[str] = "id.gaung.article.enriched.v1"
    article: Article
    enrichment: Enrichment

    def subject(self) -> str:
        return self.article.id


class ArticleStored(Event):
    """An article revision lies in the index and waits for its story."""

    TYPE: ClassVar[str] = "id.gaung.article.stored.v1"
    article_id: str
    revision: int = Field(ge=1)

    def subject(self) -> str:
        return self.article_id


class ArticleIndexed(Event):
    """An article revision can be found and has its story."""

    TYPE: ClassVar[str] = "id.gaung.article.indexed.v1"
    article_id: str
    revision: int = Field(ge=1)
    source_id: str
    title: str
    url: str
    published_at: AwareDatetime
    seen_at: AwareDatetime
    indexed_at: AwareDatetime
    regions: list[str] = Field([], description="Codes of the regions it is about")
    tone: ToneLabel | None = None
    topics: list[str] = []
    story_id: str
    copy_of: str | None = None

    def subject(self) -> str:
        return self.article_id


class Delivery(Contract):
    """Where an alert goes."""

    type: Literal["webhook", "email", "telegram"]
    target: str = Field(description="URL, mail address or chat id")


class AlertPart(Contract):
    """One of the alerts that a message brings together."""

    alert_id: str
    title: str
    reason: str
    article_ids: list[str]
    raised_at: AwareDatetime


class AlertRaised(Event):
    """A watch fired: what, why, and where to send it.

    Alerts that were held (quiet hours, cool-down, digest) come as one message; `alert_id` is then the id of
    the message and `parts` are the alerts.
    """

    TYPE: ClassVar[str] = "id.gaung.alert.raised.v1"
    alert_id: str
    tenant_id: str
    watch_id: str
    title: str
    reason: str = Field(description="One sentence in Bahasa Indonesia with the figures behind the alert")
    article_ids: list[str]
    deliveries: list[Delivery]
    raised_at: AwareDatetime
    watch_name: str | None = None
    zone: str | None = Field(None, description="IANA zone in which the message tells the time")
    parts: list[AlertPart] = Field([], description="The alerts of this message, oldest first; empty: itself")
    held_for: Literal["cooldown", "quiet_hours", "digest"] | None = Field(
        None, description="Why the message comes later than its oldest alert"
    )
    secret_versions: list[int] = Field([1], description="Webhook secrets to sign with, newest first")

    def subject(self) -> str:
        return self.alert_id


class Attachment(Contract):
    """A file that travels with a mail; one with a `content_id` is a picture in the mail itself."""

    name: str = Field(max_length=200)
    media_type: str
    content: str = Field(description="base64")
    content_id: str | None = Field(None, description="As the HTML names it: cid:…")


class ReportReady(Event):
    """A report goes to its recipients by e-mail: as HTML, as plain text, and with its files.

    The same `message_id` again is the same sending: whoever has it gets it no second time.
    """

    TYPE: ClassVar[str] = "id.gaung.report.ready.v1"
    message_id: str = Field(min_length=1, max_length=64)
    tenant_id: str
    title: str = Field(description="The mail's subject line")
    text: str
    html: str
    recipients: list[str] = Field(min_length=1, max_length=100)
    attachments: list[Attachment] = []
    made_at: AwareDatetime

    def subject(self) -> str:
        return self.message_id
