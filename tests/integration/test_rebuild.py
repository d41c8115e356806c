"""The index is a projection: lost or wrong, it comes back from the rows; and rows can be forgotten."""

from __future__ import annotations

from collections.abc import AsyncIterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from sqlalchemy import delete
from sqlalchemy.ext.asyncio import AsyncEngine

from services.search import rebuild as rebuilding
from services.search import store
from services.search.index.open import open_index, open_upkeep
from services.search.index.port import ArticleIndex
from services.search.index.upkeep import Upkeep
from services.search.rebuild import rebuild
from services.search.retention.old_months import count_before, first_kept, forget_before
from services.search.tables import articles
from shared.contracts.query import ArticleSearch, Filter
from shared.runtime.database import create_engine, migrate
from tests.search_world import NOW, article_id, enriched

URLS = [f"https://kabar-pesisir.example/{number}" for number in range(9)]


@pytest.fixture
async def engine(tmp_path: Path) -> AsyncIterator[AsyncEngine]:
    engine = create_engine(f"sqlite:///{tmp_path / 'gaung.db'}", "search")
    await migrate(engine, "search")
    yield engine
    await engine.dispose()


@pytest.fixture(params=["sqlite", "elasticsearch"])
def index_url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    if request.param == "sqlite":
        return f"sqlite:///{tmp_path / 'index.db'}"
    address: str = request.getfixturevalue("require_index")
    return address


@pytest.fixture
async def index(index_url: str) -> AsyncIterator[ArticleIndex]:
    index = open_index(index_url)
    await index.prepare()
    yield index
    await index.close()


@pytest.fixture
async def upkeep(index_url: str) -> AsyncIterator[Upkeep]:
    upkeep = open_upkeep(index_url)
    yield upkeep
    await upkeep.close()


def silent(_done: int, _total: int) -> None:
    """Progress that nobody looks at."""


async def found(index: ArticleIndex) -> set[str]:
    await index.refresh()
    page = await index.search(ArticleSearch(filter=Filter(scope=["ID"]), limit=100))
    return {item.article.id for item in page.items}


async def test_a_lost_index_comes_back_from_the_rows(
    engine: AsyncEngine, index: ArticleIndex, upkeep: Upkeep, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(rebuilding, "BATCH", 4)
    await store.keep(engine, [enriched(url) for url in URLS])
    stray = enriched("https://kabar-pesisir.example/stray")
    await store.keep(engine, [stray])
    await index.put(await store.documents(engine, [stray.article.id, article_id(URLS[0])]))
    async with engine.begin() as connection:
        await connection.execute(delete(articles).where(articles.c.article_id == stray.article.id))
    await index.refresh()
    shown: list[tuple[int, int]] = []
    result = await rebuild(engine, upkeep, lambda done, total: shown.append((done, total)))
    assert await found(index) == {article_id(url) for url in URLS}
    assert (result.articles, result.refused) == (9, 0)
    assert shown[0] == (0, 9)
    assert (9, 9) in shown
    one = (await index.get([article_id(URLS[3])]))[0]
    assert one.enrichment.embedding == pytest.approx(enriched(URLS[3]).enrichment.embedding, abs=1e-3)
    again = await rebuild(engine, upkeep, silent)
    assert await found(index) == {article_id(url) for url in URLS}
    assert again.removed == 0


async def test_what_comes_while_it_is_written_is_not_lost(
    engine: AsyncEngine, index: ArticleIndex, upkeep: Upkeep
) -> None:
    await store.keep(engine, [enriched(url) for url in URLS[:3]])
    late = enriched(URLS[5])

    arrived = False
    original = upkeep.refresh

    async def refreshed() -> None:
        # The moment after the new index took its place: a service that wrote to the old one just before.
        nonlocal arrived
        if not arrived:
            arrived = True
            await store.keep(engine, [late])
        await original()

    upkeep.refresh = refreshed  # type: ignore[method-assign]
    await rebuild(engine, upkeep, silent)
    assert arrived
    assert late.article.id in await found(index)


async def test_retention_forgets_rows_and_documents_of_old_months(
    engine: AsyncEngine, index: ArticleIndex, upkeep: Upkeep
) -> None:
    old = enriched(URLS[0], published_at=NOW - timedelta(days=900))
    await store.keep(engine, [old, enriched(URLS[1])])
    await index.put(await store.documents(engine, [article_id(URLS[0]), article_id(URLS[1])]))
    month = first_kept(24, NOW)
    assert await count_before(engine, month) == 1
    assert await forget_before(engine, upkeep, month) == 1
    assert await found(index) == {article_id(URLS[1])}
    assert await store.known(engine, [article_id(URLS[0])]) == []
    assert await forget_before(engine, upkeep, month) == 0


async def test_retention_forgets_what_was_written_again_meanwhile(
    engine: AsyncEngine, index: ArticleIndex, upkeep: Upkeep
) -> None:
    await store.keep(engine, [enriched(URLS[0], published_at=NOW - timedelta(days=900))])
    original, decided = upkeep.drop_before, False

    async def dropped(month: datetime) -> None:
        # The moment after the index was emptied: a story decision writes what it found in the rows.
        nonlocal decided
        await original(month)
        if not decided:
            decided = True
            await index.put(await store.documents(engine, [article_id(URLS[0])]))
            await index.refresh()

    upkeep.drop_before = dropped  # type: ignore[method-assign]
    await forget_before(engine, upkeep, first_kept(24, NOW))
    assert decided
    assert await found(index) == set()


def test_months_are_kept_whole() -> None:
    assert first_kept(24, datetime(2026, 11, 26, tzinfo=UTC)) == datetime(2024, 11, 1, tzinfo=UTC)
    assert first_kept(1, datetime(2026, 1, 31, tzinfo=UTC)) == datetime(2025, 12, 1, tzinfo=UTC)
    assert first_kept(12, datetime(2026, 12, 1, tzinfo=UTC)) == datetime(2025, 12, 1, tzinfo=UTC)
