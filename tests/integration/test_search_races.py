"""Several search processes on one database: nothing is lost, nothing is decided twice."""

from __future__ import annotations

import asyncio
import random
from collections.abc import AsyncIterator
from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncEngine

from services.search import store
from services.search.stories.assign import Assigner
from services.search.tables import articles
from shared.contracts.messages import ArticleEnriched
from shared.runtime.database import create_engine, migrate
from tests.search_world import NOW, PARAGRAPH, article_id, enriched

PROCESSES = 3


@pytest.fixture(params=["sqlite", "postgresql"])
def url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    if request.param == "sqlite":
        return f"sqlite:///{tmp_path / 'gaung.db'}"
    address: str = request.getfixturevalue("require_postgres")
    return address


@pytest.fixture
async def engines(url: str) -> AsyncIterator[list[AsyncEngine]]:
    """One engine for each process, on one fresh database; all migrate at once, as containers do."""
    engines = [create_engine(url, "search") for _ in range(PROCESSES)]
    await asyncio.gather(*(migrate(engine, "search") for engine in engines))
    yield engines
    for engine in engines:
        await engine.dispose()


async def test_revisions_arriving_everywhere_at_once_end_with_the_newest(engines: list[AsyncEngine]) -> None:
    events = [
        enriched(f"https://a.example/{k}", title=f"Judul {revision}", revision=revision)
        for k in range(8)
        for revision in (1, 2, 3)
    ]

    async def process(engine: AsyncEngine, seed: int) -> None:
        mine = events[:]
        random.Random(seed).shuffle(mine)
        for start in range(0, len(mine), 6):
            await store.keep(engine, mine[start : start + 6])

    await asyncio.gather(*(process(engine, seed) for seed, engine in enumerate(engines)))
    documents = await store.documents(engines[0], [article_id(f"https://a.example/{k}") for k in range(8)])
    assert len(documents) == 8
    for document in documents:
        assert document.article.title == "Judul 3"
        assert [revision.title for revision in document.revisions] == ["Judul 1", "Judul 2", "Judul 3"]


async def test_two_who_both_believe_it_is_their_turn_give_one_story(engines: list[AsyncEngine]) -> None:
    """A consumer that lost its turn may still finish what it holds: the lock keeps the story one."""
    urls = [f"https://outlet{k}.example/1" for k in range(12)]
    events = [
        enriched(url, text=f"{PARAGRAPH} {url}", published_at=NOW - timedelta(minutes=k))
        for k, url in enumerate(urls)
    ]
    await store.keep(engines[0], events)
    assigners = [Assigner(engine) for engine in engines]

    async def process(assigner: Assigner, offset: int) -> None:
        mine = urls[offset::2] + urls[offset::3]
        for url in mine:
            await assigner.assign([article_id(url)])

    await asyncio.gather(*(process(assigner, k) for k, assigner in enumerate(assigners)))
    await assigners[0].assign([article_id(url) for url in urls])
    async with engines[0].connect() as connection:
        rows = (await connection.execute(select(articles))).all()
    assert len({row.story_id for row in rows}) == 1
    assert len({row.story_seq for row in rows if row.copy_of is None}) == 1
    oldest = article_id(urls[-1])
    assert {row.article_id: row.copy_of for row in rows} == {
        article_id(url): None if article_id(url) == oldest else oldest for url in urls
    }


async def test_revisions_that_are_kept_while_stories_are_decided_wait_for_them(
    engines: list[AsyncEngine],
) -> None:
    """Both lock many rows at once; a deadlock would fail one of them."""
    urls = [f"https://outlet{k}.example/1" for k in range(24)]
    keys = [article_id(url) for url in urls]

    def revisions(revision: int) -> list[ArticleEnriched]:
        # The elder the article, the greater its place by id: the order of age is not that of ids.
        in_order = sorted(urls, key=article_id)
        return [
            enriched(url, text=PARAGRAPH, revision=revision, published_at=NOW - timedelta(minutes=k))
            for k, url in enumerate(in_order)
        ]

    await store.keep(engines[0], revisions(1))

    async def keeps(engine: AsyncEngine) -> None:
        for revision in range(2, 12):
            await store.keep(engine, revisions(revision))

    async def decides(engine: AsyncEngine) -> None:
        assigner = Assigner(engine)
        for _ in range(10):
            touched = await assigner.assign(keys)
            await store.written(engine, await store.documents(engine, touched))

    await asyncio.gather(keeps(engines[0]), decides(engines[1]), decides(engines[2]))
    await decides(engines[1])
    assert await store.unwritten(engines[0]) == []
    documents = await store.documents(engines[0], keys)
    assert {document.article.revision for document in documents} == {11}
    assert len({document.story_id for document in documents}) == 1
