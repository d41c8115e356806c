"""The crawler's internal HTTP API: sources, their health, documents to take in, addresses to crawl now."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

from fastapi import APIRouter, HTTPException, Query, Request
from pydantic import BaseModel

from services.crawler.crawler import Crawler
from services.crawler.errors import NotAllowedUrl, SourceExists, UnknownSource
from services.crawler.health import health_days
from services.crawler.new_source import HttpUrl, NewSource, SourceFields
from services.crawler.source_store import add_source, change_source, get_source, list_sources
from shared.contracts.crawl import Accepted, CrawlRequest, Source, SourceHealth, TenantPush

router = APIRouter()


class SourcePage(BaseModel):
    """A page of sources and where to go on."""

    items: list[Source]
    next: str | None


class SourceChange(SourceFields):
    """Fields of a source to change; those not given stay."""

    url: HttpUrl | None = None


def _crawler(request: Request) -> Crawler:
    crawler: Crawler = request.app.state.crawler
    return crawler


@router.get("/sources")
async def sources(
    request: Request, after: str | None = None, limit: int = Query(100, ge=1, le=500)
) -> SourcePage:
    """Sources by id; `after` is the `next` of the page before."""
    async with _crawler(request).engine.connect() as connection:
        found = await list_sources(connection, after=after, limit=limit + 1)
    return SourcePage(items=found[:limit], next=found[limit - 1].id if len(found) > limit else None)


@router.get("/sources/{source_id}")
async def source(request: Request, source_id: str) -> Source:
    """One source; 404 when there is none."""
    async with _crawler(request).engine.connect() as connection:
        try:
            return await get_source(connection, source_id)
        except UnknownSource as error:
            raise HTTPException(404, str(error)) from error


@router.post("/sources", status_code=201)
async def new_source(request: Request, body: NewSource) -> Source:
    """Add a source; only `url` is required. 409 when its id is taken."""
    async with _crawler(request).engine.begin() as connection:
        try:
            await add_source(connection, body.source(), datetime.now(UTC))
        except SourceExists as error:
            raise HTTPException(409, str(error)) from error
        return await get_source(connection, body.source().id)


@router.patch("/sources/{source_id}")
async def changed_source(request: Request, source_id: str, body: SourceChange) -> Source:
    """Change the given fields, e.g. ``{"paused": true}``; 404 when there is no such source."""
    changes: dict[str, Any] = body.model_dump(exclude_unset=True)
    nothing = [name for name in ("name", "timezone", "url") if name in changes and changes[name] is None]
    if nothing:
        raise HTTPException(422, f"{nothing[0]} cannot be null")
    async with _crawler(request).engine.begin() as connection:
        try:
            return await change_source(connection, source_id, changes, datetime.now(UTC))
        except UnknownSource as error:
            raise HTTPException(404, str(error)) from error


@router.get("/sources/{source_id}/health")
async def source_health(
    request: Request, source_id: str, days: int = Query(30, ge=1, le=366)
) -> SourceHealth:
    """What happened to a source on each of the last days, in UTC, newest last."""
    async with _crawler(request).engine.connect() as connection:
        try:
            found = await get_source(connection, source_id)
        except UnknownSource as error:
            raise HTTPException(404, str(error)) from error
        counted = await health_days(connection, source_id, days, datetime.now(UTC))
    return SourceHealth(source=found, days=counted)


@router.post("/articles", status_code=202)
async def pushed_article(request: Request, body: TenantPush) -> Accepted:
    """Take a document into the pipeline; the same document again changes nothing."""
    try:
        stored = await _crawler(request).push(body)
    except NotAllowedUrl as error:
        raise HTTPException(422, str(error)) from error
    return Accepted(id=stored.article.id, revision=stored.article.revision)


@router.post("/crawls", status_code=202)
async def crawl(request: Request, body: CrawlRequest) -> Accepted:
    """Crawl an address before everything else; 422 when it is none."""
    try:
        return Accepted(id=await _crawler(request).ask_for(body.url))
    except NotAllowedUrl as error:
        raise HTTPException(422, str(error)) from error
