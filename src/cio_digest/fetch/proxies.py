"""An address to the proxy that leads there: the source's own, else what the system says.

``HTTP_PROXY``, ``HTTPS_PROXY``, ``ALL_PROXY`` and ``NO_PROXY``, in either case; where none is set,
the settings of macOS and Windows. Nothing on this very machine is asked through one.
"""

from __future__ import annotations

from ipaddress import ip_address
from urllib.parse import urlsplit
from urllib.request import getproxies, proxy_bypass

from cio_digest.errors import FetchError

_SOCKS = (
    "its proxy is a SOCKS one, which cannot be used; name an http:// one in ALL_PROXY or at the "
    "feed, such as Privoxy in front of it"
)


def of(url: str) -> str:
    """The system's proxy for an address, "" where it is asked directly."""
    parts = urlsplit(url)
    if is_loopback(parts.netloc):
        return ""
    named = getproxies()
    proxy = named.get(parts.scheme) or named.get("all") or ""
    return proxy if proxy and not proxy_bypass(parts.netloc.rpartition("@")[2]) else ""


def checked(proxy: str, url: str) -> str:
    """The proxy, if it is one that can be used.

    Raises:
        FetchError: it is no HTTP proxy; the message does not repeat it, for it may hold a password.
    """
    try:
        parts = urlsplit(proxy if "://" in proxy else f"http://{proxy}")
        if parts.scheme in {"http", "https"} and parts.hostname and parts.port != 0:
            return parts.geturl()
    except ValueError:  # a port or an IPv6 address that is none
        pass
    if proxy.lower().startswith("socks"):
        raise FetchError(url, _SOCKS)
    raise FetchError(url, "its proxy is no http:// address, and no other kind can be used")


def is_loopback(host: str) -> bool:
    """Whether a host, maybe with its port, is this very machine."""
    host = host.rpartition("@")[2].lower()
    name = host.rpartition(":")[0] if ":" in host and not host.endswith("]") else host
    try:
        return name == "localhost" or ip_address(name.strip("[]")).is_loopback
    except ValueError:
        return False
