"""Announces articles again whose events were lost on their way, as after a restore without the old broker."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Sequence
from datetime import UTC, datetime

import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncEngine

from services.crawler.article_store import CHANNEL
from services.crawler.tables import LONG_AGO, article_revisions, articles, outbox
from services.crawler.upsert import insert_into
from shared.contracts.article import Article
from shared.contracts.messages import ArticleCrawled

BATCH = 200
Revision = tuple[str, int]
"""The id of an article and the number of one of its revisions."""
Arrived = Callable[[Sequence[str]], Awaitable[set[Revision]]]
"""Tells which revisions of these articles arrived where they were sent to."""


async def announce_again(engine: AsyncEngine, arrived: Arrived, since: datetime) -> int:
    """Put every revision of articles first seen since then that did not arrive into the outbox; how many.

    The crawler itself would not: a page that it knows is unchanged. Revisions that wait there already stay.
    """
    announced, last = 0, ""
    while True:
        newer = (
            sa.select(articles.c.id)
            .where(articles.c.id > last, articles.c.seen_at >= since)
            .order_by(articles.c.id)
            .limit(BATCH)
        )
        async with engine.connect() as connection:
            ids = list((await connection.execute(newer)).scalars())
        if not ids:
            return announced
        announced += await _announce(engine, ids, await arrived(ids))
        last = ids[-1]


async def _announce(engine: AsyncEngine, ids: Sequence[str], arrived: set[Revision]) -> int:
    key = (article_revisions.c.article_id, article_revisions.c.revision)
    announced = 0
    async with engine.begin() as connection:
        rows = await connection.execute(sa.select(*key).where(key[0].in_(ids)).order_by(*key))
        known = [(row.article_id, row.revision) for row in rows]
        for identity, revision in known:
            if (identity, revision) in arrived:
                continue
            body = await connection.scalar(
                sa.select(article_revisions.c.body).where(key[0] == identity, key[1] == revision)
            )
            event = ArticleCrawled(article=Article.model_validate_json(str(body)))
            added = await connection.execute(
                insert_into(connection, outbox)
                .values(
                    channel=CHANNEL,
                    subject=identity,
                    message_id=f"{identity}.{revision}",
                    body=event.model_dump_json(),
                    written_at=datetime.now(UTC),
                    lease_until=LONG_AGO,
                )
                .on_conflict_do_nothing()
            )
            announced += added.rowcount
    return announced
