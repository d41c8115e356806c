"""Forgets single articles: those of an import that its tenant took back."""

from __future__ import annotations

from fastapi import APIRouter
from sqlalchemy import delete
from sqlalchemy.ext.asyncio import AsyncEngine

from services.search.index.port import ArticleIndex
from services.search.tables import articles, correction_articles, revisions
from services.search.transactions import writing
from shared.contracts.imports import ArticleIds


def forgetting_routes(index: ArticleIndex, engine: AsyncEngine) -> APIRouter:
    """The route, for the internal API alone: it knows no scope, the caller asks for nothing but its own."""
    router = APIRouter()

    @router.post("/articles/forget")
    async def forget(request: ArticleIds) -> ArticleIds:
        """Forget these articles; unknown ones are fine. Stories and alerts stay as history."""
        # Index, rows, index: interrupted in between, the caller asks again; and a story decision may write a
        # document again while its row is there (as in retention.py).
        await index.delete(request.ids)
        async with writing(engine) as connection:
            for table in (revisions, correction_articles, articles):
                await connection.execute(delete(table).where(table.c.article_id.in_(request.ids)))
        await index.delete(request.ids)
        await index.refresh()
        return request

    return router
