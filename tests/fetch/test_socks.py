"""The way through a SOCKS proxy: a real one, on loopback, that is also the host behind it."""

from __future__ import annotations

import asyncio
import contextlib
import socket
import ssl
import sys
import threading
from typing import TYPE_CHECKING, NamedTuple

import pytest
import trustme

from cio_digest.errors import FetchError
from cio_digest.fetch import proxies
from cio_digest.fetch.client import Limits, client
from cio_digest.models.wire import Request, Response

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

pytest.importorskip("python_socks")

QUICK = Limits(connect=10, total=20, gap=0)
ANSWER = b"HTTP/1.1 200 OK\r\nOdd Name: y\r\nContent-Length: 6\r\n\r\n<rss/>"


class Socks(NamedTuple):
    """Where a proxy listens, and what it was asked: sign-ins, hosts with ports, requests."""

    address: str
    signed_in: list[str]
    hosts: list[str]
    requests: list[str]


def exactly(connection: socket.socket, count: int) -> bytes:
    data = b""
    while len(data) < count:
        part = connection.recv(count - len(data))
        if not part:
            raise ConnectionError
        data += part
    return data


def signed_in(connection: socket.socket) -> str:
    """The greeting of RFC 1928, and user and password as in RFC 1929 where they are offered."""
    methods = exactly(connection, exactly(connection, 2)[1])
    if b"\x02" not in methods:
        connection.sendall(b"\x05\x00")
        return ""
    connection.sendall(b"\x05\x02")
    user = exactly(connection, exactly(connection, 2)[1])
    password = exactly(connection, exactly(connection, 1)[0])
    connection.sendall(b"\x01\x00")
    return f"{user.decode()}:{password.decode()}"


def host(connection: socket.socket) -> str:
    """What a CONNECT asks for, a name being left to the proxy."""
    kind = exactly(connection, 4)[3]
    size = exactly(connection, 1)[0] if kind == 3 else {1: 4, 4: 16}[kind]
    name = exactly(connection, size)
    port = int.from_bytes(exactly(connection, 2), "big")
    return f"{name.decode() if kind == 3 else socket.inet_ntop(socket.AF_INET, name)}:{port}"


@pytest.fixture
def start() -> Iterator[Callable[..., Socks]]:
    """Start a proxy that refuses with ``code``, or answers, over TLS with a ``context``."""
    listeners = []

    def started(
        code: int = 0, context: ssl.SSLContext | None = None, answer: bytes = ANSWER
    ) -> Socks:
        listener = socket.create_server(("127.0.0.1", 0))
        listeners.append(listener)
        proxy = Socks(f"127.0.0.1:{listener.getsockname()[1]}", [], [], [])

        def serve() -> None:
            with contextlib.suppress(OSError):
                while True:
                    with listener.accept()[0] as connection:
                        speak(connection, proxy, code, context, answer)

        threading.Thread(target=serve, daemon=True).start()
        return proxy

    yield started
    for listener in listeners:
        listener.close()


def speak(
    connection: socket.socket,
    proxy: Socks,
    code: int,
    context: ssl.SSLContext | None,
    answer: bytes,
) -> None:
    proxy.signed_in.append(signed_in(connection))
    proxy.hosts.append(host(connection))
    connection.sendall(bytes([5, code, 0, 1]) + bytes(6))
    if code:
        return
    with context.wrap_socket(connection, server_side=True) if context else connection as inner:
        proxy.requests.append(inner.recv(65536).decode())
        inner.sendall(answer)


def get(url: str, proxy: str = "") -> Response:
    async def run() -> Response:
        async with client(QUICK, private=lambda _: False) as opened:
            return await opened.get(Request(url, proxy=proxy))

    return asyncio.run(run())


