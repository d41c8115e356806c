"""Imports on both databases: taken, fed in turns, looked for until found, paged, forgotten.

The search service here knows what the test says it knows: which revision it can find, and when.
"""

from __future__ import annotations

import asyncio
import io
import time
from collections.abc import AsyncIterator, Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import httpx
import pytest
import sqlalchemy as sa
from fastapi import FastAPI
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine

from services.crawler import article_store
from services.crawler.article_store import Draft, Stored
from services.crawler.imports import feeding, lookup, store, taking
from services.crawler.imports.drafting import draft_of
from services.crawler.imports.feeding import BATCH, Feeding, anything_waiting
from services.crawler.imports.finding import Finding
from services.crawler.imports.lookup import UnknownImport
from services.crawler.imports.row import Row
from services.crawler.imports.store import LEASE
from services.crawler.imports.taking import take
from services.crawler.imports.trouble import MOST_TRIES, REASON
from services.crawler.tables import import_rows, imports
from shared.contracts.crawl import PushedSource
from shared.contracts.imports import ArticleIds, Import, ImportOrder, KnownRevisions, Refusal
from shared.runtime.database import create_engine, migrate
from tests.integration.import_world import as_csv, complaints


@pytest.fixture(params=["sqlite", "postgresql"])
def database_url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    if request.param == "sqlite":
        return f"sqlite:///{tmp_path / 'gaung.db'}"
    return str(request.getfixturevalue("require_postgres"))


@pytest.fixture
async def engine(database_url: str) -> AsyncIterator[AsyncEngine]:
    engine = create_engine(database_url, "crawler")
    await migrate(engine, "crawler")
    yield engine
    await engine.dispose()


async def taken(
    engine: AsyncEngine, number: int, tenant: str = "t1", rows: list[list[str]] | None = None
) -> Import:
    order = ImportOrder(
        tenant_id=tenant,
        scope=["64.08"],
        source=PushedSource(name="Lapor Kutim", region="64.08", timezone="Asia/Makassar"),
    )
    return await take(engine, io.BytesIO(as_csv(rows or complaints(number))), order)


async def seen(engine: AsyncEngine, one: Import, tenant: str = "t1") -> Import:
    async with engine.connect() as connection:
        return await lookup.get(connection, tenant, one.id)


async def test_imports_take_turns(engine: AsyncEngine) -> None:
    large = await taken(engine, 3 * BATCH)
    small = await taken(engine, 5, "t2")
    fed = [await Feeding(engine, "a").batch() for _ in range(5)]
    assert sorted(fed[:2]) == [5, BATCH]
    assert sum(fed) == 3 * BATCH + 5
    assert fed[-1] == 0
    assert (await seen(engine, small, "t2")).state == "done"
    assert (await seen(engine, large)).counts.new == 3 * BATCH
    async with engine.connect() as connection:
        assert not await anything_waiting(connection)


async def test_a_lease_keeps_others_away_and_ends(engine: AsyncEngine) -> None:
    one = await taken(engine, 3)
    later = datetime.now(UTC) + LEASE
    async with engine.begin() as connection:
        await connection.execute(sa.update(imports).values(owner="dead", lease_until=later))
    assert await Feeding(engine, "a").batch() == 0
    async with engine.begin() as connection:
        await connection.execute(sa.update(imports).values(lease_until=datetime.now(UTC)))
    assert await Feeding(engine, "a").batch() == 3
    assert (await seen(engine, one)).counts.new == 3


