"""From a broker address to a Broker: the one place that knows which adapters exist."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from yarl import URL

from shared.messaging.port import DELIVERY_LIMIT, RETRY_DELAYS, Broker
from shared.messaging.rabbitmq import RabbitBroker
from shared.messaging.sqlite import LEASE_SECONDS, SqliteBroker
from shared.runtime.settings import SettingsError


async def connect(
    url: str, *, retry_delays: Sequence[float] = RETRY_DELAYS, delivery_limit: int = DELIVERY_LIMIT
) -> Broker:
    """A broker for ``sqlite:///PATH[?lease=SECONDS]`` or ``amqp(s)://USER:PASSWORD@HOST/VHOST[?namespace=X]``.

    `lease` is how long a killed consumer's messages stay away; `namespace` is put before the names of
    exchange and queues, so that several installations share one RabbitMQ.
    Raises BrokerUnavailable within about 5 s, SettingsError for any other address.
    """
    if url.startswith("sqlite:///"):
        path, lease = sqlite_address(url)
        return await SqliteBroker.open(
            path, retry_delays=retry_delays, delivery_limit=delivery_limit, lease=lease
        )
    if url.startswith(("amqp://", "amqps://")):
        address, namespace = amqp_address(url)
        return await RabbitBroker.open(
            address, namespace=namespace, retry_delays=retry_delays, delivery_limit=delivery_limit
        )
    # What stands before "://" cannot hold a password; anything else might.
    given = url.split("://")[0] if "://" in url else "an address without a scheme"
    raise SettingsError(f"GAUNG_BROKER_URL: expected sqlite:///PATH or amqp://…, got {given}")


def sqlite_address(url: str) -> tuple[Path, float]:
    """File and lease of an embedded broker's address; raises SettingsError."""
    path, _, query = url.removeprefix("sqlite:///").partition("?")
    try:
        lease = float(URL(f"?{query}").query.get("lease", LEASE_SECONDS))
    except ValueError as error:
        raise SettingsError("GAUNG_BROKER_URL: lease is not a number of seconds") from error
    if not path or lease <= 0:
        raise SettingsError("GAUNG_BROKER_URL: expected sqlite:///PATH, with a lease above 0 if any")
    return Path(path), lease


def amqp_address(url: str) -> tuple[URL, str]:
    """Address without our own parameter, and the namespace; raises SettingsError."""
    try:
        parsed = URL(url)
        namespace = parsed.query.get("namespace", "")
        if not parsed.host:
            raise ValueError("no host")
    except ValueError as error:
        # The library's message may repeat the whole address, and with it the password.
        raise SettingsError("GAUNG_BROKER_URL: expected amqp://USER:PASSWORD@HOST:PORT/VHOST") from error
    return parsed.without_query_params("namespace"), namespace
