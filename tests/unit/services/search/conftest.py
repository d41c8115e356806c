"""A search database and an embedded index for each test, and a broker that remembers what it was given."""

from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path

import pytest
from sqlalchemy.ext.asyncio import AsyncEngine

from services.search.index.open import open_index
from services.search.index.port import ArticleIndex
from shared.runtime.database import create_engine, migrate
from tests.search_world import RecordingBroker


@pytest.fixture
async def engine(tmp_path: Path) -> AsyncIterator[AsyncEngine]:
    engine = create_engine(f"sqlite:///{tmp_path / 'gaung.db'}", "search")
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
def broker() -> RecordingBroker:
    return RecordingBroker()
