"""Which addresses we may connect to for others."""

from __future__ import annotations

from ipaddress import ip_network

import pytest

from shared.runtime.addresses import may_connect

LOOPBACK = [ip_network("127.0.0.0/8"), ip_network("::1/128")]


@pytest.mark.parametrize(
    "address",
    [
        "93.184.215.14", "8.8.8.8", "192.0.1.1", "192.88.100.1", "2606:2800:220:1:248:1893:25c8:1946", "2000::1",
        "2001:200::1", "2001:4860:4860::8888", "2400:cb00::1", "3ffe:ffff::1", "3fff:1000::1",
        # 8.8.8.8 in every disguise
        "::ffff:8.8.8.8", "::808:808", "::ffff:0:808:808", "64:ff9b::808:808", "2002:808:808::1",
        "2001:0:0:0:0:0:f7f7:f7f7",
    ],
)  # fmt: skip
def test_public_addresses(address: str) -> None:
    assert may_connect(address, [])


@pytest.mark.parametrize(
    ("range_", "addresses"),
    [
        ("this network", ["0.0.0.1", "::"]),
        ("private", ["10.1.2.3", "172.16.0.1", "192.168.1.1", "fc00::1", "fd00::1"]),
        ("shared by customers of a provider", ["100.64.0.1"]),
        ("loopback", ["127.0.0.1", "::1"]),
        ("link", ["169.254.169.254", "fe80::1", "fe80::1%eth0"]),
        ("site", ["fec0::1", "feff::1"]),
        ("protocols", ["192.0.0.1", "192.0.0.9", "2001:1::1", "2001:1ff::1"]),
        ("documentation", ["192.0.2.1", "198.51.100.1", "203.0.113.1", "2001:db8::1", "3fff::1", "3fff:fff::1"]),
        ("benchmarks", ["198.18.0.1", "2001:2::1"]),
        ("relays of 6to4", ["192.88.99.1"]),
        ("multicast, reserved, broadcast", ["224.0.0.1", "ff02::1", "240.0.0.1", "255.255.255.255"]),
        ("discard only", ["100::1"]),
        ("segment routing", ["5f00::1"]),
        ("never given out", ["1::1", "4000::1", "8000::1", "e000::1", "200::1"]),
        ("mapped", ["::ffff:127.0.0.1", "::ffff:10.0.0.1"]),
        ("compatible", ["::127.0.0.1", "::10.0.0.1", "::2"]),
        ("translated", ["::ffff:0:10.0.0.1", "::ffff:0:127.0.0.1"]),
        ("NAT64", ["64:ff9b::7f00:1", "64:ff9b::a00:1"]),
        ("local NAT64", ["64:ff9b:1::a00:1", "64:ff9b:1::808:808", "64:ff9b:1:a00:0:100::"]),
        ("6to4", ["2002:7f00:1::", "2002:a00:1::1"]),
        ("Teredo", ["2001:0:0:0:0:0:80ff:fffe", "2001:0:808:808:0:0:f5ff:fffe"]),
    ],
)  # fmt: skip
def test_no_other_range_in_any_disguise(range_: str, addresses: list[str]) -> None:
    assert [address for address in addresses if may_connect(address, [])] == [], range_


def test_what_the_settings_allow() -> None:
    assert may_connect("127.0.0.1", LOOPBACK)
    assert may_connect("::1", LOOPBACK)
    assert may_connect("::ffff:127.0.0.1", LOOPBACK)
    assert may_connect("::127.0.0.1", LOOPBACK)
    assert not may_connect("10.0.0.1", LOOPBACK)
    assert may_connect("64:ff9b:1::a00:1", [ip_network("64:ff9b:1::/48")])
