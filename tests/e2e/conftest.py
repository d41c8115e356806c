"""Both modes of Gaung for end-to-end tests.

``installation`` is parametrised: *laptop* is `gaung standalone` on SQLite; *province* is five processes on
RabbitMQ, Elasticsearch and PostgreSQL. The tests cannot tell which one they talk to.
"""

from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path

import aio_pika
import pytest

from shared.contracts.channels import CHANNELS
from shared.messaging.connect import amqp_address
from shared.messaging.port import DELIVERY_LIMIT, RETRY_DELAYS
from shared.messaging.rabbitmq_topology import Topology
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
    await remove_namespace(require_rabbitmq)


async def remove_namespace(url: str) -> None:
    """Delete the queues and the exchange of a test's namespace."""
    address, namespace = amqp_address(url)
    topology = Topology(namespace, RETRY_DELAYS, DELIVERY_LIMIT)
    async with await aio_pika.connect(address) as connection:
        channel = await connection.channel()
        for queue in (queue.name for events in CHANNELS for queue in events.queues):
            delays = (topology.delay(queue, seconds) for seconds in RETRY_DELAYS)
            for name in (topology.queue(queue), topology.dead(queue), *delays):
                await channel.queue_delete(name)
        await channel.exchange_delete(topology.exchange)


@pytest.fixture(params=["laptop", "province"])
def installation(request: pytest.FixtureRequest) -> Installation:
    """A running installation in either mode."""
    found: Installation = request.getfixturevalue(request.param)
    return found
