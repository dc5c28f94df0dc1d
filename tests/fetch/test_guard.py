"""Secrets stay with the host they are for, and strangers lead to no private host."""

from __future__ import annotations

import asyncio
import socket
from typing import TYPE_CHECKING

import pytest
from tests.conftest import Page, Site

from cio_digest.errors import FetchError
from cio_digest.fetch.client import client
from cio_digest.fetch.secrets import same_host
from cio_digest.models.wire import Request, Response

if TYPE_CHECKING:
    from collections.abc import Callable

from tests.fetch.asking import QUICK, get, redirect


def test_secrets_stay_with_their_host(start_site: Callable[..., Site]) -> None:
    """A redirect to another host drops the reader's own headers, one at home keeps them."""
    home, away = start_site(), start_site("127.0.0.2")
    home.pages["/feed.xml"] = redirect("/next")
    home.pages["/next"] = redirect(away.url("/elsewhere"))
    away.pages["/elsewhere"] = Page(b"x")
    secret = (("Authorization", "Basic c2VjcmV0"),)
    get(Request(home.url(), private_headers=secret))
    assert [seen.headers.get("authorization") for seen in home.seen] == ["Basic c2VjcmV0"] * 2
    assert "authorization" not in away.seen[0].headers


def test_secrets_stay_with_their_port(start_site: Callable[..., Site]) -> None:
    """Whatever listens at another port of the host is another server."""
    home, beside = start_site(), start_site()
    home.pages["/feed.xml"] = redirect(beside.url("/elsewhere"))
    beside.pages["/elsewhere"] = Page(b"x")
    get(Request(home.url(), private_headers=(("Authorization", "Basic c2VjcmV0"),)))
    assert "authorization" in home.seen[0].headers
    assert "authorization" not in beside.seen[0].headers


@pytest.mark.parametrize(
    ("asked", "same"),
    [
        ("https://a.example/other", True),
        ("http://a.example/feed", False),
        ("https://a.example:8443/feed", False),
        ("https://b.example/feed", False),
        ("https://a.example.b.example/feed", False),
    ],
)
def test_secrets_of_https_never_go_out_in_the_clear(asked: str, same: bool) -> None:
    """Nor to another port or host; from http to https on one host they may follow."""
    assert same_host(asked, "https://a.example/feed") is same
    assert same_host("https://a.example/feed", "http://a.example/feed")


def test_secrets_stay_with_the_origin(start_site: Callable[..., Site]) -> None:
    """Where the source has moved to another host, credentials for the first do not follow."""
    home, away = start_site(), start_site("127.0.0.2")
    away.pages["/feed.xml"] = Page(b"x")
    secret = (("Authorization", "Basic c2VjcmV0"),)
    get(Request(away.url(), private_headers=secret, origin=home.url()))
    assert "authorization" not in away.seen[0].headers


def test_a_private_host_that_the_reader_wrote_is_fine(site: Site) -> None:
    """An intranet feed is the reader's own business."""
    site.pages["/feed.xml"] = Page(b"x")
    assert get(site.url(), private=lambda _: True).body == b"x"


def test_a_public_page_cannot_lead_to_a_private_host(start_site: Callable[..., Site]) -> None:
    """A redirect into the reader's network is refused on the address itself; nothing is sent."""
    public, private = start_site("127.0.0.2"), start_site("127.0.0.1")
    public.pages["/feed.xml"] = redirect(private.url("/admin"))
    private.pages["/admin"] = Page(b"secret")
    with pytest.raises(FetchError, match="private network"):
        get(public.url(), private=lambda address: address == "127.0.0.1")
    assert private.seen == []


def test_a_name_that_resolves_to_a_private_host_is_refused(start_site: Callable[..., Site]) -> None:
    """What counts is the address connected to, not the name in the redirect."""
    public, private = start_site("127.0.0.2"), start_site("127.0.0.1")
    port = private.host.rpartition(":")[2]
    public.pages["/feed.xml"] = redirect(f"http://localhost:{port}/admin")
    private.pages["/admin"] = Page(b"secret")
    with pytest.raises(FetchError, match="private network"):
        get(public.url(), private=lambda address: address != "127.0.0.2")
    assert private.seen == []


def test_an_address_found_on_a_page_is_guarded_like_a_redirect(
    start_site: Callable[..., Site],
) -> None:
    """Autodiscovery on a public page cannot name a private host either."""
    public, private = start_site("127.0.0.2"), start_site("127.0.0.1")
    private.pages["/feed.xml"] = Page(b"secret")
    found = Request(private.url(), origin=public.url())
    with pytest.raises(FetchError, match="private network"):
        get(found, private=lambda address: address == "127.0.0.1")


def test_a_way_that_left_the_network_does_not_lead_back_in(
    start_site: Callable[..., Site],
) -> None:
    """An intranet host that leads out has no say in where the host outside leads to."""
    intranet, public, other = (start_site(f"127.0.0.{number}") for number in (1, 2, 3))
    intranet.pages["/feed.xml"] = redirect(public.url("/on"))
    public.pages["/on"] = redirect(other.url("/admin"))
    with pytest.raises(FetchError, match="private network"):
        get(intranet.url(), private=lambda address: address != "127.0.0.2")
    assert len(public.seen) == 1
    assert other.seen == []


def test_one_intranet_host_may_lead_to_another(start_site: Callable[..., Site]) -> None:
    """A private host that the reader wrote may redirect within the private network."""
    one, other = start_site("127.0.0.1"), start_site("127.0.0.2")
    one.pages["/feed.xml"] = redirect(other.url("/x"))
    other.pages["/x"] = Page(b"x")
    assert get(one.url(), private=lambda _: True).body == b"x"


@pytest.mark.parametrize("name", ["intranet.example.com", "127.evil.example"])
def test_a_public_name_that_leads_inside_is_refused(
    site: Site, name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Nobody but the reader can say that such a name is theirs; nothing is sent before."""
    port = site.host.rpartition(":")[2]
    resolve = socket.getaddrinfo
    monkeypatch.setattr(  # a name server that knows an address inside for a public name
        socket, "getaddrinfo", lambda _, *rest, **more: resolve("127.0.0.1", *rest, **more)
    )
    site.pages["/feed.xml"] = redirect("/next")
    site.pages["/next"] = Page(b"intranet")

    async def run(*, inside: bool) -> Response:
        async with client(QUICK) as opened:
            url = f"http://{name}:{port}/feed.xml"
            return await opened.get(Request(url, origin=url, inside=inside))

    with pytest.raises(FetchError, match="write private = true beside it"):
        asyncio.run(run(inside=False))
    assert site.seen == []
    assert asyncio.run(run(inside=True)).body == b"intranet"