async def test_a_row_that_breaks_is_refused_in_the_end_and_the_import_ends(
    engine: AsyncEngine, monkeypatch: pytest.MonkeyPatch
) -> None:
    rows = complaints(BATCH + 5)
    one = await taken(engine, 0, rows=rows)

    def drafted(row: Row, *rest: Any) -> Draft:
        if row.title == rows[1][5]:
            raise ValueError("planted in the text")
        return draft_of(row, *rest)

    async def stored(connection: AsyncConnection, draft: Draft, now: datetime) -> Stored:
        done = await article_store.store(connection, draft, now)
        if draft.title == rows[-1][5]:
            raise sa.exc.DataError("insert", {}, Exception("planted in the database"))
        return done

    monkeypatch.setattr(feeding, "draft_of", drafted)
    monkeypatch.setattr(feeding, "store", stored)
    worker = Feeding(engine, "a")
    handled = 0
    for tried in range(MOST_TRIES + 1):
        counts = (await seen(engine, one)).counts
        assert counts.refused == (tried == MOST_TRIES), tried
        handled += await worker.batch()
        assert await worker.batch() == 0, "the row at fault is given time"
        await lease_over(engine)
    handled += await worker.batch()
    ended = await seen(engine, one)
    assert (ended.state, handled) == ("done", len(rows))
    assert (ended.counts.new, ended.counts.refused, ended.counts.waiting) == (len(rows) - 2, 2, 0)
    assert ended.counts.rows == ended.counts.accepted + ended.counts.refused
    async with engine.connect() as connection:
        page = await lookup.refusals_of(connection, "t1", one.id, 20, 0)
    assert [(refusal.row, refusal.reason, refusal.excerpt) for refusal in page.items] == [
        (3, REASON, rows[1][5]),
        (len(rows) + 1, REASON, rows[-1][5]),
    ]

    monkeypatch.undo()
    again = await taken(engine, 0, rows=rows)
    while await worker.batch():
        pass
    counts = (await seen(engine, again)).counts
    assert (counts.new, counts.unchanged) == (2, len(rows) - 2), "the same file brings what was refused"


async def test_a_database_that_is_away_refuses_no_row(
    engine: AsyncEngine, monkeypatch: pytest.MonkeyPatch
) -> None:
    one = await taken(engine, 2)

    async def away(*_: Any) -> Stored:
        raise sa.exc.OperationalError("insert", {}, Exception("planted"))

    worker = Feeding(engine, "a")
    with monkeypatch.context() as planted:
        planted.setattr(feeding, "store", away)
        for _ in range(MOST_TRIES + 1):
            with pytest.raises(sa.exc.OperationalError):
                await worker.batch()
            await lease_over(engine)
    assert await worker.batch() == 2
    counts = (await seen(engine, one)).counts
    assert (counts.new, counts.refused) == (2, 0)


async def lease_over(engine: AsyncEngine) -> None:
    async with engine.begin() as connection:
        await connection.execute(sa.update(imports).values(lease_until=datetime.now(UTC)))


async def test_articles_are_looked_for_until_each_is_found(engine: AsyncEngine) -> None:
    known: dict[str, int] = {}
    search = FastAPI()

    @search.post("/articles/revisions")
    async def revisions(asked: ArticleIds) -> KnownRevisions:
        return KnownRevisions(revisions={one: known[one] for one in asked.ids if one in known})

    rows = complaints(4)
    await taken(engine, 4, rows=rows)
    await Feeding(engine, "a").batch()
    rows[0][6] += " Sudah lapor camat."
    again = await taken(engine, 4, rows=rows)
    await Feeding(engine, "a").batch()
    counts = (await seen(engine, again)).counts
    assert (counts.new, counts.revised, counts.unchanged, counts.found) == (0, 1, 3, 0)

    async with engine.connect() as connection:
        waiting = (await connection.execute(sa.select(import_rows))).all()
    assert len(waiting) == 5
    assert all(row.body == "" for row in waiting)
    edited = next(row.article_id for row in waiting if row.revision == 2)
    transport = httpx.ASGITransport(app=search)
    async with httpx.AsyncClient(transport=transport, base_url="http://search") as client:
        finding = Finding(engine, client)
        now = datetime.now(UTC)
        assert await finding.look(now) == 0
        known |= {row.article_id: 1 for row in waiting}
        assert await finding.look(now) == 0  # the end of the walk; it begins anew
        assert await finding.look(now) == 4
        assert (await seen(engine, again)).counts.found == 0
        known[edited] = 2
        await finding.look(now)
        await finding.look(now)
        assert (await seen(engine, again)).counts.found == 1
        await finding.look(now)
        assert await finding.look(now) is None
    async with engine.connect() as connection:
        assert (await connection.execute(sa.select(import_rows))).first() is None


