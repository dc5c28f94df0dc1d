"""The way through a proxy: a real one, on loopback, that serves what a test says for any host."""

from __future__ import annotations

import asyncio
import base64
import socket
import ssl
import sys
import threading
from typing import TYPE_CHECKING

import pytest
import trustme
from tests.conftest import Page, Seen, Site

from cio_digest.errors import FetchError
from cio_digest.fetch import proxies
from cio_digest.fetch.client import Limits, client
from cio_digest.fetch.heads import lead
from cio_digest.models.wire import Request, Response

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

QUICK = Limits(connect=10, total=20, gap=0)
NEWS = "http://news.example/feed.xml"


@pytest.fixture(autouse=True)
def _no_proxy(monkeypatch: pytest.MonkeyPatch) -> None:
    """Start without the proxies of whoever runs the tests."""
    for name in ("http", "https", "all", "no"):
        monkeypatch.delenv(f"{name}_proxy", raising=False)
        monkeypatch.delenv(f"{name.upper()}_PROXY", raising=False)


def get(request: Request | str, private: Callable[[str], bool] = lambda _: False) -> Response:
    async def run() -> Response:
        async with client(QUICK, private=private) as opened:
            return await opened.get(Request(request) if isinstance(request, str) else request)

    return asyncio.run(run())


def test_a_source_has_a_proxy_of_its_own(site: Site) -> None:
    """The proxy is asked for the whole address, and the host's name is left to it."""
    site.pages[NEWS] = Page(b"<rss/>")
    assert get(Request(NEWS, proxy=site.url("/"))).body == b"<rss/>"
    assert site.seen[0].path == NEWS
    assert site.seen[0].headers["host"] == "news.example"


def test_a_password_goes_to_the_proxy_alone(start_site: Callable[..., Site]) -> None:
    """As Proxy-Authorization, and not where the request was meant for."""
    proxy, other = start_site(), start_site("127.0.0.2")
    proxy.pages[NEWS] = Page(status=302, headers=(("Location", other.url()),))
    proxy.pages[other.url()] = Page(b"x")
    get(Request(NEWS, proxy=f"http://me:hunter2@{proxy.host}"))
    expected = "Basic " + base64.b64encode(b"me:hunter2").decode()
    assert [seen.headers["proxy-authorization"] for seen in proxy.seen] == [expected] * 2
    assert all("authorization" not in seen.headers for seen in proxy.seen)
    assert other.seen == []


