"""Addresses: what is understood, and one clear line without the password for the rest."""

from __future__ import annotations

from pathlib import Path

import pytest

from shared.messaging.connect import amqp_address, connect, sqlite_address
from shared.messaging.port import BrokerUnavailable
from shared.messaging.sqlite import LEASE_SECONDS
from shared.runtime.settings import SettingsError


def test_sqlite_addresses() -> None:
    assert sqlite_address("sqlite:///data/broker.db") == (Path("data/broker.db"), LEASE_SECONDS)
    assert sqlite_address("sqlite:////var/lib/gaung/broker.db?lease=5") == (
        Path("/var/lib/gaung/broker.db"),
        5.0,
    )


def test_amqp_addresses_lose_only_our_own_parameter() -> None:
    address, namespace = amqp_address("amqp://u:p@broker:5673/v?namespace=x&heartbeat=9")
    assert (str(address), namespace) == ("amqp://u:p@broker:5673/v?heartbeat=9", "x")
    assert amqp_address("amqp://broker/")[1] == ""


@pytest.mark.parametrize(
    "url",
    [
        "",
        "kafka://user:secret@host",
        "user:secret@host",
        "sqlite:///",
        "sqlite:///x.db?lease=soon",
        "sqlite:///x.db?lease=0",
        "amqp://user:secret@host:notaport/",
        "amqp://",
    ],
)
async def test_other_addresses_are_refused_in_one_line(url: str) -> None:
    with pytest.raises(SettingsError, match=r"^GAUNG_BROKER_URL: ") as raised:
        await connect(url)
    assert "secret" not in str(raised.value)
    assert "\n" not in str(raised.value)


async def test_a_file_that_cannot_be_used_is_told_with_its_path(tmp_path: Path) -> None:
    (tmp_path / "text.db").write_text(
        "this is no database, but it is long enough to be looked at as one" * 20
    )
    (tmp_path / "file").write_text("")
    for path in (tmp_path / "text.db", tmp_path, tmp_path / "file" / "broker.db"):
        with pytest.raises(BrokerUnavailable, match=str(path)):
            await connect(f"sqlite:///{path}")
