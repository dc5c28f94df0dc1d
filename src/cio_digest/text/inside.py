"""A host's name to whether it can only mean something inside a private network."""

from __future__ import annotations

import re
from ipaddress import ip_address

# Top levels that are never public: RFC 6762, RFC 6761, RFC 8375, and what routers make up.
_TOPS = frozenset({"local", "localhost", "internal", "intranet", "lan", "home", "corp", "arpa"})


def is_inside(host: str) -> bool:
    """Whether it is a private address, a name without a dot, a number in disguise or a private top
    level; a public name may still resolve to a private address.
    """  # noqa: D205 - one sentence
    try:
        return not ip_address(host.strip("[]")).is_global
    except ValueError:
        *_, last = host.rstrip(".").lower().split(".")
        return "." not in host or last in _TOPS or not re.fullmatch(r"[^\W\d_][\w-]+", last)
