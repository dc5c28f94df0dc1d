"""A host to whether it lies inside a private network: the one rule, for names and addresses."""

from __future__ import annotations

import re
from ipaddress import IPv4Address, IPv6Address, IPv6Network, ip_address

# Top levels that are never public: RFC 6762, RFC 6761, RFC 8375, and what routers make up.
_TOPS = frozenset({"local", "localhost", "internal", "intranet", "lan", "home", "corp", "arpa"})
_NAT64 = IPv6Network("64:ff9b::/96")  # RFC 6052: the last 32 bits are the IPv4 address reached


def is_inside(host: str) -> bool:
    """Whether it is a private address, a name without a dot, a number in disguise or a private top
    level; a public name may still resolve to a private address.
    """  # noqa: D205 - one sentence
    try:
        return is_private(host.strip("[]"))
    except ValueError:
        *_, last = host.rstrip(".").lower().split(".")
        return "." not in host or last in _TOPS or not re.fullmatch(r"[^\W\d_][\w-]+", last)


def is_private(address: str) -> bool:
    """Whether a textual IP address is private, loopback, link-local, CGNAT or not unicast at all.

    An IPv6 address that carries an IPv4 one (mapped, 6to4, NAT64) is judged by the one it carries.

    Raises:
        ValueError: it is no IP address.
    """
    ip = ip_address(address.partition("%")[0])
    if isinstance(ip, IPv6Address):
        ip = _carried(ip) or ip
    return ip.is_multicast or not ip.is_global


def _carried(ip: IPv6Address) -> IPv4Address | None:
    if ip in _NAT64:
        return IPv4Address(int(ip) & 0xFFFFFFFF)
    return ip.ipv4_mapped or ip.sixtofour
