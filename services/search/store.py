"""Keeps articles and their revisions in the search service's database."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import Row, Table, bindparam, func, select, update
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine

from services.search.index.document import Document
from services.search.record import document_of, row_of
from services.search.tables import BEHIND, articles, forgotten, revisions
from services.search.transactions import writing
from shared.contracts.messages import ArticleEnriched
from shared.contracts.query import Revision

# Documents that are made up for in one call: the largest story that is grouped anew, and a batch.
MOST_UNWRITTEN = 500

Insert = sqlite.Insert | postgresql.Insert


def insert_into(table: Table, connection: AsyncConnection) -> Insert:
    """An INSERT that understands ON CONFLICT on the database at hand."""
    return sqlite.insert(table) if connection.dialect.name == "sqlite" else postgresql.insert(table)


async def keep(engine: AsyncEngine, events: Sequence[ArticleEnriched]) -> None:
    """Store these revisions. A greater one stays; the same one again is replaced by itself.

    The article's story stays. Every revision's title is remembered, in whatever order they arrive. What was
    forgotten while it was on its way stays away.
    """
    # Always in the order of ids: two consumers with the same articles in hand wait instead of deadlocking.
    in_order = sorted(events, key=lambda event: (event.article.id, event.article.revision))
    async with writing(engine) as connection:
        gone = await _forgotten(connection, in_order)
        for event in in_order:
            if event.article.id in gone and event.article.revised_at <= gone[event.article.id]:
                continue
            row = row_of(event)
            statement = insert_into(articles, connection).values(**row)
            fresh = {name: statement.excluded[name] for name in row if name != "article_id"}
            await connection.execute(
                statement.on_conflict_do_update(
                    index_elements=["article_id"],
                    set_=fresh,
                    where=articles.c.revision <= statement.excluded.revision,
                )
            )
            title = {
                "article_id": event.article.id,
                "revision": event.article.revision,
                "seen_at": event.article.revised_at,
                # PostgreSQL's text cannot hold NUL.
                "title": event.article.title.replace("\0", ""),
            }
            await connection.execute(
                insert_into(revisions, connection).values(**title).on_conflict_do_nothing()
            )


async def _forgotten(connection: AsyncConnection, events: Sequence[ArticleEnriched]) -> dict[str, datetime]:
    """Those of these articles that were forgotten, each with the time up to which its revisions are gone."""
    ids = {event.article.id for event in events}
    rows = await connection.execute(
        select(forgotten.c.article_id, forgotten.c.made_until).where(forgotten.c.article_id.in_(ids))
    )
    return {row.article_id: row.made_until for row in rows}


async def documents(engine: AsyncEngine, ids: Sequence[str]) -> list[Document]:
    """The present documents of these articles, by id; unknown ones are left out."""
    async with engine.connect() as connection:
        rows = (await connection.execute(select(articles).where(articles.c.article_id.in_(ids)))).all()
        history = await _revisions(connection, ids)
    by_id: dict[str, Row[Any]] = {row.article_id: row for row in rows}
    return [document_of(by_id[key], history[key]) for key in sorted(by_id)]


async def known(engine: AsyncEngine, ids: Sequence[str]) -> list[str]:
    """Those of these articles that there are."""
    async with engine.connect() as connection:
        rows = await connection.execute(select(articles.c.article_id).where(articles.c.article_id.in_(ids)))
        return list(rows.scalars())


async def unwritten(engine: AsyncEngine) -> list[str]:
    """Articles whose story changed since their document was written, longest ago first; MOST_UNWRITTEN."""
    async with engine.connect() as connection:
        rows = await connection.execute(
            select(articles.c.article_id)
            .where(BEHIND)
            .order_by(articles.c.story_seq, articles.c.article_id)
            .limit(MOST_UNWRITTEN)
        )
        return list(rows.scalars())


async def written(engine: AsyncEngine, changed: Sequence[Document]) -> None:
    """Remember that the index has these documents, or refused them for good."""
    if not changed:
        return
    this = (articles.c.article_id == bindparam("key")) & (articles.c.indexed_seq < bindparam("seq"))
    statement = update(articles).where(this).values(indexed_seq=bindparam("seq"))
    # In the order of ids, as above.
    in_order = sorted((document.article.id, document.story_seq) for document in changed)
    async with writing(engine) as connection:
        await connection.execute(statement, [{"key": key, "seq": seq} for key, seq in in_order])


async def count(engine: AsyncEngine) -> int:
    """How many articles there are."""
    async with engine.connect() as connection:
        return (await connection.execute(select(func.count()).select_from(articles))).scalar_one()


async def _revisions(connection: AsyncConnection, ids: Sequence[str]) -> dict[str, list[Revision]]:
    rows = await connection.execute(
        select(revisions)
        .where(revisions.c.article_id.in_(ids))
        .order_by(revisions.c.article_id, revisions.c.revision)
    )
    found: dict[str, list[Revision]] = defaultdict(list)
    for row in rows:
        found[row.article_id].append(Revision(revision=row.revision, seen_at=row.seen_at, title=row.title))
    return found