async def test_rows_that_are_never_found_are_given_up(engine: AsyncEngine) -> None:
    one = await taken(engine, 2)
    await Feeding(engine, "a").batch()
    async with httpx.AsyncClient() as client:
        await Finding(engine, client).give_up(datetime.now(UTC) + timedelta(days=8))
    assert (await seen(engine, one)).counts.found == 0
    async with engine.connect() as connection:
        assert (await connection.execute(sa.select(import_rows))).first() is None


async def test_an_import_that_was_being_read_is_forgotten(engine: AsyncEngine) -> None:
    one = await taken(engine, 2)
    async with engine.begin() as connection:
        await connection.execute(sa.update(imports).values(state="reading", lease_until=datetime.now(UTC)))
    with pytest.raises(UnknownImport):
        await seen(engine, one)
    async with engine.begin() as connection:
        await store.forget_unfinished(connection, datetime.now(UTC))
        assert (await connection.execute(sa.select(imports))).first() is None
        assert (await connection.execute(sa.select(import_rows))).first() is None


async def test_removed_while_it_is_fed(engine: AsyncEngine) -> None:
    one = await taken(engine, 2 * BATCH)
    assert await Feeding(engine, "a").batch() == BATCH
    async with engine.begin() as connection:
        with pytest.raises(UnknownImport):
            await lookup.remove(connection, "t2", one.id)
        await lookup.remove(connection, "t1", one.id)
    assert await Feeding(engine, "a").batch() == 0


async def test_removed_while_its_rows_are_fed_or_found(engine: AsyncEngine) -> None:
    """Whoever holds the import goes on to its rows; the others wait, and none in a circle."""
    one = await taken(engine, 4)
    await Feeding(engine, "a").batch()
    async with engine.connect() as connection:
        rows = (await connection.execute(sa.select(import_rows.c.import_id, import_rows.c.row))).all()
    async with httpx.AsyncClient() as client, asyncio.TaskGroup() as others, engine.begin() as feeding:
        await feeding.execute(sa.update(imports).values(owner="a"))
        others.create_task(Finding(engine, client)._settle([(row.import_id, row.row) for row in rows]))
        others.create_task(removed(engine, one))
        # Until both wait for the import.
        await asyncio.sleep(0.5)
        await feeding.execute(sa.update(import_rows).values(revision=2))
    async with engine.connect() as connection:
        assert (await connection.execute(sa.select(imports))).first() is None
        assert (await connection.execute(sa.select(import_rows))).first() is None


async def removed(engine: AsyncEngine, one: Import) -> None:
    async with engine.begin() as connection:
        await lookup.remove(connection, "t1", one.id)


async def test_a_file_that_is_read_for_long_is_not_forgotten(
    engine: AsyncEngine, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(store, "LEASE", timedelta(seconds=1))
    read = taking._batch

    def slowly(walk: Iterator[Row | Refusal]) -> list[Row | Refusal]:
        time.sleep(2.5)
        return read(walk)

    monkeypatch.setattr(taking, "_batch", slowly)
    reading = asyncio.create_task(taken(engine, 3))
    while not reading.done():
        async with engine.begin() as connection:
            await store.forget_unfinished(connection, datetime.now(UTC))
        await asyncio.sleep(0.1)
    assert (await reading).counts.accepted == 3


async def test_duplicates_far_apart_name_the_first_row(engine: AsyncEngine) -> None:
    rows = complaints(600)
    rows[550] = rows[3]
    one = await taken(engine, 600, rows=rows)
    assert (one.counts.accepted, one.counts.duplicates, one.counts.refused) == (599, 1, 0)
    async with engine.connect() as connection:
        page = await lookup.refusals_of(connection, "t1", one.id, 20, 0)
    assert [(refusal.row, refusal.reason) for refusal in page.items] == [
        (552, "sudah ada di baris 5 berkas ini")
    ]
