"""Watches and alerts of the first version live on: as each_story watches, told once, the unsent alert sent."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from alembic import command
from alembic.config import Config
from sqlalchemy import JSON, Connection, column, insert, table, text

from services.search.index.open import open_index
from services.search.watches import alert_store, store
from services.search.watches.desk import Desk
from shared.contracts.alert import AlertSearch
from shared.contracts.messages import AlertRaised
from shared.contracts.watch import EachStory, Rescope
from shared.runtime.database import UtcDateTime, create_engine, migrate

MIGRATIONS = Path(__file__).parents[2] / "services" / "search" / "migrations"
# The tables as they were.
WATCHES = table(
    "watches",
    *(column(name) for name in ("watch_id", "tenant_id", "name", "zone")),
    column("filter", JSON),
    column("deliveries", JSON),
    column("created_at", UtcDateTime),
)
ALERTS = table(
    "alerts",
    *(column(name) for name in ("alert_id", "watch_id", "tenant_id", "story_id", "title", "reason")),
    column("article_ids", JSON),
    column("raised_at", UtcDateTime),
    column("sent_at", UtcDateTime),
)
THEN = datetime(2026, 7, 14, 2, 0, tzinfo=UTC)


@pytest.fixture(params=["sqlite", "postgresql"])
def url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    if request.param == "sqlite":
        return f"sqlite:///{tmp_path / 'gaung.db'}"
    address: str = request.getfixturevalue("require_postgres")
    return address


async def test_old_watches_go_on(url: str, tmp_path: Path) -> None:
    engine = create_engine(url, "search")

    def third(connection: Connection) -> None:
        config = Config()
        config.set_main_option("script_location", str(MIGRATIONS))
        config.attributes["connection"] = connection
        command.upgrade(config, "0003")

    async with engine.begin() as connection:
        if engine.dialect.name == "postgresql":
            await connection.execute(text('CREATE SCHEMA IF NOT EXISTS "search"'))
        await connection.run_sync(third)
        await connection.execute(
            insert(WATCHES).values(
                watch_id="w1",
                tenant_id="kutim",
                name="Jembatan",
                filter={"scope": ["64.08"]},
                deliveries=[],
                zone="Asia/Makassar",
                created_at=THEN,
            )
        )
        for key, sent_at in (("a1", THEN), ("a2", None)):
            await connection.execute(
                insert(ALERTS).values(
                    alert_id=key,
                    watch_id="w1",
                    tenant_id="kutim",
                    story_id=f"s-{key}",
                    title="Judul",
                    reason="alasan",
                    article_ids=["0" * 32],
                    raised_at=THEN,
                    sent_at=sent_at,
                )
            )
    await migrate(engine, "search")
    watch = await store.one(engine, "kutim", "w1")
    assert watch is not None
    assert (watch.when, watch.cooldown, watch.updated_at) == (EachStory(), 0, THEN)
    published: list[AlertRaised] = []

    async def publish(event: AlertRaised) -> None:
        published.append(event)

    await Desk(engine, publish).release(THEN + timedelta(days=1))
    assert [event.alert_id for event in published] == ["a2"]
    index = open_index(f"sqlite:///{tmp_path / 'index.db'}")
    await index.prepare()
    page = await alert_store.search(engine, index, AlertSearch(tenant_id="kutim", scope=["64.08"]))
    assert [(alert.id, alert.state, alert.message_id, alert.figures) for alert in page.items] == [
        ("a2", "sent", "a2", None),
        ("a1", "sent", "a1", None),
    ]
    for scope, visible in ((["64.74"], 0), (["64"], 2)):
        await store.rescope(engine, Rescope(tenant_id="kutim", scope=scope, zone="Asia/Makassar"), THEN)
        page = await alert_store.search(engine, index, AlertSearch(tenant_id="kutim", scope=scope))
        assert (scope, page.total) == (scope, visible)
    await index.close()
    await engine.dispose()
