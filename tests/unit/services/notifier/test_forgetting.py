"""How long the log of deliveries is kept: on both databases, with its tries, and nothing that is in hand."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncEngine

from services.notifier import forgetting as module
from services.notifier.forgetting import forget_before, forgetting
from services.notifier.outcome import Later, Never, Outcome, Sent
from services.notifier.store import DeliveryStore
from services.notifier.tables import attempts, deliveries
from shared.contracts.messages import AlertRaised, Delivery
from shared.runtime.database import create_engine, migrate

NOW = datetime.now(UTC)
KEEP = timedelta(days=90)


@pytest.fixture(params=["sqlite", "postgresql"])
def url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    if request.param == "sqlite":
        return f"sqlite:///{tmp_path / 'gaung.db'}"
    return str(request.getfixturevalue("require_postgres"))


@pytest.fixture
async def engine(url: str) -> AsyncIterator[AsyncEngine]:
    engine = create_engine(url, "notifier")
    await migrate(engine, "notifier")
    yield engine
    await engine.dispose()


async def delivered(engine: AsyncEngine, name: str, days: float, outcome: Outcome | None) -> str:
    """A delivery that was last touched so many days ago; None: never tried."""
    store = DeliveryStore(engine)
    alert = AlertRaised(
        alert_id=name,
        tenant_id="t1",
        watch_id="w1",
        title="Jembatan",
        reason="alasan",
        article_ids=[],
        deliveries=[Delivery(type="email", target="humas@kutim.example")],
        raised_at=NOW,
    )
    [record] = await store.open(alert)
    if outcome is not None:
        await store.note(record.id, outcome, NOW, last=True)
    async with engine.begin() as connection:
        touched = sa.update(deliveries).where(deliveries.c.id == record.id)
        await connection.execute(touched.values(updated_at=NOW - timedelta(days=days)))
    return record.id


async def left(engine: AsyncEngine) -> tuple[set[str], int]:
    """The messages whose deliveries are known, and how many tries."""
    async with engine.connect() as connection:
        names = (await connection.execute(sa.select(deliveries.c.alert_id))).scalars().all()
        tries = await connection.scalar(sa.select(sa.func.count()).select_from(attempts))
    return set(names), tries or 0


async def test_old_ones_go_with_their_tries_however_they_ended(
    engine: AsyncEngine, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(module, "BATCH", 2)
    for number, outcome in enumerate((Sent(), Never("ditolak"), Later("mati"), None, Sent())):
        await delivered(engine, f"old{number}", 90.1, outcome)
    await delivered(engine, "young", 89.9, Sent())
    in_hand = await delivered(engine, "in hand", 200, Later("mati"))
    assert await DeliveryStore(engine).claim(in_hand, NOW)
    assert await forget_before(engine, NOW - KEEP) == 5
    assert await left(engine) == ({"young", "in hand"}, 2)
    assert await forget_before(engine, NOW - KEEP) == 0


async def test_it_runs_while_the_service_does(engine: AsyncEngine) -> None:
    await delivered(engine, "old", 91, Sent())
    await delivered(engine, "young", 89, Sent())
    async with asyncio.timeout(10), forgetting(engine, KEEP):
        while await left(engine) != ({"young"}, 1):
            await asyncio.sleep(0.02)
