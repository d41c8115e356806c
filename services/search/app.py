"""The search service's internal HTTP API: articles, timeline, facets, stories, watches and figures."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from fastapi import APIRouter, FastAPI, HTTPException, Request
from fastapi.responses import JSONResponse
from sqlalchemy.ext.asyncio import AsyncEngine

from services.search import store
from services.search.forgetting import forgetting_routes
from services.search.index.errors import ArticleIndexError
from services.search.index.port import ArticleIndex
from services.search.known import known_routes
from services.search.originals import without_unseen_originals
from services.search.query.errors import QueryError
from services.search.retention.routes import retention_routes
from services.search.scan import scan_routes
from services.search.semantic.errors import MeaningUnavailable, NoEmbedding
from services.search.semantic.modes import NO_EMBEDDING, NO_MEANING, Modes
from services.search.semantic.query_vectors import QueryVectors
from services.search.source_counts import source_routes
from services.search.stories import history
from services.search.story_routes import story_routes
from services.search.watches.routes import alert_routes, watch_routes
from shared.contracts.query import (
    ArticlePage,
    ArticleSearch,
    ById,
    FacetQuery,
    Facets,
    Filter,
    IndexedArticle,
    QueryProblem,
    SimilarSearch,
    Story,
    StoryPage,
    StorySearch,
    Timeline,
    TimelineQuery,
)
from shared.contracts.terms import SignificantTerms, TermsQuery
from shared.messaging.port import Broker
from shared.runtime.internal_api import Check, internal_app
from shared.runtime.logs import get_logger
from shared.runtime.settings import Settings

log = get_logger("search.app")
EVERYTHING = Filter(scope=["ID"])


@dataclass(frozen=True)
class Search:
    """What the routes work with; lives in `app.state.search`."""

    index: ArticleIndex
    engine: AsyncEngine
    vectors: QueryVectors
    broker: Broker


def search_app(settings: Settings, search: Search, checks: Mapping[str, Check]) -> FastAPI:
    """The app with its routes, each asking for the internal token."""
    app = internal_app("search", settings, checks)
    app.state.search = search
    app.include_router(_questions(search), dependencies=[app.state.token_required])
    app.include_router(
        story_routes(search.index, search.engine, search.broker), dependencies=[app.state.token_required]
    )
    app.include_router(known_routes(search.index), dependencies=[app.state.token_required])
    app.include_router(
        forgetting_routes(search.index, search.engine), dependencies=[app.state.token_required]
    )
    app.include_router(retention_routes(search.engine), dependencies=[app.state.token_required])
    app.include_router(source_routes(search.engine), dependencies=[app.state.token_required])
    app.include_router(scan_routes(search.index, search.engine), dependencies=[app.state.token_required])
    app.include_router(watch_routes(search.index, search.engine), dependencies=[app.state.token_required])
    app.include_router(alert_routes(search.index, search.engine), dependencies=[app.state.token_required])

    @app.exception_handler(QueryError)
    async def malformed(_request: Request, error: QueryError) -> JSONResponse:
        problem = QueryProblem(
            name=error.name, position=error.position, message=error.message, hint=error.hint
        )
        return JSONResponse(problem.model_dump(), status_code=400)

    @app.exception_handler(ArticleIndexError)
    async def unavailable(_request: Request, error: ArticleIndexError) -> JSONResponse:
        return JSONResponse({"detail": str(error)}, status_code=503)

    @app.exception_handler(MeaningUnavailable)
    async def without_meaning(_request: Request, error: MeaningUnavailable) -> JSONResponse:
        log.warning("no answer without meaning", error=str(error))
        return JSONResponse({"name": "mode", "message": NO_MEANING}, status_code=503)

    @app.exception_handler(NoEmbedding)
    async def no_embedding(_request: Request, _error: NoEmbedding) -> JSONResponse:
        return JSONResponse({"name": "id", "message": NO_EMBEDDING}, status_code=409)

    return app


def _questions(search: Search) -> APIRouter:
    router = APIRouter()
    index = search.index
    modes = Modes(index, search.vectors)

    async def asked(filter_: Filter) -> Filter:
        """The filter, with a story that was merged replaced by the one that goes on."""
        if filter_.story is None:
            return filter_
        return filter_.model_copy(update={"story": await history.surviving(search.engine, filter_.story)})

    @router.post("/articles/search")
    async def articles(request: ArticleSearch) -> ArticlePage:
        page = await modes.search(request.model_copy(update={"filter": await asked(request.filter)}))
        items = await without_unseen_originals(index, page.items, request.filter.scope)
        return page.model_copy(update={"items": items})

    @router.post("/articles/similar")
    async def similar(request: SimilarSearch) -> ArticlePage:
        page = await modes.similar(request.model_copy(update={"filter": await asked(request.filter)}))
        if page is None:
            raise HTTPException(404, "no such article in this scope")
        items = await without_unseen_originals(index, page.items, request.filter.scope)
        return page.model_copy(update={"items": items})

    @router.post("/articles/get")
    async def article(request: ById) -> IndexedArticle:
        found = await index.get([request.id], request.scope)
        if not found:
            raise HTTPException(404, "no such article in this scope")
        return (await without_unseen_originals(index, found, request.scope))[0]

    @router.post("/timeline")
    async def timeline(request: TimelineQuery) -> Timeline:
        return await index.timeline(request.model_copy(update={"filter": await asked(request.filter)}))

    @router.post("/facets")
    async def facets(request: FacetQuery) -> Facets:
        return await index.facets(request.model_copy(update={"filter": await asked(request.filter)}))

    @router.post("/terms")
    async def terms(request: TermsQuery) -> SignificantTerms:
        sides = {"filter": await asked(request.filter), "background": await asked(request.background)}
        return await index.terms(request.model_copy(update=sides))

    @router.post("/stories/search")
    async def stories(request: StorySearch) -> StoryPage:
        return await index.stories(request.model_copy(update={"filter": await asked(request.filter)}))

    @router.post("/stories/get")
    async def story(request: ById) -> Story:
        story_id = await history.surviving(search.engine, request.id)
        found = await index.story(story_id, request.scope)
        if found is None:
            raise HTTPException(404, "no such story in this scope")
        return found

    @router.get("/stats")
    async def stats() -> dict[str, int]:
        page = await index.search(ArticleSearch(filter=EVERYTHING, limit=1, highlight=False))
        if page.total.relation == "eq":
            return {"articles": page.total.value}
        # Above the bound up to which the index counts, those on their way into it make no difference.
        return {"articles": await store.count(search.engine)}

    return router
