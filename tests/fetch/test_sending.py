"""A document to a real server: what counts as taken, and what an error may say."""

from __future__ import annotations

import asyncio
import gzip
import socket
from typing import TYPE_CHECKING, Any

import pytest
from tests.conftest import Page, Site

from cio_digest.errors import FetchError
from cio_digest.fetch.client import Limits, client
from cio_digest.fetch.sending import Letter, send

if TYPE_CHECKING:
    from collections.abc import Callable

QUICK = Limits(connect=10, total=20, gap=0)


def sent(url: str, limits: Limits = QUICK, **parts: Any) -> bytes:
    """Send ``{}`` there."""

    async def run() -> bytes:
        async with client(limits) as opened:
            return await send(opened, Letter(url, b"{}", **parts))

    return asyncio.run(run())


@pytest.mark.parametrize("status", [200, 201, 202, 204])
def test_every_success_counts(site: Site, status: int) -> None:
    """The document goes as JSON, with the headers that belong to it."""
    site.pages["/in"] = Page(b"" if status == 204 else b"ok", status)
    assert sent(site.url("/in"), method="PUT", headers=(("Authorization", "Bearer x"),)) in (
        b"ok",
        b"",
    )
    (seen,) = site.seen
    assert (seen.method, seen.body) == ("PUT", b"{}")
    assert seen.headers["content-type"] == "application/json"
    assert seen.headers["authorization"] == "Bearer x"


@pytest.mark.parametrize("status", [301, 302, 303, 307, 308])
def test_no_redirect_is_followed(site: Site, start_site: Callable[..., Site], status: int) -> None:
    """Nor is more than the host of the address said."""
    other = start_site("127.0.0.2")
    site.pages["/s3cr3t"] = Page(status=status, headers=(("Location", other.url("/t0p")),))
    with pytest.raises(FetchError) as caught:
        sent(site.url("/s3cr3t"))
    assert str(caught.value) == (
        f"http://{site.host}: redirects to http://{other.host}, where nothing was sent; "
        "write that address"
    )
    assert other.seen == []


def test_a_public_name_that_leads_inside_gets_nothing(
    site: Site, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Unless the reader wrote that it does."""
    site.pages["/in"] = Page(b"ok")
    resolve = socket.getaddrinfo
    monkeypatch.setattr(  # a name server that knows an address inside for a public name
        socket, "getaddrinfo", lambda _, *rest, **more: resolve("127.0.0.1", *rest, **more)
    )
    url = site.url("/in").replace("127.0.0.1", "hooks.example.org")
    with pytest.raises(FetchError, match="private = true"):
        sent(url)
    assert site.seen == []
    assert sent(url, inside=True) == b"ok"


@pytest.mark.parametrize(
    ("page", "said"),
    [
        (Page(b"/s3cr3t is unknown", 404), "… is unknown"),
        (Page(b"no key 0123456789ab here", 403), "no key … here"),
        (Page(b"token hunter2 is unknown", 401), "token … is unknown"),
        (Page(gzip.compress(b"gone"), 410, (("Content-Encoding", "gzip"),)), "gone"),
    ],
    ids=["path", "key", "token", "packed"],
)
def test_what_a_server_says_is_kept_without_secrets(site: Site, page: Page, said: str) -> None:
    """In whatever form it says them."""
    site.pages["/s3cr3t?sig=0123456789ab"] = page
    with pytest.raises(FetchError) as caught:
        sent(site.url("/s3cr3t?sig=0123456789ab"), secrets=("hunter2",))
    assert caught.value.body.decode() == said
    assert caught.value.status == page.status


def test_an_endless_answer_is_cut(site: Site) -> None:
    """Of what is taken nothing more need be read."""
    site.pages["/in"] = Page([b"x" * 50_000] * 1000)
    assert len(sent(site.url("/in"))) == 64_000


def test_a_server_that_never_answers(site: Site) -> None:
    """In the time that a source has; whether it took the document is not known."""
    site.pages["/in"] = lambda _: Page(site.hang())
    with pytest.raises(FetchError, match=r"no complete answer within 0\.3 s") as caught:
        sent(site.url("/in"), QUICK._replace(total=0.3))
    assert not caught.value.unreachable


@pytest.mark.parametrize("url", ["https://127.0.0.1:1/s3cr3t", "https://[bad/s3cr3t", "s3cr3t"])
def test_nobody_there(url: str) -> None:
    """The line holds no more than the host."""
    with pytest.raises(FetchError) as caught:
        sent(url)
    assert "s3cr3t" not in str(caught.value)
