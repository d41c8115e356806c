"""Takes an import back: the articles that it alone brought are forgotten here and by the search service.

An article that was revised since belongs to whoever revised it and stays; so does what the import only
revised, and what another import or a push brought as well.
"""

from __future__ import annotations

from datetime import datetime, timedelta

import httpx
import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine

from services.crawler.imports.finding import ASKED
from services.crawler.imports.lookup import get
from services.crawler.imports.store import forget
from services.crawler.tables import article_revisions, articles, import_articles, import_rows, outbox
from shared.contracts.imports import ForgetOrder

# Until then rows are merely on their way, and waiting a little takes everything back at once. What takes
# longer may come at any time: the search service, which was told what is forgotten, drops it then.
SETTLED = timedelta(minutes=15)
# A part takes a second; it may wait for a decision on stories, and for a busy disk.
FORGETTING_SECONDS = 60.0


class StillOnTheWay(Exception):
    """Rows of the import are in the pipeline: they would arrive after they were forgotten."""


async def undo(
    engine: AsyncEngine, search: httpx.AsyncClient, tenant_id: str, identity: str, now: datetime
) -> int:
    """Forget the import and its articles; how many articles went.

    Part by part, the search service first: interrupted in between, the import is still there to be taken back
    again. Raises UnknownImport, StillOnTheWay, and httpx.HTTPError when the search service does not answer.
    """
    async with engine.connect() as connection:
        found = await get(connection, tenant_id, identity)
        if found.state != "done":
            raise StillOnTheWay(identity)
        recent = found.finished_at is not None and now - found.finished_at < SETTLED
        if recent and await _on_the_way(connection, identity):
            raise StillOnTheWay(identity)
    gone = 0
    while part := await _brought(engine, identity):
        order = ForgetOrder(ids=list(part), made_until=max(part.values()))
        answer = await search.post(
            "/articles/forget", json=order.model_dump(mode="json"), timeout=FORGETTING_SECONDS
        )
        answer.raise_for_status()
        async with engine.begin() as connection:
            columns = (
                outbox.c.subject,
                article_revisions.c.article_id,
                import_articles.c.article_id,
                articles.c.id,
            )
            for column in columns:
                await connection.execute(sa.delete(column.table).where(column.in_(part)))
        gone += len(part)
    async with engine.begin() as connection:
        await forget(connection, identity)
    return gone


async def _on_the_way(connection: AsyncConnection, identity: str) -> bool:
    rows = sa.select(import_rows.c.row).where(import_rows.c.import_id == identity).limit(1)
    return (await connection.execute(rows)).first() is not None


async def _brought(engine: AsyncEngine, identity: str) -> dict[str, datetime]:
    """Some of the articles whose only revision this import alone brought, and when each was made."""
    others = import_articles.alias()
    elsewhere = sa.exists().where(
        others.c.article_id == import_articles.c.article_id, others.c.import_id != identity
    )
    ours = (
        sa.select(articles.c.id, articles.c.revised_at)
        .join(import_articles, articles.c.id == import_articles.c.article_id)
        .where(import_articles.c.import_id == identity, articles.c.revision == 1, ~elsewhere)
        .order_by(articles.c.id)
        .limit(ASKED)
    )
    async with engine.connect() as connection:
        return {row.id: row.revised_at for row in await connection.execute(ours)}
