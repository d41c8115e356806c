"""A restore without the old broker: what was on its way at the moment of the backup is sent again, once."""

from __future__ import annotations

import asyncio
import shutil
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import datetime, timedelta
from pathlib import Path

import pytest
import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncEngine

from services.crawler import tables as crawler
from services.crawler.article_store import Draft
from services.crawler.article_store import store as crawled
from services.notifier import tables as notifier
from services.search import store
from services.search import tables as search
from shared.contracts.article import SourceRef
from shared.runtime.database import create_engine, migrate
from shared.runtime.settings import Service, load_settings
from tests.conftest import absent
from tests.integration.test_backup import gaung
from tests.search_world import NOW, article_id, enriched

URL = "https://kabar-pesisir.example/"
KABAR = SourceRef(
    id="kabar-pesisir",
    name="Kabar Pesisir",
    domain="kabar-pesisir.example",
    region="64.08",
    timezone="Asia/Makassar",
)
AGES = {"forgotten": 900, "arrived": 3, "lost": 0, "waits": 0}
"""Articles of the crawler and how many days ago each was first seen; `arrived` has a lost second revision."""
MESSAGES = {"had": "sent", "retried": "waiting", "refused": "failed"}
"""Messages that the notifier has, and how their delivery stands."""


@asynccontextmanager
async def database(data: Path, service: Service) -> AsyncIterator[AsyncEngine]:
    engine = create_engine(load_settings(data_dir=data).database(), service)
    await migrate(engine, service)
    yield engine
    await engine.dispose()


def draft(name: str, title: str) -> Draft:
    url = f"{URL}{name}"
    return Draft(url, url, title, "Isi berita.", None, None, "berita", KABAR, None, title, None)


async def fill_crawler(data: Path) -> None:
    async with database(data, "crawler") as engine, engine.begin() as connection:
        for name, days in AGES.items():
            await crawled(connection, draft(name, name), NOW - timedelta(days=days))
        await crawled(connection, draft("arrived", "second"), NOW)
        waits = crawler.outbox.c.subject == article_id(f"{URL}waits")
        await connection.execute(sa.delete(crawler.outbox).where(~waits))


def alert(name: str, sent_at: datetime | None) -> dict[str, object]:
    return {
        "alert_id": name,
        "watch_id": "w",
        "tenant_id": "t",
        "subject": name,
        "title": name,
        "reason": name,
        "article_ids": [],
        "raised_at": NOW,
        "message_id": name,
        "sent_at": sent_at,
    }


async def fill_search(data: Path) -> None:
    async with database(data, "search") as engine:
        await store.keep(engine, [enriched(f"{URL}arrived", seen_at=NOW - timedelta(days=3))])
        watch = {
            "watch_id": "w",
            "tenant_id": "t",
            "name": "w",
            "filter": {"scope": ["64.08"]},
            "deliveries": [],
            "zone": "Asia/Makassar",
            "created_at": NOW,
        }
        rows = [alert(name, NOW) for name in (*MESSAGES, "lost")]
        rows += [alert("ancient", NOW - timedelta(days=9))]
        async with engine.begin() as connection:
            await connection.execute(sa.insert(search.watches), [watch])
            await connection.execute(sa.insert(search.alerts), rows)


async def fill_notifier(data: Path) -> None:
    async with database(data, "notifier") as engine, engine.begin() as connection:
        for name, state in MESSAGES.items():
            row = {
                "id": name,
                "alert_id": name,
                "tenant_id": "t",
                "type": "email",
                "target": "humas@kutim.example",
                "state": state,
                "attempts": 1,
                "created_at": NOW,
                "updated_at": NOW,
            }
            await connection.execute(sa.insert(notifier.deliveries), [row])


@pytest.fixture(params=["sqlite", "postgresql"])
def kept_in(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """Which database the services use."""
    if request.param == "postgresql":
        if shutil.which("pg_dump") is None:
            absent("no pg_dump on the PATH")
        monkeypatch.setenv("GAUNG_DATABASE_URL", request.getfixturevalue("require_postgres"))


@pytest.fixture
async def restored(kept_in: None, tmp_path: Path) -> Path:
    """A data directory restored from a backup that was taken while things were on their way."""
    data, elsewhere, folder = tmp_path / "data", tmp_path / "elsewhere", tmp_path / "backup"
    await fill_crawler(data)
    await fill_search(data)
    await fill_notifier(data)
    async with database(data, "gateway"):
        await asyncio.to_thread(gaung, data, "backup", str(folder))
    said = await asyncio.to_thread(gaung, elsewhere, "restore", str(folder), "--force")
    assert (said["announced"], said["alerts"]) == (2, 2)
    again = await asyncio.to_thread(gaung, elsewhere, "announce")
    assert again == {"announced": 0, "alerts": 0}
    return elsewhere


async def test_articles_that_search_does_not_have_are_announced_again(restored: Path) -> None:
    async with database(restored, "crawler") as engine, engine.connect() as connection:
        waiting = (await connection.execute(sa.select(crawler.outbox.c.message_id))).scalars()
        assert sorted(waiting) == sorted(
            f"{article_id(URL + name)}.{revision}"
            for name, revision in (("arrived", 2), ("lost", 1), ("waits", 1))
        )


async def test_alerts_that_nobody_was_told_are_sent_again(restored: Path) -> None:
    async with database(restored, "search") as engine, engine.connect() as connection:
        unsent = sa.select(search.alerts.c.alert_id).where(search.alerts.c.sent_at.is_(None))
        assert sorted((await connection.execute(unsent)).scalars()) == ["lost", "retried"]
