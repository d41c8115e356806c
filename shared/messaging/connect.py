"""From a broker address to a Broker: the one place that knows which adapters exist."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from urllib.parse import parse_qsl

from shared.messaging.port import DELIVERY_LIMIT, RETRY_DELAYS, Broker
from shared.messaging.sqlite import LEASE_SECONDS, SqliteBroker
from shared.runtime.settings import SettingsError


async def connect(
    url: str, *, retry_delays: Sequence[float] = RETRY_DELAYS, delivery_limit: int = DELIVERY_LIMIT
) -> Broker:
    """A broker for ``sqlite:///PATH[?lease=SECONDS]`` or ``amqp(s)://USER:PASSWORD@HOST/VHOST[?namespace=NAME]``.

    `lease` is how long a killed consumer's messages stay away; `namespace` is put before the names of
    exchange and queues, so that several installations share one RabbitMQ.
    Raises BrokerUnavailable within about 5 s, SettingsError for any other address.
    """
    scheme = url.split("://")[0]
    if url.startswith("sqlite:///"):
        path, _, query = url.removeprefix("sqlite:///").partition("?")
        lease = float(dict(parse_qsl(query)).get("lease", LEASE_SECONDS))
        return await SqliteBroker.open(
            Path(path), retry_delays=retry_delays, delivery_limit=delivery_limit, lease=lease
        )
    raise SettingsError(f"GAUNG_BROKER_URL: expected sqlite:///PATH or amqp://…, got {scheme!r}")
