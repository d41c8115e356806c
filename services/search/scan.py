"""The internal routes of exports: how many articles a filter finds, and a walk over all of them."""

from __future__ import annotations

from fastapi import APIRouter
from sqlalchemy.ext.asyncio import AsyncEngine

from services.search.index.port import ArticleIndex
from services.search.originals import without_unseen_originals
from services.search.stories import history
from shared.contracts.query import ArticleCount, ArticleScan, Filter, ScannedArticles


def scan_routes(index: ArticleIndex, engine: AsyncEngine) -> APIRouter:
    """`POST /articles/count` and `POST /articles/scan`.

    A walk is a row of short questions instead of one long answer: whoever reads slowly asks later, nothing
    waits meanwhile, and a part that failed is asked for again.
    """
    router = APIRouter(prefix="/articles")

    async def asked(filter_: Filter) -> Filter:
        if filter_.story is None:
            return filter_
        return filter_.model_copy(update={"story": await history.surviving(engine, filter_.story)})

    @router.post("/count")
    async def count(wanted: Filter) -> ArticleCount:
        return ArticleCount(value=await index.count(await asked(wanted)))

    @router.post("/scan")
    async def scan(request: ArticleScan) -> ScannedArticles:
        part = await index.scan(request.model_copy(update={"filter": await asked(request.filter)}))
        items = await without_unseen_originals(index, part.items, request.filter.scope)
        return part.model_copy(update={"items": items})

    return router
