"""How long articles are kept: chosen while the service runs, in force an hour later, forgotten by whole months."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import httpx
import pytest
from sqlalchemy.ext.asyncio import AsyncEngine

from services.search import store
from services.search.index.open import open_index, open_upkeep
from services.search.index.port import ArticleIndex
from services.search.index.upkeep import Upkeep
from services.search.retention import choice, keeper
from services.search.retention.choice import choose, chosen, preview
from services.search.retention.keeper import Keeper
from services.search.service import open_search
from shared.contracts.retention import FORGETS_AFTER, Retention
from shared.messaging.connect import connect
from shared.runtime.clients import Clients
from shared.runtime.database import create_engine, migrate
from shared.runtime.settings import Settings
from tests.search_world import NOW, article_id, enriched

# What NOW's month and the 24 before keep begins here.
MONTH = (NOW.replace(day=1, hour=0, minute=0, second=0, microsecond=0)).replace(year=NOW.year - 2)
OLDEST, OLD, KEPT = (f"https://kabar-pesisir.example/{name}" for name in ("tertua", "lama", "baru"))
SEEN = {OLDEST: MONTH - timedelta(days=90), OLD: MONTH - timedelta(seconds=1), KEPT: MONTH}


@pytest.fixture(params=["sqlite", "postgresql"])
def url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    if request.param == "sqlite":
        return f"sqlite:///{tmp_path / 'gaung.db'}"
    address: str = request.getfixturevalue("require_postgres")
    return address


@pytest.fixture
async def engine(url: str) -> AsyncIterator[AsyncEngine]:
    engine = create_engine(url, "search")
    await migrate(engine, "search")
    yield engine
    await engine.dispose()


@pytest.fixture
async def index(tmp_path: Path) -> AsyncIterator[ArticleIndex]:
    index = open_index(f"sqlite:///{tmp_path / 'index.db'}")
    await index.prepare()
    yield index
    await index.close()


@pytest.fixture
async def upkeep(tmp_path: Path, index: ArticleIndex) -> AsyncIterator[Upkeep]:
    upkeep = open_upkeep(f"sqlite:///{tmp_path / 'index.db'}")
    yield upkeep
    await upkeep.close()


async def fill(engine: AsyncEngine, index: ArticleIndex) -> None:
    """One article long before the month, one a second before, one at its very beginning."""
    await store.keep(engine, [enriched(url, seen_at=seen) for url, seen in SEEN.items()])
    await index.put(await store.documents(engine, [article_id(url) for url in SEEN]))


async def left(engine: AsyncEngine, index: ArticleIndex) -> set[str]:
    """The addresses of the articles that there are; rows and documents must agree."""
    ids = {article_id(url): url for url in SEEN}
    rows = {ids[key] for key in await store.known(engine, list(ids))}
    documents = {ids[one.article.id] for one in await index.get(list(ids))}
    assert rows == documents
    return rows


async def test_nothing_is_forgotten_until_somebody_chose_and_an_hour_went_by(
    engine: AsyncEngine, index: ArticleIndex, upkeep: Upkeep
) -> None:
    await fill(engine, index)
    here, there = Keeper(engine, upkeep), Keeper(engine, upkeep)
    await here.tick(NOW)
    assert (await chosen(engine, NOW)).months is None
    seen = await preview(engine, 24, NOW)
    assert (seen.first_kept, seen.articles, seen.total) == (MONTH, 2, 3)
    seen = await preview(engine, None, NOW)
    assert (seen.first_kept, seen.articles, seen.total) == (None, 0, 3)

    await choose(engine, 24, NOW)
    kept = await chosen(engine, NOW)
    assert (kept.months, kept.first_kept, kept.forgets_from) == (24, MONTH, NOW + FORGETS_AFTER)
    await here.tick(NOW + FORGETS_AFTER - timedelta(seconds=1))
    assert await left(engine, index) == set(SEEN)
    await asyncio.gather(here.tick(NOW + FORGETS_AFTER), there.tick(NOW + FORGETS_AFTER))
    assert await left(engine, index) == {KEPT}


async def test_who_mistyped_takes_it_back_within_the_hour(
    engine: AsyncEngine, index: ArticleIndex, upkeep: Upkeep
) -> None:
    await fill(engine, index)
    here = Keeper(engine, upkeep)
    await choose(engine, 6, NOW)
    await choose(engine, 120, NOW + timedelta(minutes=20))
    await here.tick(NOW + FORGETS_AFTER)
    await here.tick(NOW + 2 * FORGETS_AFTER)
    await choose(engine, 24, NOW)
    await choose(engine, None, NOW)
    await here.tick(NOW + FORGETS_AFTER)
    assert await left(engine, index) == set(SEEN)
    assert await chosen(engine, NOW) == Retention()


async def test_with_every_month_one_more_goes_and_what_comes_late_as_well(
    engine: AsyncEngine, index: ArticleIndex, upkeep: Upkeep
) -> None:
    await fill(engine, index)
    here = Keeper(engine, upkeep)
    await choose(engine, 24, NOW)
    later = NOW + FORGETS_AFTER
    await here.tick(later)
    await store.keep(engine, [enriched(OLD, seen_at=SEEN[OLD], revision=2)])
    await index.put(await store.documents(engine, [article_id(OLD)]))
    await here.tick(later)
    assert await left(engine, index) == {KEPT}
    await here.tick(later + timedelta(days=31))
    assert await left(engine, index) == set()


async def test_a_document_that_an_interrupted_run_left_goes_after_the_next_start(
    engine: AsyncEngine, index: ArticleIndex, upkeep: Upkeep
) -> None:
    await fill(engine, index)
    documents = await store.documents(engine, [article_id(OLD)])
    await choose(engine, 24, NOW)
    await Keeper(engine, upkeep).tick(NOW + FORGETS_AFTER)
    await index.put(documents)
    await Keeper(engine, upkeep).tick(NOW + FORGETS_AFTER)
    assert await left(engine, index) == {KEPT}


@pytest.fixture
async def running(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[httpx.AsyncClient]:
    """A search service whose hour is over at once and that looks at the clock all the time."""
    monkeypatch.setattr(choice, "FORGETS_AFTER", timedelta())
    monkeypatch.setattr(keeper, "TICK_SECONDS", 0.05)
    settings = Settings(data_dir=tmp_path, internal_token="test")
    broker = await connect(settings.broker())
    apps: dict[Any, Any] = {}
    clients = Clients(settings, apps)
    try:
        async with open_search(settings, broker, clients) as app:
            apps["search"] = app
            yield clients.to("search")
    finally:
        await clients.close()
        await broker.close()


async def test_a_running_service_forgets_by_what_was_chosen(
    running: httpx.AsyncClient, tmp_path: Path
) -> None:
    engine = create_engine(Settings(data_dir=tmp_path).database(), "search")
    old = enriched(OLD, seen_at=datetime.now(UTC) - timedelta(days=400))
    await store.keep(engine, [old, enriched(KEPT, seen_at=datetime.now(UTC))])
    assert (await running.get("/retention")).json()["months"] is None
    for nonsense in (0, 5, 241, -6, "banyak", 6.5):
        assert (await running.put("/retention", json={"months": nonsense})).status_code == 422
    seen = (await running.post("/retention/preview", json={"months": 6})).json()
    assert (seen["articles"], seen["total"]) == (1, 2)
    assert (await running.put("/retention", json={"months": 6})).json()["months"] == 6
    assert (await running.get("/retention")).json()["months"] == 6
    async with asyncio.timeout(20):
        while await store.known(engine, [old.article.id]):
            await asyncio.sleep(0.05)
    assert await store.count(engine) == 1
    await engine.dispose()
