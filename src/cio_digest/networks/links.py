"""Addresses that networks hide in others, in headers and in words, taken out again."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING
from urllib.parse import parse_qs, quote, urlencode, urljoin, urlsplit

if TYPE_CHECKING:
    from cio_digest.models.wire import Response

_LINK = r'<([^<>]*)>((?:[^,"]|"[^"]*")*)'


def address(server: str, path: str, **parameters: str | int) -> str:
    """An address on a server; parameters without a value are left out."""
    query = urlencode({name: value for name, value in parameters.items() if value != ""})
    return f"{server.rstrip('/')}{path}{'?' if query else ''}{query}"


def part(name: str) -> str:
    """A name as one step of a path."""
    return quote(name, safe="@+,~")


def host(server: str) -> str:
    """The host and port of an address."""
    return urlsplit(server).netloc


def following(response: Response) -> str:
    """The next page that the Link header names (RFC 8288), on the same host, or nothing.

    A server behind a proxy may say ``http`` where it is reached by ``https``.
    """
    secure = response.url.startswith("https:")
    for target, parameters in re.findall(_LINK, response.headers.get("link", "")):
        if re.search(r'(?i)\brel\s{0,9}=\s{0,9}"?(?:[^"]*\s)?next\b', parameters):
            try:
                found = urljoin(response.url, target)
                found = re.sub(r"\Ahttp:", "https:", found) if secure else found
                return found if host(found) == host(response.url) else ""
            except ValueError:  # no address
                return ""
    return ""


def inside(wrapper: str, parameter: str) -> str:
    """The address that a redirecting one carries, or that one where there is none."""
    found = parse_qs(wrapper.partition("#")[0].partition("?")[2]).get(parameter, [""])[0]
    return found if found.startswith(("http://", "https://")) else wrapper


def tags(query: str) -> tuple[str, ...]:
    """The hashtags of a query that consists of nothing else, without their sign."""
    words = query.split()
    return tuple(word[1:] for word in words) if all(w.startswith("#") for w in words) else ()
