"""Writes an article (new, a new revision of a known one, or unchanged) and its event, in one transaction."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncConnection

from services.crawler.canonical import article_id
from services.crawler.dates import Published, first_seen
from services.crawler.tables import LONG_AGO, article_revisions, articles, outbox
from services.crawler.upsert import insert_into
from shared.contracts.article import Article, Kind, Report, SourceRef
from shared.contracts.messages import ArticleCrawled

CHANNEL = "article.crawled"


@dataclass(frozen=True)
class Draft:
    """What was read or pushed, before it is known whether it is new."""

    url: str
    canonical_url: str
    title: str
    text: str
    author: str | None
    image: str | None
    kind: Kind
    source: SourceRef
    published: Published | None
    content_hash: str
    raw_sha256: str | None
    report: Report | None = None


@dataclass(frozen=True)
class Stored:
    """The article as it stands now; `changed` when this draft made a revision and an event."""

    article: Article
    changed: bool


async def store(connection: AsyncConnection, draft: Draft, now: datetime) -> Stored:
    """Store a draft within the caller's transaction.

    The same title and text again is no revision and no event; other text is the next revision, with the first
    sight of revision 1. Two processes with the same article wait for each other on its row.
    """
    identity = article_id(draft.canonical_url)
    await connection.execute(
        insert_into(connection, articles)
        .values(
            id=identity,
            canonical_url=draft.canonical_url,
            url=draft.url,
            source_id=draft.source.id,
            revision=0,
            content_hash="",
            seen_at=now,
            revised_at=now,
        )
        .on_conflict_do_nothing()
    )
    row = (
        await connection.execute(sa.select(articles).where(articles.c.id == identity).with_for_update())
    ).one()
    if row.content_hash == draft.content_hash:
        return Stored(await get_article(connection, identity), changed=False)
    article = _article(draft, identity, row.revision + 1, row.seen_at, now)
    await connection.execute(
        sa.update(articles)
        .where(articles.c.id == identity)
        .values(revision=article.revision, content_hash=article.content_hash, revised_at=now, url=draft.url)
    )
    await connection.execute(
        sa.insert(article_revisions).values(
            article_id=identity,
            revision=article.revision,
            title=article.title,
            seen_at=now,
            content_hash=article.content_hash,
            raw_sha256=draft.raw_sha256,
            body=article.model_dump_json(),
        )
    )
    await connection.execute(
        sa.insert(outbox).values(
            channel=CHANNEL,
            subject=identity,
            message_id=f"{identity}.{article.revision}",
            body=ArticleCrawled(article=article).model_dump_json(),
            written_at=now,
            lease_until=LONG_AGO,
        )
    )
    return Stored(article, changed=True)


async def get_article(connection: AsyncConnection, identity: str) -> Article:
    """The newest revision of a known article, as it was sent."""
    body = await connection.execute(
        sa.select(article_revisions.c.body)
        .where(article_revisions.c.article_id == identity)
        .order_by(article_revisions.c.revision.desc())
        .limit(1)
    )
    return Article.model_validate_json(body.scalar_one())


def _article(draft: Draft, identity: str, revision: int, seen_at: datetime, now: datetime) -> Article:
    published = draft.published or first_seen(seen_at, ZoneInfo(draft.source.timezone))
    return Article(
        id=identity,
        revision=revision,
        url=draft.url,
        canonical_url=draft.canonical_url,
        title=draft.title,
        text=draft.text,
        author=draft.author,
        image=draft.image,
        kind=draft.kind,
        source=draft.source,
        published_at=published.at,
        published_precision=published.precision,
        published_from=published.origin,
        seen_at=seen_at,
        revised_at=now,
        content_hash=draft.content_hash,
        raw_sha256=draft.raw_sha256,
        report=draft.report,
    )
