"""What an import that is taken back takes along, and what it leaves to others."""

from __future__ import annotations

import io
from collections.abc import AsyncIterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import httpx
import pytest
import sqlalchemy as sa
from fastapi import FastAPI
from sqlalchemy.ext.asyncio import AsyncEngine

from services.crawler.imports import lookup
from services.crawler.imports.bringing import STAYS, also_brought
from services.crawler.imports.feeding import Feeding
from services.crawler.imports.taking import take
from services.crawler.imports.undoing import SETTLED, StillOnTheWay, undo
from services.crawler.tables import articles
from shared.contracts.crawl import PushedSource
from shared.contracts.imports import ArticleIds, ForgetOrder, ImportOrder
from shared.runtime.database import create_engine, migrate
from tests.integration.import_world import as_csv, complaints

TENANT = "t1"
LATER = SETTLED + timedelta(minutes=1)


@pytest.fixture
async def engine(tmp_path: Path) -> AsyncIterator[AsyncEngine]:
    engine = create_engine(f"sqlite:///{tmp_path / 'gaung.db'}", "crawler")
    await migrate(engine, "crawler")
    yield engine
    await engine.dispose()


class FakeSearch:
    """A search service that notes what it was told to forget."""

    def __init__(self) -> None:
        self.orders: list[ForgetOrder] = []
        app = FastAPI()
        app.post("/articles/forget")(self._forget)
        self.client = httpx.AsyncClient(transport=httpx.ASGITransport(app), base_url="http://search")

    def _forget(self, order: ForgetOrder) -> ArticleIds:
        self.orders.append(order)
        return ArticleIds(ids=order.ids)


@pytest.fixture
async def search() -> AsyncIterator[FakeSearch]:
    fake = FakeSearch()
    yield fake
    await fake.client.aclose()


async def imported(engine: AsyncEngine, number: int) -> str:
    source = PushedSource(name="Lapor Kutim", region="64.08", timezone="Asia/Makassar")
    order = ImportOrder(tenant_id=TENANT, scope=["64.08"], source=source)
    taken = await take(engine, io.BytesIO(as_csv(complaints(number))), order)
    while await Feeding(engine, "a").batch():
        pass
    return taken.id


async def undone(engine: AsyncEngine, search: FakeSearch, identity: str) -> int:
    return await undo(engine, search.client, TENANT, identity, datetime.now(UTC) + LATER)


async def kept(engine: AsyncEngine) -> dict[str, datetime]:
    """Article id → when its last revision was made."""
    async with engine.connect() as connection:
        rows = await connection.execute(sa.select(articles.c.id, articles.c.revised_at))
        return {row.id: row.revised_at for row in rows}


async def test_rows_on_their_way_wait_at_first_and_are_barred_later(
    engine: AsyncEngine, search: FakeSearch
) -> None:
    one = await imported(engine, 3)
    made = await kept(engine)
    with pytest.raises(StillOnTheWay):
        await undo(engine, search.client, TENANT, one, datetime.now(UTC))
    assert search.orders == []
    assert await undone(engine, search, one) == 3
    (order,) = search.orders
    assert set(order.ids) == set(made)
    # Whatever of it still comes was made by then; what is imported again was not.
    assert order.made_until == max(made.values())
    await imported(engine, 3)
    assert min((await kept(engine)).values()) > order.made_until


async def test_what_another_import_brought_as_well_stays_until_that_is_taken_back(
    engine: AsyncEngine, search: FakeSearch
) -> None:
    first, corrected = await imported(engine, 4), await imported(engine, 6)
    assert await undone(engine, search, first) == 0
    assert len(await kept(engine)) == 6
    assert await undone(engine, search, corrected) == 6
    assert await kept(engine) == {}


async def test_what_was_pushed_as_well_or_left_by_a_forgotten_import_stays(
    engine: AsyncEngine, search: FakeSearch
) -> None:
    one = await imported(engine, 4)
    pushed = next(iter(await kept(engine)))
    async with engine.begin() as connection:
        await also_brought(connection, STAYS, pushed)
    assert await undone(engine, search, one) == 3
    assert set(await kept(engine)) == {pushed}

    first, second = await imported(engine, 4), await imported(engine, 5)
    async with engine.begin() as connection:
        await lookup.remove(connection, TENANT, first)
    assert await undone(engine, search, second) == 1
    assert len(await kept(engine)) == 4