@pytest.mark.parametrize("scheme", ["socks5", "socks5h", "SOCKS5"])
def test_a_feed_is_read_through_it(start: Callable[..., Socks], scheme: str) -> None:
    """The name is the proxy's to look up, and its password goes no further than to it."""
    proxy = start()
    read = get("http://news.example/feed.xml", f"{scheme}://me:hunter2@{proxy.address}")
    assert read.body == b"<rss/>"
    assert proxy.signed_in == ["me:hunter2"]
    assert proxy.hosts == ["news.example:80"]
    assert proxy.requests[0].startswith("GET /feed.xml HTTP/1.1\r\nHost: news.example\r\n")
    assert "hunter2" not in proxy.requests[0]


def test_the_environment_names_it(
    start: Callable[..., Socks], monkeypatch: pytest.MonkeyPatch
) -> None:
    """As curl has it."""
    for name in ("http", "https", "all", "no"):
        monkeypatch.delenv(f"{name}_proxy", raising=False)
        monkeypatch.delenv(f"{name.upper()}_PROXY", raising=False)
    proxy = start()
    monkeypatch.setenv("ALL_PROXY", f"socks5h://{proxy.address}")
    assert get("http://news.example:8000/").body == b"<rss/>"
    assert (proxy.signed_in, proxy.hosts) == ([""], ["news.example:8000"])


# Python 3.10 does not count a TLS connection as closed that its server has closed first.
@pytest.mark.filterwarnings("ignore:unclosed transport <asyncio.sslproto:ResourceWarning")
@pytest.mark.skipif(sys.platform != "linux", reason="only there a variable says what is trusted")
@pytest.mark.parametrize(("served", "reason"), [("news.example", ""), ("other.example", "trusted")])
def test_tls_is_spoken_with_the_host(
    start: Callable[..., Socks],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    served: str,
    reason: str,
) -> None:
    """Whose certificate is checked: a proxy can pretend to be nobody."""
    authority = trustme.CA()
    authority.cert_pem.write_to_path(tmp_path / "ca.pem")
    monkeypatch.setenv("SSL_CERT_FILE", str(tmp_path / "ca.pem"))
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    authority.issue_cert(served).configure_cert(context)
    proxy = start(context=context)
    way = f"socks5://{proxy.address}"
    if reason:
        with pytest.raises(FetchError, match="its certificate is not trusted"):
            get("https://news.example/", way)
    else:
        assert get("https://news.example/", way).body == b"<rss/>"
    assert proxy.hosts == ["news.example:443"]


def test_what_it_refuses_is_said(start: Callable[..., Socks]) -> None:
    """That it was the proxy, without its password."""
    proxy = start(code=4)
    with pytest.raises(FetchError, match="its SOCKS proxy did not let it through") as caught:
        get("http://news.example/", f"socks5://me:hunter2@{proxy.address}")
    assert "hunter2" not in str(caught.value)


def test_what_is_private_is_not_asked_for(start: Callable[..., Socks]) -> None:
    """No more than through any other proxy: a feed cannot lead there."""
    moved = b"HTTP/1.1 302 Found\r\nLocation: http://10.1.2.3/\r\nContent-Length: 0\r\n\r\n"
    proxy = start(answer=moved)

    async def run() -> Response:
        async with client(QUICK, private=lambda address: address == "10.1.2.3") as opened:
            found = Request("http://news.example/", proxy=f"socks5://{proxy.address}")
            return await opened.get(found)

    with pytest.raises(FetchError, match="private network"):
        asyncio.run(run())
    assert proxy.hosts == ["news.example:80"]


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("socks5h://p.example", "socks5://p.example:1080"),
        ("socks://u:p@p.example:9050", "socks5://u:p@p.example:9050"),
        ("socks4a://[::1]:1", "socks4://[::1]:1"),
    ],
)
def test_how_it_is_written(written: str, meant: str) -> None:
    """A port that is not named is 1080; who resolves names is not asked."""
    assert proxies.checked(written, "http://news.example/") == meant
    assert proxies.is_socks(meant)
