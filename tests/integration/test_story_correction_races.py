"""Corrections while articles arrive at two processes on PostgreSQL: no deadlock, and all of them hold."""

from __future__ import annotations

import asyncio
import random
from collections.abc import AsyncIterator

import pytest
from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncEngine

from services.search import store
from services.search.stories import corrections, filing
from services.search.stories.assign import Assigner
from services.search.stories.constraints import resolved
from services.search.stories.filing import Author, CorrectionError
from services.search.tables import articles
from shared.runtime.database import create_engine, migrate
from tests.search_world import PARAGRAPH, RecordingBroker, enriched

ANALYST = Author("kutim", "key:abc")


@pytest.fixture
async def server(require_postgres: str) -> AsyncIterator[AsyncEngine]:
    """The search schema on PostgreSQL."""
    engine = create_engine(require_postgres, "search")
    await migrate(engine, "search")
    yield engine
    await engine.dispose()


async def homes(engine: AsyncEngine) -> dict[str, str]:
    """The story of each article that has one."""
    async with engine.connect() as connection:
        rows = await connection.execute(
            select(articles.c.article_id, articles.c.story_id).where(articles.c.story_id.is_not(None))
        )
        return {row.article_id: row.story_id for row in rows}


async def test_corrections_beside_two_assigners(server: AsyncEngine) -> None:
    dice = random.Random(5)
    news = [
        enriched(
            f"https://r{k}.example/1", text=f"{PARAGRAPH} {k}", about=("jembatan", "cabai", "pasar")[k % 3]
        )
        for k in range(36)
    ]
    broker = RecordingBroker()
    made: list[str] = []

    async def arrives(part: int) -> None:
        assigner = Assigner(server)
        for event in news[part::2]:
            await store.keep(server, [event])
            await assigner.assign([event.article.id])
            # A revision of it meets whoever moves it.
            revised = event.article.model_copy(update={"revision": 2})
            await store.keep(server, [event.model_copy(update={"article": revised})])
        await assigner.assign([event.article.id for event in news[part::2]])

    async def corrects() -> None:
        while len(made) < 8:
            await asyncio.sleep(0.05)
            found = await homes(server)
            names = sorted(set(found.values()))
            if not names:
                continue
            story = dice.choice(names)
            held = sorted(key for key, name in found.items() if name == story)
            try:
                if len(names) > 1 and dice.random() < 0.5:
                    other = dice.choice([name for name in names if name != story])
                    key = await filing.merge(server, broker, story, other, ANALYST)  # type: ignore[arg-type]  # publishes only
                else:
                    key = await filing.split(server, broker, story, held[:1], ANALYST)  # type: ignore[arg-type]  # publishes only
            except CorrectionError:
                # Somebody moved these articles meanwhile.
                continue
            made.extend([key] if key else [])

    await asyncio.gather(arrives(0), arrives(1), corrects())
    await Assigner(server).assign([])
    async with server.connect() as connection:
        assert await corrections.waiting(connection) is None
        constraints = resolved(await corrections.in_force(connection))
    found = await homes(server)
    assert len(found) == len(news)
    for article, story in found.items():
        assert {found[mate] for mate in constraints.together(article)} <= {story}
        for unit in constraints.apart_from(article):
            assert story not in {found[other] for other in constraints.articles[unit]}
