"""Both modes of Gaung for end-to-end tests.

``installation`` is parametrised: *laptop* is `gaung standalone` on SQLite; *province* is five processes on
RabbitMQ, Elasticsearch and PostgreSQL. The tests cannot tell which one they talk to.
"""

from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from tests.contract.messaging_cleanup import delete_namespace
from tests.e2e.installation import Installation, running

SERVICES = ["notifier", "search", "nlp", "crawler", "gateway"]


@pytest.fixture
async def laptop(tmp_path: Path) -> AsyncIterator[Installation]:
    """Everything in one process on SQLite."""
    async with running(Installation(tmp_path / "laptop", {}, ["standalone"])) as installation:
        yield installation


@pytest.fixture
async def province(
    tmp_path: Path, require_rabbitmq: str, require_postgres: str, require_index: str
) -> AsyncIterator[Installation]:
    """Five processes on real servers; its queues are removed afterwards."""
    environment = {
        "GAUNG_BROKER_URL": require_rabbitmq,
        "GAUNG_DATABASE_URL": require_postgres,
        "GAUNG_INDEX_URL": require_index,
    }
    async with running(Installation(tmp_path / "province", environment, SERVICES)) as installation:
        yield installation
    await delete_namespace(require_rabbitmq)


@pytest.fixture(params=["laptop", "province"])
def installation(request: pytest.FixtureRequest) -> Installation:
    """A running installation in either mode."""
    found: Installation = request.getfixturevalue(request.param)
    return found
