"""An article as the API shows it."""

from __future__ import annotations

import html
from typing import Annotated

from pydantic import AwareDatetime, BaseModel, Field

from shared.contracts.article import Kind, PublishedFrom, PublishedPrecision, Report
from shared.contracts.enrichment import (
    Aspiration,
    Entity,
    Person,
    Quote,
    RegionMention,
    StageState,
    Tone,
    Topic,
)
from shared.contracts.query import UNSEEN, IndexedArticle, Revision, StoryRef

# The search service marks matched words with two private-use characters, which no text contains.
_MARK_START, _MARK_END = "\ue000", "\ue001"


class ArticleSource(BaseModel):
    """The outlet of an article."""

    id: str
    name: str
    domain: str
    region: Annotated[str | None, Field(description="Kemendagri code of its home region")]


class ReadBy(BaseModel):
    """Which model read the article, and how each stage went."""

    model: str
    stages: dict[str, StageState]


class ArticleView(BaseModel):
    """An article with all that was read in it."""

    id: str
    url: str
    canonical_url: str
    title: str
    text: str = Field(description="Paragraphs separated by a blank line")
    summary: list[str]
    author: str | None
    image: str | None
    kind: Kind
    lang: str = Field(description="ISO 639 code; und when unknown")
    source: ArticleSource
    published_at: AwareDatetime = Field(description="With the offset it was published in")
    published_precision: PublishedPrecision
    published_from: PublishedFrom
    seen_at: AwareDatetime = Field(description="First sight, UTC")
    revision: int
    revisions: list[Revision]
    regions: list[RegionMention]
    tone: Tone | None = Field(description="Toward the local government; null when it could not be read")
    topics: list[Topic]
    aspiration: Aspiration | None
    people: list[Person]
    entities: list[Entity]
    quotes: list[Quote]
    keyphrases: list[str]
    story: StoryRef | None = Field(
        description="null until the article has its story, a moment after indexing"
    )
    report: Report | None = Field(
        None, description="Of a complaint or post: what the system that it came from says about it"
    )
    copy_of: str | None = Field(
        description="Id of the article whose text this one repeats; null also when that one lies outside "
        "your regions"
    )
    enrichment: ReadBy
    score: float | None = Field(
        None,
        description="In rankings by meaning the cosine with what was asked (above 0, at most 1), in "
        "mode=hybrid the fused score; comparable within one answer only",
    )
    highlights: dict[str, list[str]] = Field(
        {}, description="In lists with q: field → HTML fragments, matched words between <em> and </em>"
    )


def view_of_article(indexed: IndexedArticle) -> ArticleView:
    """The article as the API shows it."""
    article, enrichment = indexed.article, indexed.enrichment
    return ArticleView(
        id=article.id,
        url=article.url,
        canonical_url=article.canonical_url,
        title=article.title,
        text=article.text,
        summary=enrichment.summary,
        author=article.author,
        image=article.image,
        kind=article.kind,
        lang=enrichment.lang,
        source=ArticleSource(
            id=article.source.id,
            name=article.source.name,
            domain=article.source.domain,
            region=article.source.region,
        ),
        published_at=article.published_at,
        published_precision=article.published_precision,
        published_from=article.published_from,
        seen_at=article.seen_at,
        revision=article.revision,
        revisions=indexed.revisions,
        regions=enrichment.regions,
        tone=enrichment.tone,
        topics=enrichment.topics,
        aspiration=enrichment.aspiration,
        people=enrichment.people,
        entities=enrichment.entities,
        quotes=enrichment.quotes,
        keyphrases=enrichment.keyphrases,
        story=indexed.story,
        report=article.report,
        copy_of=None if indexed.copy_of == UNSEEN else indexed.copy_of,
        enrichment=ReadBy(model=enrichment.model, stages=enrichment.stages),
        score=indexed.score,
        highlights={
            field: [marked_html(fragment) for fragment in fragments]
            for field, fragments in indexed.highlights.items()
        },
    )


def marked_html(fragment: str) -> str:
    """A fragment as HTML: everything escaped, the marked words between <em> and </em>."""
    escaped = html.escape(fragment)
    return escaped.replace(_MARK_START, "<em>").replace(_MARK_END, "</em>")
