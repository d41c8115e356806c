"""Forgotten articles stay away, whatever was on its way; numbers of decisions go on, and no ghosts stay."""

from __future__ import annotations

from collections.abc import AsyncIterator
from datetime import datetime, timedelta

import httpx
import pytest
from fastapi import FastAPI
from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncEngine

from services.search import store
from services.search.forgetting import forgetting_routes
from services.search.index.port import ArticleIndex
from services.search.indexer import Indexer
from services.search.stories.assign import Assigner
from services.search.stories.numbers import last_number
from services.search.tables import articles
from shared.contracts.messages import ArticleStored
from shared.messaging.port import Ack
from tests.search_world import PARAGRAPH, RecordingBroker, article_id, enriched, message

A, B, C = (f"https://{name}.example/1" for name in ("a", "b", "c"))
COPY = f"Sangatta - {PARAGRAPH} (red)"


@pytest.fixture
async def http(engine: AsyncEngine, index: ArticleIndex) -> AsyncIterator[httpx.AsyncClient]:
    app = FastAPI()
    app.include_router(forgetting_routes(index, engine))
    async with httpx.AsyncClient(transport=httpx.ASGITransport(app), base_url="http://search") as client:
        yield client


async def forget(http: httpx.AsyncClient, url: str, made_until: datetime) -> None:
    order = {"ids": [article_id(url)], "made_until": made_until.isoformat()}
    answer = await http.post("/articles/forget", json=order)
    assert answer.status_code == 200, answer.text


async def rows(engine: AsyncEngine) -> dict[str, str | None]:
    """Article id → its original."""
    async with engine.connect() as connection:
        found = await connection.execute(select(articles.c.article_id, articles.c.copy_of))
        return {row.article_id: row.copy_of for row in found}


async def test_what_was_on_its_way_stays_away_and_what_is_given_again_comes(
    engine: AsyncEngine, index: ArticleIndex, broker: RecordingBroker, http: httpx.AsyncClient
) -> None:
    indexer = Indexer(engine, index, broker)  # type: ignore[arg-type]  # publishes only
    late = enriched(A)
    await forget(http, A, late.article.revised_at)
    assert await indexer.handle([message(late), message(enriched(B))]) == [Ack(), Ack()]
    assert set(await rows(engine)) == {article_id(B)}
    assert await index.get([article_id(A)]) == []
    assert [event.article_id for event in broker.events(ArticleStored)] == [article_id(B)]
    again = late.article.model_copy(update={"revised_at": late.article.revised_at + timedelta(seconds=1)})
    assert await indexer.handle([message(late.model_copy(update={"article": again}))]) == [Ack()]
    assert set(await rows(engine)) == {article_id(A), article_id(B)}


async def test_numbers_of_decisions_go_on_when_the_newest_is_forgotten(
    engine: AsyncEngine, http: httpx.AsyncClient
) -> None:
    event = enriched(A)
    await store.keep(engine, [event])
    await Assigner(engine).assign([article_id(A)])
    async with engine.connect() as connection:
        before = await last_number(connection)
    await forget(http, A, event.article.revised_at)
    async with engine.connect() as connection:
        assert await last_number(connection) > before > 0


async def test_no_ghost_stays_in_the_window(engine: AsyncEngine, http: httpx.AsyncClient) -> None:
    """The forgotten one is not the newest: the greatest number did not change with it."""
    assigner = Assigner(engine)
    first, copy = enriched(A), enriched(B, text=COPY)
    other = enriched("https://lain.example/1", text="Harga cabai naik.", about="cabai", title="Cabai")
    for event in (first, copy, other):
        await store.keep(engine, [event])
        await assigner.assign([event.article.id])
    original = next(key for key, of in (await rows(engine)).items() if of is None and key != other.article.id)
    gone = first if original == first.article.id else copy
    await forget(http, gone.article.url, gone.article.revised_at)
    await store.keep(engine, [enriched(C, text=COPY)])
    await assigner.assign([article_id(C)])
    left = await rows(engine)
    assert article_id(C) in left
    assert {of for of in left.values() if of} <= left.keys()
