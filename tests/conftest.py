"""What tests share: a real web server that serves what a test says, and a real store."""

from __future__ import annotations

import os
import threading
from contextlib import nullcontext
from datetime import datetime, timezone
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import TYPE_CHECKING, NamedTuple

import pytest
from hypothesis import settings

from cio_digest.store import Store, opened
from tests import postgres as postgres_server

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

# How long an example takes is no behaviour. In CI the same examples come each time, so that a green
# run stays green; everywhere else new ones are drawn.
settings.register_profile("here", deadline=None)
settings.register_profile("ci", deadline=None, derandomize=True)
settings.load_profile("ci" if os.environ.get("CI") else "here")

NOW = datetime(2026, 11, 22, 6, 30, tzinfo=timezone.utc)


class Page(NamedTuple):
    """What the server answers; a body of several parts is streamed as they come."""

    body: bytes | Iterable[bytes] = b""
    status: int = 200
    headers: tuple[tuple[str, str], ...] = ()


class Seen(NamedTuple):
    """A request as the server saw it; header names in lower case."""

    path: str
    headers: dict[str, str]
    body: bytes = b""
    method: str = "GET"


class _Server(ThreadingHTTPServer):
    daemon_threads = True

    def handle_error(self, request: object, client_address: object) -> None:
        """Stay quiet: tests break connections on purpose."""


class Site:
    """A web server on one loopback address."""

    def __init__(self, address: str) -> None:
        """Listen on a free port."""
        self.pages: dict[str, Page | Callable[[Seen], Page]] = {}
        self.seen: list[Seen] = []
        self.closing = threading.Event()
        self.server = _Server((address, 0), self._handler())
        self.host = f"{address}:{self.server.server_port}"

    def url(self, path: str = "/feed.xml") -> str:
        """The address of a path."""
        return f"http://{self.host}{path}"

    def hang(self) -> Iterator[bytes]:
        """A body that never comes, until the test is over."""
        self.closing.wait(60)
        yield b""

    def _handler(site) -> type[BaseHTTPRequestHandler]:  # noqa: N805 - ``self`` is the handler below
        class Handler(BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"

            def do_GET(self) -> None:
                size = int(self.headers.get("Content-Length", 0))
                headers = {k.lower(): v for k, v in self.headers.items()}
                seen = Seen(self.path, headers, self.rfile.read(size), self.command)
                site.seen.append(seen)
                page = site.pages.get(self.path, Page(status=404))
                page = page(seen) if callable(page) else page
                self._answer(page)

            def do_POST(self) -> None:
                self.do_GET()

            do_PUT = do_POST  # noqa: N815 - the server's name for it

            def do_HEAD(self) -> None:
                self.do_GET()

            def _answer(self, page: Page) -> None:
                self.send_response(page.status)
                for name, value in page.headers:
                    self.send_header(name, value)
                if isinstance(page.body, bytes):
                    self.send_header("Content-Length", str(len(page.body)))
                    self.end_headers()
                    self.wfile.write(b"" if self.command == "HEAD" else page.body)
                    return
                self.send_header("Connection", "close")
                self.end_headers()
                for part in page.body:
                    try:
                        self.wfile.write(part)
                    except OSError:
                        break
                self.close_connection = True

            def log_message(self, *_: object) -> None:
                """Stay quiet."""

        return Handler


@pytest.fixture
def start_site() -> Iterator[Callable[..., Site]]:
    """A function that starts a web server on a loopback address of one's choice."""
    started: list[Site] = []

    def start(address: str = "127.0.0.1") -> Site:
        site = Site(address)
        threading.Thread(target=site.server.serve_forever, args=(0.01,), daemon=True).start()
        started.append(site)
        return site

    yield start
    for site in started:
        site.closing.set()
        site.server.shutdown()
        site.server.server_close()


@pytest.fixture
def site(start_site: Callable[..., Site]) -> Site:
    """A web server on 127.0.0.1."""
    return start_site()


@pytest.fixture(scope="session")
def postgres() -> Iterator[str]:
    """The address of a store on a PostgreSQL server, which goes with the tests."""
    if not postgres_server.installed():
        pytest.skip("the extra team is not installed")
    given = os.environ.get("CIO_DIGEST_TEST_POSTGRES")
    with (
        nullcontext(given) if given else postgres_server.server() as address,
        postgres_server.database(address) as place,
    ):
        yield place


@pytest.fixture
def db(request: pytest.FixtureRequest) -> Iterator[Store]:
    """An empty store in memory; on a server where a folder's tests run on both engines."""
    if getattr(request, "param", "sqlite") == "postgresql":
        place = request.getfixturevalue("postgres")
        with postgres_server.emptied_store(place) as store:
            yield store
        return
    with opened(":memory:") as store:
        yield store


def on_both_engines(metafunc: pytest.Metafunc) -> None:
    """Run a test that has a store on SQLite and on PostgreSQL: for ``pytest_generate_tests``.

    Not one that is marked with ``sqlite``, because it is about the file or FTS5.
    """
    on_file = metafunc.definition.get_closest_marker("sqlite")
    if "db" in metafunc.fixturenames and not on_file:
        metafunc.parametrize("db", ["sqlite", "postgresql"], indirect=True)