@pytest.mark.parametrize("name", ["HTTP_PROXY", "http_proxy", "ALL_PROXY"])
def test_the_environment_names_a_proxy(
    site: Site, name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """In either case; one without a scheme is an HTTP proxy."""
    monkeypatch.setenv(name, site.host)
    site.pages[NEWS] = Page(b"x")
    assert get(NEWS).body == b"x"


@pytest.mark.parametrize(
    ("address", "way"),
    [
        ("http://news.example/", "http://one.example"),
        ("https://news.example:444/", "http://two.example"),
        ("https://intranet.corp.example/", ""),
        ("https://corp.example:8443/", ""),
        ("https://thecorp.example/", "http://two.example"),
        ("http://localhost:8000/", ""),
        ("http://127.0.0.1/", ""),
        ("http://[::1]:80/", ""),
        ("http://127.evil.example/", "http://one.example"),
        ("http://localhost.example/", "http://one.example"),
    ],
)
def test_who_is_asked_directly(address: str, way: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """Whom NO_PROXY names with all that lies below, and this very machine."""
    monkeypatch.setenv("HTTP_PROXY", "http://one.example")
    monkeypatch.setenv("HTTPS_PROXY", "http://two.example")
    monkeypatch.setenv("NO_PROXY", "corp.example, other.example")
    assert proxies.of(address) == way


def test_https_is_tunnelled(site: Site) -> None:
    """The proxy is asked for a connection; what it says against it is told as its own word."""
    with pytest.raises(FetchError, match="its proxy answered 501"):
        get(Request("https://news.example/", proxy=site.url("/")))
    assert site.seen == []  # it knows no CONNECT


@pytest.mark.skipif(sys.platform != "linux", reason="only there a variable says what is trusted")
def test_an_odd_head_does_no_harm_in_a_tunnel(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Neither that of the proxy nor that of the server behind it, which nobody else can read."""
    authority = trustme.CA()
    authority.cert_pem.write_to_path(tmp_path / "ca.pem")
    monkeypatch.setenv("SSL_CERT_FILE", str(tmp_path / "ca.pem"))
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    authority.issue_cert("news.example").configure_cert(context)
    asked = []

    def tunnel(listener: socket.socket) -> None:
        connection = listener.accept()[0]
        asked.append(connection.recv(65536).partition(b"\r\n")[0])
        connection.sendall(b"HTTP/1.1 200 Connection established\r\nOdd Name: x\r\n\r\n")
        with context.wrap_socket(connection, server_side=True) as inner:
            asked.append(inner.recv(65536).partition(b"\r\n")[0])
            inner.sendall(b"HTTP/1.1 200 OK\r\nOdd Name: y\r\nContent-Length: 1\r\n\r\nx and more")

    with socket.create_server(("127.0.0.1", 0)) as listener:
        threading.Thread(target=tunnel, args=(listener,), daemon=True).start()
        way = f"http://127.0.0.1:{listener.getsockname()[1]}"
        assert get(Request("https://news.example/it%27s", proxy=way)).body == b"x"
    assert asked == [b"CONNECT news.example:443 HTTP/1.1", b"GET /it%27s HTTP/1.1"]


@pytest.mark.parametrize(
    ("proxy", "reason"),
    [
        ("http://127.0.0.1:9", "its proxy could not be reached (it refused the connection)"),
        (
            "socks5://user:hunter2@127.0.0.1:9",
            "its proxy could not be reached (it refused the",
        ),
        ("http://", "its proxy is no http:// or socks5:// address"),
        ("http://[::1", "its proxy is no http:// or socks5:// address"),
        ("http://proxy.example:x", "its proxy is no http:// or socks5:// address"),
        ("socks5://", "its proxy is no http:// or socks5:// address"),
        ("ftp://proxy.example", "its proxy is no http:// or socks5:// address"),
    ],
)
def test_a_proxy_that_is_none(proxy: str, reason: str) -> None:
    """Told as the proxy's fault, without its password."""
    with pytest.raises(FetchError) as caught:
        get(Request(NEWS, proxy=proxy))
    assert caught.value.reason.startswith(reason)
    assert "hunter2" not in str(caught.value)


@pytest.mark.parametrize(
    "inside",
    [
        "http://127.0.0.1/admin",
        "http://2130706433/admin",
        "http://localhost/admin",
        "http://printer/admin",
        "http://wiki.corp/admin",
        "http://10.0.0.7/admin",
    ],
)
def test_a_stranger_leads_into_no_private_network(site: Site, inside: str) -> None:
    """Not through a proxy either, whose connections cannot be seen from here."""
    site.pages[NEWS] = Page(status=302, headers=(("Location", inside),))
    with pytest.raises(FetchError, match="private network"):
        get(
            Request(NEWS, proxy=site.url("/")),
            private=lambda address: address.startswith(("127.", "10.")) or address == "::1",
        )
    assert [seen.path for seen in site.seen] == [NEWS]


def test_what_the_reader_wrote_may_be_inside(site: Site) -> None:
    """An intranet behind a proxy, for instance."""
    site.pages["http://wiki.corp/feed"] = Page(b"x")
    request = Request("http://wiki.corp/feed", origin="http://wiki.corp/feed", proxy=site.url("/"))
    assert get(request, private=lambda _: True).body == b"x"


def test_short_links_go_the_same_way(site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    """A shortener is asked through the proxy, too."""
    monkeypatch.setenv("HTTP_PROXY", site.url("/"))

    def answer(seen: Seen) -> Page:
        assert seen.method == "HEAD"
        return Page(status=301, headers=(("Location", "https://a.example/story"),))

    site.pages["http://short.example/x"] = answer

    async def run() -> str:
        async with client(QUICK, private=lambda _: False) as opened:
            return await lead(opened, "http://short.example/x")

    assert asyncio.run(run()) == "https://a.example/story"


def test_a_socks_proxy_needs_an_extra(monkeypatch: pytest.MonkeyPatch) -> None:
    """The line says which, and not the password."""
    monkeypatch.setitem(sys.modules, "python_socks", None)
    monkeypatch.setenv("ALL_PROXY", "socks5h://me:hunter2@127.0.0.1:1080")
    with pytest.raises(FetchError, match=r"needs an extra: pip install .cio-digest\[socks\]") as e:
        get(NEWS)
    assert "hunter2" not in str(e.value)
