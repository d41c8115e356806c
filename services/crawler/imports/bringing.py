"""Remembers who else has brought an article that came with an import: it stays until all take it back."""

from __future__ import annotations

import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncConnection

from services.crawler.tables import import_articles
from services.crawler.upsert import insert_into

STAYS = "stays"
"""In place of an import's id, of what nobody takes back: what was pushed, what a forgotten import left."""


async def also_brought(connection: AsyncConnection, identity: str, article_id: str) -> None:
    """The import has brought an article that there was, unchanged; all in the caller's transaction.

    What came with no import that can be taken back is nobody's to take back.
    """
    known = sa.select(import_articles.c.import_id).where(import_articles.c.article_id == article_id).limit(1)
    if (await connection.execute(known)).first() is None:
        return
    brought = {"import_id": identity, "article_id": article_id}
    await connection.execute(
        insert_into(connection, import_articles).values(**brought).on_conflict_do_nothing()
    )


async def leave(connection: AsyncConnection, identity: str) -> None:
    """The import is forgotten and its articles stay, also when another import that has them is taken back."""
    others = import_articles.alias()
    shared = sa.exists().where(
        others.c.article_id == import_articles.c.article_id, others.c.import_id != identity
    )
    ours = sa.select(sa.literal(STAYS), import_articles.c.article_id).where(
        import_articles.c.import_id == identity, shared
    )
    await connection.execute(
        insert_into(connection, import_articles)
        .from_select(["import_id", "article_id"], ours)
        .on_conflict_do_nothing()
    )
