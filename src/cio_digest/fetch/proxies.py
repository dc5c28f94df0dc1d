"""An address to the proxy that leads there: the source's own, else what the system says.

``HTTP_PROXY``, ``HTTPS_PROXY``, ``ALL_PROXY`` and ``NO_PROXY``, in either case; where none is set,
the settings of macOS and Windows. Nothing on this very machine is asked through one.
"""

from __future__ import annotations

from importlib.util import find_spec
from ipaddress import ip_address
from urllib.parse import urlsplit
from urllib.request import getproxies, proxy_bypass

from cio_digest.errors import FetchError

# As people write them. The proxy resolves names whatever the scheme: nobody here needs to.
_SOCKS = {
    "socks": "socks5",
    "socks5": "socks5",
    "socks5h": "socks5",
    "socks4": "socks4",
    "socks4a": "socks4",
}
_SOCKS_PORT = 1080  # https://www.iana.org/assignments/service-names-port-numbers
_MISSING = 'its proxy is a SOCKS one, which needs an extra: pip install "cio-digest[socks]"'


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
        FetchError: it is no proxy, or one that needs what is not installed; the message does not
            repeat it, for it may hold a password.
    """
    try:
        parts = urlsplit(proxy if "://" in proxy else f"http://{proxy}")
        if parts.scheme in {"http", "https"} and parts.hostname and parts.port != 0:
            return parts.geturl()
        if (kind := _SOCKS.get(parts.scheme)) and parts.hostname and parts.port != 0:
            if not find_spec("python_socks"):
                raise FetchError(url, _MISSING)
            port = "" if parts.port else f":{_SOCKS_PORT}"
            return f"{kind}://{parts.netloc.rstrip(':')}{port}"
    except ValueError:  # a port or an IPv6 address that is none
        pass
    raise FetchError(url, "its proxy is no http:// or socks5:// address")


def is_socks(proxy: str) -> bool:
    """Whether a proxy that was ``checked`` speaks SOCKS."""
    return proxy.startswith("socks")


def is_loopback(host: str) -> bool:
    """Whether a host, maybe with its port, is this very machine."""
    host = host.rpartition("@")[2].lower()
    name = host.rpartition(":")[0] if ":" in host and not host.endswith("]") else host
    try:
        return name == "localhost" or ip_address(name.strip("[]")).is_loopback
    except ValueError:
        return False
