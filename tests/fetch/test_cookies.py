"""Which cookies go where, within one request."""

from __future__ import annotations

import asyncio
from http.cookies import SimpleCookie
from typing import TYPE_CHECKING, Any, cast

import pytest
from yarl import URL

from cio_digest.fetch.cookies import Cookies

if TYPE_CHECKING:
    import aiohttp


class Answer:
    """What of an answer counts here: its address and its Set-Cookie lines."""

    def __init__(self, url: str, *lines: str) -> None:
        self.url = URL(url)
        self.cookies: SimpleCookie = SimpleCookie()
        for line in lines:
            self.cookies.load(line)


def sent(at: str, *lines: str, to: str) -> str:
    """The Cookie header for ``to`` after an answer from ``at``."""

    async def run() -> dict[str, Any]:
        cookies = Cookies()
        cookies.learn(cast("aiohttp.ClientResponse", Answer(at, *lines)))
        return cookies.added({}, URL(to))

    return str(asyncio.run(run()).get("Cookie", ""))


@pytest.mark.parametrize(
    ("line", "to", "expected"),
    [
        ("a=b", "https://id.press.example/x", "a=b"),
        ("a=b", "https://news.press.example/x", ""),
        ("a=b; Domain=press.example; Path=/", "https://news.press.example/x", "a=b"),
        ("a=b; Domain=.press.example; Path=/", "https://press.example/", "a=b"),
        ("a=b; Domain=other.example; Path=/", "https://other.example/", ""),
        ("a=b; Domain=example; Path=/", "https://other.example/", ""),
        ("a=b; Path=/in", "https://id.press.example/out", ""),
        ("a=b; Path=/in", "https://id.press.example/in/x", "a=b"),
        ("a=b; Secure; Path=/", "http://id.press.example/", ""),
        ("a=b; Max-Age=0; Path=/", "https://id.press.example/", ""),
        (f"a={'b' * 5_000}", "https://id.press.example/x", ""),
    ],
)
def test_a_cookie_goes_where_rfc_6265_lets_it(line: str, to: str, expected: str) -> None:
    """To its own host, to hosts below the domain it names, and nowhere else."""
    assert sent("https://id.press.example/login", line, to=to) == expected


def test_no_cookie_is_for_a_whole_country() -> None:
    """Names are registered below co.uk: who sets a cookie there reaches strangers."""
    line = "a=b; Domain=co.uk; Path=/"
    assert sent("https://a.co.uk/", line, to="https://b.co.uk/") == ""
    line = "a=b; Domain=a.co.uk; Path=/"
    assert sent("https://x.a.co.uk/", line, to="https://y.a.co.uk/") == "a=b"


def test_a_host_without_a_dot_has_cookies_of_its_own() -> None:
    """A domain that is the host itself reaches nobody else."""
    line = "a=b; Domain=localhost; Path=/"
    assert sent("http://localhost:8000/", line, to="http://localhost:8000/x") == "a=b"


def test_cookies_are_bounded() -> None:
    """However many a server sets."""
    lines = [f"c{number}=x; Path=/" for number in range(500)]
    assert sent("https://a.example/", *lines, to="https://a.example/").count("=") <= 50
