"""Forgets articles that were first seen too long ago: whole months, in index and rows alike."""

from __future__ import annotations

from datetime import UTC, datetime

from sqlalchemy import delete, func, select
from sqlalchemy.ext.asyncio import AsyncEngine

from services.search.forgetting import remember
from services.search.index.upkeep import Upkeep
from services.search.tables import articles, correction_articles, revisions
from services.search.transactions import STORY_TURN, writing

# A transaction of some 0.1 s, between which the services may write.
BATCH = 500


def first_kept(months: int, now: datetime) -> datetime:
    """The beginning (UTC) of the oldest month that stays when `months` beside the present one are kept."""
    whole = now.astimezone(UTC).year * 12 + now.astimezone(UTC).month - 1 - months
    return datetime(whole // 12, whole % 12 + 1, 1, tzinfo=UTC)


async def count_before(engine: AsyncEngine, month: datetime) -> int:
    """How many articles were first seen before this month."""
    async with engine.connect() as connection:
        counted = select(func.count()).select_from(articles).where(articles.c.seen_at < month)
        return (await connection.execute(counted)).scalar_one()


async def forget_before(engine: AsyncEngine, index: Upkeep, month: datetime) -> int:
    """Forget what was first seen before this month; how many articles that were.

    The index first: interrupted in between, the next run still knows from the rows what is left to do, and
    nothing comes back. And last, since a story decision may write a document again while its row is there.
    Stories, alerts and corrections stay as history; raw HTML stays in the archive.
    """
    await index.drop_before(month)
    forgotten = 0
    while True:
        async with writing(engine, turn=STORY_TURN) as connection:
            old = select(articles.c.article_id).where(articles.c.seen_at < month).limit(BATCH)
            ids = list((await connection.execute(old)).scalars())
            # One stands for all: what counts is that the numbers of decisions go on.
            await remember(connection, ids[:1], month)
            for table in (revisions, correction_articles, articles):
                await connection.execute(delete(table).where(table.c.article_id.in_(ids)))
        if not ids:
            break
        forgotten += len(ids)
    await index.drop_before(month)
    return forgotten
