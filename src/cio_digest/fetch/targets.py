"""Addresses to what is asked for them: as they are written, signatures and all.

What may not stand in a request is percent-encoded (https://url.spec.whatwg.org, the sets for path
and query), and nothing else is touched: ``%26`` is not ``&`` for the server that reads it.
"""

from __future__ import annotations

import re
from functools import lru_cache
from ipaddress import ip_address
from urllib.parse import quote, urljoin, urlsplit

from yarl import URL

from cio_digest.errors import FetchError

NO_ADDRESS = "this is not an address that can be fetched"

_FORBIDDEN = re.compile(r"[^!-~]|[\"<>]")


@lru_cache(maxsize=512)
def target(url: str) -> URL:
    """The address to ask; the name of its host in ASCII, its fragment left out.

    Raises:
        FetchError: it is no http(s) address.
    """
    try:
        parts = urlsplit(url.strip())
        if "[" in parts.netloc:
            ip_address(parts.hostname or "")  # what older Pythons leave unlooked at
        host = URL.build(scheme=parts.scheme, host=parts.hostname or "", port=parts.port)
        path = _encoded(parts.path) or "/"
        query = f"?{_encoded(parts.query)}" if parts.query else ""
        user = f"{_encoded(parts.netloc.rpartition('@')[0])}@" if "@" in parts.netloc else ""
        if parts.scheme not in {"http", "https"} or not parts.hostname:
            raise FetchError(url, NO_ADDRESS)
        return URL(f"{parts.scheme}://{user}{host.raw_authority}{path}{query}", encoded=True)
    except ValueError:
        raise FetchError(url, NO_ADDRESS) from None


def redirected(url: str, location: str | None) -> str:
    """The address that a Location header names, seen from ``url``.

    Raises:
        FetchError: it names none.
    """
    try:
        address = urljoin(url, (location or "").strip())
        if location is not None and urlsplit(address).scheme in {"http", "https"}:
            return str(target(address))
    except (ValueError, FetchError):
        pass
    raise FetchError(url, "redirects to something that is not a web address")


def _encoded(part: str) -> str:
    """A part of an address in ASCII; bytes that were no text go out as the bytes that they were."""
    return _FORBIDDEN.sub(lambda match: quote(match[0], "", "utf-8", "surrogateescape"), part)
