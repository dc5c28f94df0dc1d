"""Cookies that live for one request with its redirects, by RFC 6265, and are then forgotten.

Publishers set one on the way to a feed and ask for it at its end; without it the way is a circle.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import aiohttp

if TYPE_CHECKING:
    from collections.abc import Mapping
    from http.cookies import Morsel

    from yarl import URL

_MOST = 50  # cookies of one request, and
_LONGEST = 4_096  # characters of one: what RFC 6265, section 6.1 has every browser keep
# Second levels under which a country registers names: a cookie for all of them is nobody's own.
_SHARED = frozenset("ac co com edu gob gouv gov govt gv mil ne net nom or org sch".split())


class Cookies:
    """The cookies of one request; made anew for each."""

    def __init__(self) -> None:
        self.jar = aiohttp.CookieJar(unsafe=True, quote_cookie=False)

    def learn(self, answer: aiohttp.ClientResponse) -> None:
        """Keep what an answer sets for its own host or a domain above it."""
        host = answer.url.host or ""
        fit = [pair for pair in answer.cookies.items() if _fits(pair[1], host)]
        self.jar.update_cookies(fit[: max(0, _MOST - len(self.jar))], answer.url)

    def added(self, headers: Mapping[str, str], url: URL) -> dict[str, str]:
        """Headers with those cookies that belong to an address, behind the reader's own."""
        own = self.jar.filter_cookies(url)
        pairs = [f"{name}={cookie.coded_value}" for name, cookie in own.items()]
        if not pairs:
            return dict(headers)
        name = next((name for name in headers if name.lower() == "cookie"), "Cookie")
        written = [headers[name]] if name in headers else []
        return {**headers, name: "; ".join([*written, *pairs])}


def _fits(cookie: Morsel[str], host: str) -> bool:
    text = f"{cookie.key}={cookie.coded_value}"
    domain = cookie["domain"].strip(".").lower()
    return (
        len(text) <= _LONGEST
        and text.isascii()
        and text.isprintable()
        and (domain in {"", host} or not _is_shared(domain))
    )


def _is_shared(domain: str) -> bool:
    """Whether all the sites of a country or a top level lie below a domain."""
    second, _, top = domain.rpartition(".")
    return not second or (len(top) == 2 and second in _SHARED)
