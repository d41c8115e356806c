"""Forgets single articles: those of an import that its tenant took back."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime

from fastapi import APIRouter
from sqlalchemy import delete
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine

from services.search.index.port import ArticleIndex
from services.search.store import insert_into
from services.search.stories.numbers import last_number
from services.search.tables import articles, correction_articles, forgotten, revisions
from services.search.transactions import STORY_TURN, writing
from shared.contracts.imports import ArticleIds, ForgetOrder


def forgetting_routes(index: ArticleIndex, engine: AsyncEngine) -> APIRouter:
    """The route, for the internal API alone: it knows no scope, the caller asks for nothing but its own."""
    router = APIRouter()

    @router.post("/articles/forget")
    async def forget(order: ForgetOrder) -> ArticleIds:
        """Forget these articles; unknown ones are fine. Stories and alerts stay as history."""
        # What is on its way first: from now on nothing of it is kept.
        async with writing(engine, turn=STORY_TURN) as connection:
            await remember(connection, order.ids, order.made_until)
        # Index, rows, index: interrupted in between, the caller asks again; and a story decision may write a
        # document again while its row is there (as in retention/old_months.py).
        await index.delete(order.ids)
        async with writing(engine, turn=STORY_TURN) as connection:
            # Again: who reads the stories after the first time had the rows still before him.
            await remember(connection, order.ids, order.made_until)
            for table in (revisions, correction_articles, articles):
                await connection.execute(delete(table).where(table.c.article_id.in_(order.ids)))
        await index.delete(order.ids)
        await index.refresh()
        return ArticleIds(ids=order.ids)

    return router


async def remember(connection: AsyncConnection, ids: Collection[str], made_until: datetime) -> None:
    """Note what is gone, as a decision of its own: the numbers go on, and windows begin anew.

    Call it within the story turn.
    """
    if not ids:
        return
    seq = await last_number(connection) + 1
    noted = insert_into(forgotten, connection)
    fresh = {name: noted.excluded[name] for name in ("made_until", "seq")}
    await connection.execute(
        noted.on_conflict_do_update(index_elements=["article_id"], set_=fresh),
        [{"article_id": key, "made_until": made_until, "seq": seq} for key in sorted(set(ids))],
    )
