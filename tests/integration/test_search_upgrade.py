"""A search database of the first schema with articles in it is brought up to the present one."""

from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path

import pytest
from alembic import command
from alembic.config import Config
from sqlalchemy import Connection, insert, select, text
from sqlalchemy.ext.asyncio import AsyncEngine

from services.search import store
from services.search.record import row_of
from services.search.source_counts import arrivals
from services.search.stories.assign import Assigner
from services.search.tables import articles, stories
from shared.runtime.database import create_engine, migrate
from tests.search_world import article_id, enriched

MIGRATIONS = Path(__file__).parents[2] / "services" / "search" / "migrations"
FIRST, COPY, LONE, NEW = (f"https://{name}.example/1" for name in ("a", "b", "c", "d"))


@pytest.fixture(params=["sqlite", "postgresql"])
def url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    if request.param == "sqlite":
        return f"sqlite:///{tmp_path / 'gaung.db'}"
    address: str = request.getfixturevalue("require_postgres")
    return address


@pytest.fixture
async def engine(url: str) -> AsyncIterator[AsyncEngine]:
    """An empty database of revision 0001."""
    engine = create_engine(url, "search")

    def first(connection: Connection) -> None:
        config = Config()
        config.set_main_option("script_location", str(MIGRATIONS))
        config.attributes["connection"] = connection
        command.upgrade(config, "0001")

    async with engine.begin() as connection:
        if engine.dialect.name == "postgresql":
            await connection.execute(text('CREATE SCHEMA IF NOT EXISTS "search"'))
        await connection.run_sync(first)
    yield engine
    await engine.dispose()


async def old_row(engine: AsyncEngine, url: str, story: str | None, seq: int | None) -> None:
    """An article as the first version kept it."""
    kept = row_of(enriched(url))
    del kept["clues"], kept["source_id"]
    placed = {"story_id": story, "story_seq": seq, "storied_revision": 1 if story else 0}
    async with engine.begin() as connection:
        await connection.execute(insert(articles).values(kept | placed))


async def test_old_articles_keep_their_stories_and_take_newcomers_in(engine: AsyncEngine) -> None:
    await old_row(engine, FIRST, "s1", 3)
    await old_row(engine, COPY, "s1", 5)
    await old_row(engine, LONE, None, None)
    await migrate(engine, "search")
    async with engine.connect() as connection:
        entered = (await connection.execute(select(stories))).all()
    assert [(row.story_id, row.opened_seq, row.merged_into) for row in entered] == [("s1", 3, None)]
    assert entered[0].opened_at == enriched(FIRST).article.seen_at
    counted = await arrivals(engine, "kabar-pesisir", 2, enriched(FIRST).article.seen_at)
    assert (counted.days[-1].enriched, counted.days[-1].indexed) == (3, 2)
    # What the index has already is not written again.
    assert await store.unwritten(engine) == []
    await store.keep(engine, [enriched(NEW)])
    touched = await Assigner(engine).assign([article_id(NEW), article_id(LONE)])
    assert set(touched) >= {article_id(NEW), article_id(LONE)}
    found = await store.documents(engine, [article_id(url) for url in (FIRST, COPY, LONE, NEW)])
    assert {document.story_id for document in found} == {"s1"}
    assert min(document.story_seq for document in found if document.article.id in touched) == 6
    await store.written(engine, await store.documents(engine, touched))
    assert await store.unwritten(engine) == []
