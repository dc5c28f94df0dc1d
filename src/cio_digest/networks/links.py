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
    """The next page that the Link header names (RFC 8288), on the same host, or nothing."""
    for target, parameters in re.findall(_LINK, response.headers.get("link", "")):
        if re.search(r'\brel="?(?:[^"]*\s)?next\b', parameters):
            found = urljoin(response.url, target)
            return found if host(found) == host(response.url) else ""
    return ""


def inside(wrapper: str, parameter: str) -> str:
    """The address that a redirecting one carries, or that one where there is none."""
    found = parse_qs(urlsplit(wrapper).query).get(parameter, [""])[0]
    return found if found.startswith(("http://", "https://")) else wrapper


def tags(query: str) -> tuple[str, ...]:
    """The hashtags of a query that consists of nothing else, without their sign."""
    words = query.split()
    return tuple(word[1:] for word in words) if all(w.startswith("#") for w in words) else ()
