"""The desk on both databases, with the engines of several processes; an index nobody writes to."""

from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path

import pytest
from sqlalchemy.ext.asyncio import AsyncEngine

from services.search.index.open import open_index
from services.search.index.port import ArticleIndex
from shared.runtime.database import create_engine, migrate
from tests.integration.watch_desk.desk_world import Outbox

PROCESSES = 4


@pytest.fixture(params=["sqlite", "postgresql"])
def url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    if request.param == "sqlite":
        return f"sqlite:///{tmp_path / 'gaung.db'}"
    address: str = request.getfixturevalue("require_postgres")
    return address


@pytest.fixture
async def engines(url: str) -> AsyncIterator[list[AsyncEngine]]:
    """One engine for each process."""
    engines = [create_engine(url, "search") for _ in range(PROCESSES)]
    await migrate(engines[0], "search")
    yield engines
    for engine in engines:
        await engine.dispose()


@pytest.fixture
async def index(tmp_path: Path) -> AsyncIterator[ArticleIndex]:
    index = open_index(f"sqlite:///{tmp_path / 'index.db'}")
    await index.prepare()
    yield index
    await index.close()


@pytest.fixture
def outbox() -> Outbox:
    return Outbox()
