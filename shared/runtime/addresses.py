"""Decides which addresses we may connect to for others: public ones, and private ones that are allowed."""

from __future__ import annotations

from collections.abc import Sequence
from ipaddress import IPv4Address, IPv4Network, IPv6Address, IPv6Network, ip_address, ip_network

Address = IPv4Address | IPv6Address
Network = IPv4Network | IPv6Network

# RFC 6052: IPv4 inside IPv6 behind a NAT64; the last 32 bits are the real destination.
NAT64 = ip_network("64:ff9b::/96")


def may_connect(text: str, allowed: Sequence[Network]) -> bool:
    """Whether an address (as the resolver gave it) is public unicast, or lies in an allowed network.

    IPv4 addresses hidden in IPv6 (mapped, 6to4, Teredo, NAT64) are judged as the IPv4 address.
    """
    address = ip_address(text.partition("%")[0])
    hidden = _hidden_ipv4(address)
    judged = hidden or address
    if any(judged.version == network.version and judged in network for network in allowed):
        return True
    return judged.is_global and not judged.is_multicast


def _hidden_ipv4(address: Address) -> IPv4Address | None:
    if isinstance(address, IPv4Address):
        return None
    if address.ipv4_mapped:
        return address.ipv4_mapped
    if address.sixtofour:
        return address.sixtofour
    if address.teredo:
        return address.teredo[1]
    if address in NAT64:
        return IPv4Address(int(address) & 0xFFFFFFFF)
    return None
