"""Opens the search service (database, index, consumers, internal API) and closes it in order."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager
from datetime import timedelta

from fastapi import FastAPI
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError
from sqlalchemy.ext.asyncio import AsyncEngine

from services.search import indexer
from services.search.app import Search, search_app
from services.search.index.errors import ArticleIndexError
from services.search.index.open import open_index, open_upkeep
from services.search.index.port import ArticleIndex
from services.search.indexer import Indexer
from services.search.retention.keeper import Keeper, keeping
from services.search.semantic.query_vectors import QueryVectors
from services.search.semantic.warm import warmed
from services.search.stories import step
from services.search.stories.step import StoryStep
from services.search.watches import match
from services.search.watches.desk import Desk
from services.search.watches.forgetting import Forgetting
from services.search.watches.match import Matcher
from services.search.watches.message import announcing
from services.search.watches.scheduler import Scheduler, scheduling
from shared.contracts.channels import SEARCH_ALERTS, SEARCH_ARTICLES, SEARCH_STORIES
from shared.messaging.port import Broker
from shared.runtime.clients import Clients
from shared.runtime.database import create_engine, migrate
from shared.runtime.internal_api import Check
from shared.runtime.settings import Settings


@asynccontextmanager
async def open_search(settings: Settings, broker: Broker, clients: Clients) -> AsyncIterator[FastAPI]:
    """Yield the internal app while the consumers work.

    On leaving the indexer stops first, then the story step, then the watches: what one hands on, the next
    may still take. Raises SettingsError, DatabaseUnavailable, and ArticleIndexError when the index cannot
    be used.
    """
    async with AsyncExitStack() as stack:
        engine = create_engine(settings.database(), "search")
        stack.push_async_callback(engine.dispose)
        await migrate(engine, "search")
        index = open_index(settings.index())
        stack.push_async_callback(index.close)
        await index.prepare()
        upkeep = open_upkeep(settings.index())
        stack.push_async_callback(upkeep.close)
        await stack.enter_async_context(keeping(Keeper(engine, upkeep)))
        desk = Desk(engine, announcing(broker))
        forgetting = Forgetting(engine, timedelta(days=settings.search_alert_days))
        await stack.enter_async_context(scheduling(Scheduler(engine, index, desk, forgetting)))
        await stack.enter_async_context(
            broker.consume_batches(SEARCH_ALERTS, Matcher(engine, index, desk).handle, size=match.BATCH)
        )
        await stack.enter_async_context(
            broker.consume_batches(SEARCH_STORIES, StoryStep(engine, index, broker).handle, size=step.BATCH)
        )
        await stack.enter_async_context(
            broker.consume_batches(SEARCH_ARTICLES, Indexer(engine, index, broker).handle, size=indexer.BATCH)
        )
        await stack.enter_async_context(warmed(index))
        checks = {"index": _index_check(index), "database": _database_check(engine)}
        yield search_app(settings, Search(index, engine, QueryVectors(clients), broker), checks)


def _index_check(index: ArticleIndex) -> Check:
    async def check() -> str | None:
        try:
            await index.ping()
        except ArticleIndexError as error:
            return str(error)
        return None

    return check


def _database_check(engine: AsyncEngine) -> Check:
    async def check() -> str | None:
        try:
            async with engine.connect() as connection:
                await connection.execute(text("SELECT 1"))
        except (OSError, DBAPIError) as error:
            return f"the database does not answer: {error}"
        return None

    return check
