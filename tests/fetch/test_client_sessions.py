"""What opens a session is asked once, and its answer shared."""

from __future__ import annotations

import asyncio

import pytest
from tests.conftest import Page, Site
from tests.fetch.asking import QUICK, get, redirect

from cio_digest.errors import FetchError
from cio_digest.fetch.client import client
from cio_digest.models.wire import Request, Response

LOGIN = (("Content-Type", "application/json"),)


def test_a_session_is_handed_over_as_it_is(site: Site) -> None:
    """What a server gives in exchange for a token may hold that very token."""
    site.pages["/renew"] = lambda seen: Page(seen.headers["authorization"].encode())
    token = (("Authorization", "Bearer abcdefghijkl"),)
    response = get(Request(site.url("/renew"), private_headers=token, body=b""))
    assert response.body == b"Bearer abcdefghijkl"


def test_a_session_is_opened_once(site: Site) -> None:
    """However many sources want it, one POST goes out and all get its answer."""
    site.pages["/login"] = Page(b"token")

    async def run() -> list[Response]:
        request = Request(site.url("/login"), LOGIN, body=b'{"user": "a"}')
        async with client(QUICK) as opened:
            return await asyncio.gather(*(opened.get(request) for _ in range(5)))

    assert {response.body for response in asyncio.run(run())} == {b"token"}
    assert [(seen.path, seen.body) for seen in site.seen] == [("/login", b'{"user": "a"}')]


def test_a_refused_session_is_not_tried_again(site: Site) -> None:
    """A wrong password locks nobody out: all sources get the one refusal."""
    site.pages["/login"] = Page(b"no", status=401)

    async def run() -> list[object]:
        request = Request(site.url("/login"), LOGIN, body=b"{}")
        async with client(QUICK) as opened:
            asked = (opened.get(request) for _ in range(3))
            return list(await asyncio.gather(*asked, return_exceptions=True))

    assert all(isinstance(each, FetchError) and each.status == 401 for each in asyncio.run(run()))
    assert len(site.seen) == 1


def test_a_session_may_be_renewed_without_a_word(site: Site) -> None:
    """An empty body is a POST, too, and each token's renewal is one of its own."""
    site.pages["/renew"] = lambda seen: Page(seen.headers["authorization"].encode())

    async def run() -> list[Response]:
        one, two = (
            Request(site.url("/renew"), (), (("Authorization", token),), body=b"")
            for token in ("a", "b")
        )
        async with client(QUICK) as opened:
            return await asyncio.gather(*(opened.get(each) for each in (one, one, two)))

    assert [response.body for response in asyncio.run(run())] == [b"a", b"a", b"b"]
    assert [(seen.path, seen.body) for seen in site.seen] == [("/renew", b"")] * 2


def test_what_opens_a_session_is_not_redirected(site: Site) -> None:
    """The password goes nowhere but where it was meant to go."""
    site.pages["/login"] = redirect("/elsewhere", 307)
    with pytest.raises(FetchError, match="redirects instead of opening a session"):
        get(Request(site.url("/login"), LOGIN, body=b"{}"))
    assert [seen.path for seen in site.seen] == ["/login"]
