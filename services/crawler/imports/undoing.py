"""Takes an import back: the articles that it brought are forgotten here and by the search service.

An article that was revised since belongs to whoever revised it and stays; so does what the import only
revised.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta

import httpx
import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine

from services.crawler.imports.finding import ASKED
from services.crawler.imports.lookup import get
from services.crawler.imports.store import forget
from services.crawler.tables import article_revisions, articles, import_articles, import_rows, outbox
from shared.contracts.imports import ArticleIds

# What the language service has not handed on by then lies in quarantine, and nothing of it comes after.
SETTLED = timedelta(minutes=15)


class StillOnTheWay(Exception):
    """Rows of the import are in the pipeline: they would arrive after they were forgotten."""


async def undo(
    engine: AsyncEngine, search: httpx.AsyncClient, tenant_id: str, identity: str, now: datetime
) -> int:
    """Forget the import and its articles; how many articles went.

    The search service first: interrupted in between, the import is still there to be taken back again. Raises
    UnknownImport, StillOnTheWay, and httpx.HTTPError when the search service does not answer.
    """
    async with engine.connect() as connection:
        found = await get(connection, tenant_id, identity)
        if found.state != "done":
            raise StillOnTheWay(identity)
        recent = found.finished_at is not None and now - found.finished_at < SETTLED
        if recent and await _on_the_way(connection, identity):
            raise StillOnTheWay(identity)
        ids = await _brought(connection, identity)
    for some in _parts(ids):
        answer = await search.post("/articles/forget", json=ArticleIds(ids=some).model_dump())
        answer.raise_for_status()
    async with engine.begin() as connection:
        for some in _parts(ids):
            for column in (outbox.c.subject, article_revisions.c.article_id, articles.c.id):
                await connection.execute(sa.delete(column.table).where(column.in_(some)))
        await forget(connection, identity)
    return len(ids)


async def _on_the_way(connection: AsyncConnection, identity: str) -> bool:
    rows = sa.select(import_rows.c.row).where(import_rows.c.import_id == identity).limit(1)
    return (await connection.execute(rows)).first() is not None


async def _brought(connection: AsyncConnection, identity: str) -> list[str]:
    """The articles whose only revision is the one that this import made."""
    ours = (
        sa.select(import_articles.c.article_id)
        .join(articles, articles.c.id == import_articles.c.article_id)
        .where(import_articles.c.import_id == identity, articles.c.revision == 1)
        .order_by(import_articles.c.article_id)
    )
    return list((await connection.execute(ours)).scalars())


def _parts(ids: Sequence[str]) -> list[list[str]]:
    return [list(ids[start : start + ASKED]) for start in range(0, len(ids), ASKED)]
