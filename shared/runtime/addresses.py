"""Decides which addresses we may connect to for others: public ones, and private ones that are allowed."""

from __future__ import annotations

from collections.abc import Sequence
from ipaddress import IPv4Address, IPv4Network, IPv6Address, IPv6Network, ip_address

Address = IPv4Address | IPv6Address
Network = IPv4Network | IPv6Network

# The only IPv6 block from which unicast addresses of the internet are given out (RFC 4291, IANA), and what
# the special-purpose registry keeps back in it: protocols and benchmarks, documentation, 6to4, documentation.
GLOBAL_UNICAST = IPv6Network("2000::/3")
SPECIAL_IPV6 = tuple(map(IPv6Network, ("2001::/23", "2001:db8::/32", "2002::/16", "3fff::/20")))
# In the IPv4 registry and unknown to some of the Pythons that we run on: protocols, relays of 6to4.
SPECIAL_IPV4 = tuple(map(IPv4Network, ("192.0.0.0/24", "192.88.99.0/24")))
# The last 32 bits are the real destination: IPv4-compatible (RFC 4291), translated (SIIT, RFC 2765), NAT64
# (RFC 6052). In the local NAT64 prefix, 64:ff9b:1::/48, they may lie anywhere (RFC 8215): it is refused.
IPV4_LAST = tuple(map(IPv6Network, ("::/96", "::ffff:0:0:0/96", "64:ff9b::/96")))
# They lie in ::/96 and are themselves.
UNSPECIFIED, LOOPBACK = IPv6Address("::"), IPv6Address("::1")


def may_connect(text: str, allowed: Sequence[Network]) -> bool:
    """Whether an address (as the resolver gave it) is public unicast, or lies in an allowed network.

    IPv4 addresses hidden in IPv6 (mapped, compatible, translated, 6to4, Teredo, NAT64) are judged as the
    IPv4 address.
    """
    address = ip_address(text.partition("%")[0])
    judged = _hidden_ipv4(address) or address
    if any(judged.version == network.version and judged in network for network in allowed):
        return True
    if isinstance(judged, IPv4Address):
        special = any(judged in network for network in SPECIAL_IPV4)
        return judged.is_global and not judged.is_multicast and not special
    return judged in GLOBAL_UNICAST and not any(judged in network for network in SPECIAL_IPV6)


def _hidden_ipv4(address: Address) -> IPv4Address | None:
    if isinstance(address, IPv4Address) or address in (UNSPECIFIED, LOOPBACK):
        return None
    if address.ipv4_mapped:
        return address.ipv4_mapped
    if address.sixtofour:
        return address.sixtofour
    if address.teredo:
        return address.teredo[1]
    if any(address in network for network in IPV4_LAST):
        return IPv4Address(int(address) & 0xFFFFFFFF)
    return None
