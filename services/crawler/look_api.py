"""The internal HTTP API of a look at an outlet: what would be collected, and where a source is asked next."""

from __future__ import annotations

import asyncio
from typing import cast

import sqlalchemy as sa
from fastapi import APIRouter, HTTPException, Request
from sqlalchemy.ext.asyncio import AsyncConnection

from services.crawler.canonical import domain_of
from services.crawler.crawler import Crawler
from services.crawler.errors import NotAllowedUrl, PageDropped, TooSlow, UnknownSource
from services.crawler.frontier import POLLS
from services.crawler.new_source import name_from
from services.crawler.preview import Preview, open_preview
from services.crawler.source_store import get_source
from services.crawler.tables import frontier
from shared.contracts.crawl import (
    LookArticle,
    LookOrder,
    LookPlace,
    LookSample,
    PollKind,
    SourceLook,
    SourcePoll,
    SourcePolls,
)
from shared.runtime.settings import Settings

# A dozen pages with two seconds between them; whoever is slower than that is told so.
LOOK_SECONDS = 75.0
# Two people may look at once; a look is bound by the outlet, not by us.
LOOKS_AT_ONCE = 2
PLACES_READ = 3
ARTICLES_SHOWN = 10
OPENING_CHARACTERS = 280


def look_router(settings: Settings) -> APIRouter:
    """The routes, with the settings that a look needs."""
    router = APIRouter(prefix="/sources")
    looking = asyncio.Semaphore(LOOKS_AT_ONCE)

    @router.post("/look")
    async def look(order: LookOrder) -> SourceLook:
        """Look at an outlet without storing anything; 422 when the address is none."""
        try:
            domain = domain_of(order.url)
        except NotAllowedUrl as error:
            raise HTTPException(422, str(error)) from error
        seen = SourceLook(url=order.url, domain=domain, name=name_from(domain))
        async with looking:
            try:
                async with asyncio.timeout(LOOK_SECONDS):
                    return await look_at(settings, seen)
            except PageDropped as error:
                return seen.model_copy(update={"problem": error.reason})
            except TimeoutError:
                return seen.model_copy(update={"problem": TooSlow.reason})

    @router.get("/{source_id}/polls")
    async def polls(request: Request, source_id: str) -> SourcePolls:
        """Where a source is asked for news, and when next; 404 when there is no such source."""
        crawler: Crawler = request.app.state.crawler
        async with crawler.engine.connect() as connection:
            try:
                await get_source(connection, source_id)
            except UnknownSource as error:
                raise HTTPException(404, str(error)) from error
            return SourcePolls(items=await _polls(connection, source_id))

    return router


async def look_at(settings: Settings, seen: SourceLook) -> SourceLook:
    """What would be collected from the outlet. Raises PageDropped when its front page cannot be read."""
    places: list[LookPlace] = []
    articles: dict[str, LookArticle] = {}
    async with open_preview(settings, seen.url) as preview:
        for kind, url in (await preview.discover())[:PLACES_READ]:
            place, found = await _place(preview, cast(PollKind, kind), url)
            places.append(place)
            for article in found:
                articles.setdefault(article.url, article)
    shown = list(articles.values())[:ARTICLES_SHOWN]
    sample = await _sample(settings, shown[0].url) if shown else None
    return seen.model_copy(update={"places": places, "articles": shown, "sample": sample})


async def _place(preview: Preview, kind: PollKind, url: str) -> tuple[LookPlace, list[LookArticle]]:
    try:
        found = await preview.articles(kind, url)
    except PageDropped as error:
        return LookPlace(kind=kind, url=url, articles=0, problem=error.reason), []
    read = [LookArticle(url=one.url, title=one.title, published=one.published) for one in found]
    return LookPlace(kind=kind, url=url, articles=len(read)), read


async def _sample(settings: Settings, url: str) -> LookSample:
    """One article read as the crawler would read it: a feed may work while no page can be read."""
    try:
        async with open_preview(settings, url) as preview:
            read = await preview.article()
    except PageDropped as error:
        return LookSample(url=url, problem=error.reason)
    opening = " ".join(read.text.split())
    return LookSample(
        url=url,
        title=read.title,
        opening=opening[:OPENING_CHARACTERS] + ("…" if len(opening) > OPENING_CHARACTERS else ""),
        words=len(read.text.split()),
        published_at=read.published.at if read.published else None,
    )


async def _polls(connection: AsyncConnection, source_id: str) -> list[SourcePoll]:
    query = sa.select(frontier).where(frontier.c.source_id == source_id, frontier.c.kind.in_(POLLS))
    rows = (await connection.execute(query)).all()
    found = [
        SourcePoll(
            kind=row.kind,
            url=row.url,
            next_at=row.due_at,
            visited_at=row.visited_at,
            last_error=row.last_error,
        )
        for row in rows
    ]
    return sorted(found, key=lambda one: (one.next_at is None, one.next_at, one.url))
