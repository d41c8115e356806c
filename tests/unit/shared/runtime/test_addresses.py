"""Which addresses may be crawled."""

from __future__ import annotations

from ipaddress import ip_network

import pytest

from shared.runtime.addresses import may_connect

LOOPBACK = [ip_network("127.0.0.0/8"), ip_network("::1/128")]


@pytest.mark.parametrize("address", ["93.184.215.14", "8.8.8.8", "2606:2800:220:1:248:1893:25c8:1946"])
def test_public_addresses(address: str) -> None:
    assert may_connect(address, [])


@pytest.mark.parametrize(
    "address",
    [
        "127.0.0.1", "0.0.0.1", "10.1.2.3", "172.16.0.1", "192.168.1.1", "169.254.169.254", "100.64.0.1", "224.0.0.1",
        "255.255.255.255", "192.0.2.1", "::", "::1", "fe80::1", "fe80::1%eth0", "fc00::1", "ff02::1",
        "::ffff:127.0.0.1", "::ffff:10.0.0.1", "64:ff9b::7f00:1", "2002:7f00:1::", "2001:0:0:0:0:0:80ff:fffe",
    ],
)  # fmt: skip
def test_private_networks_in_every_disguise(address: str) -> None:
    assert not may_connect(address, [])


def test_what_the_settings_allow() -> None:
    assert may_connect("127.0.0.1", LOOPBACK)
    assert may_connect("::1", LOOPBACK)
    assert may_connect("::ffff:127.0.0.1", LOOPBACK)
    assert not may_connect("10.0.0.1", LOOPBACK)
