"""One request to one response: redirects followed by rule, everything bounded."""

from __future__ import annotations

import asyncio
import errno
import logging
import socket
import time
from contextlib import asynccontextmanager, suppress
from functools import partial
from ipaddress import ip_address
from typing import TYPE_CHECKING, Any, NamedTuple
from urllib.parse import urlsplit

import aiohttp

from cio_digest import __version__, masking
from cio_digest.errors import FetchError, PutOffError
from cio_digest.fetch import (
    codings,
    failures,
    headers,
    hosts,
    leniency,
    proxies,
    secrets,
    trust,
    windows,
)
from cio_digest.fetch.beside import Aside, at_once
from cio_digest.fetch.cookies import Cookies
from cio_digest.fetch.deadline import within
from cio_digest.fetch.retry import retry_after
from cio_digest.fetch.spool import Spool
from cio_digest.fetch.targets import redirected, target
from cio_digest.fetch.turns import ReadingTurn
from cio_digest.models.wire import Request, Response
from cio_digest.text.inside import is_inside, is_private

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Callable, Mapping

USER_AGENT = f"cio-digest/{__version__} (one person's feed reader)"
ACCEPT = (
    "application/atom+xml, application/rss+xml, application/feed+json, application/xml;q=0.9, "
    "text/xml;q=0.9, application/json;q=0.8, text/html;q=0.5, */*;q=0.1"
)
_TEMPORARY = frozenset({302, 303, 307})
_PERMANENT = frozenset({301, 308})
_ANSWERS = frozenset({200, 203})  # the second is a proxy that changed something (RFC 9110, 15.3.4)
_LIMITED = frozenset({403, 429, 503})  # with headers that say when the next window opens
_EXPLANATION = 1_000  # bytes of an error's body, which may say what is wrong


# What is odd about a server is told in our own words, or not at all.
logging.getLogger("aiohttp").addHandler(logging.NullHandler())


class Limits(NamedTuple):
    """How much one source may take: seconds, decoded bytes, redirects, and requests at once.

    ``gap`` is the least number of seconds between two requests to one host, and ``patience`` how
    many a run waits for a host in all.
    """

    connect: float = 10.0
    total: float = 30.0
    size: int = 15_000_000
    redirects: int = 5
    at_once: int = 64
    gap: float = hosts.GAP
    patience: float = hosts.PATIENCE


class Client:
    """Open connections and the queues of each host; made by ``client``."""

    def __init__(self, limits: Limits, private: Callable[[str], bool], aside: Aside) -> None:
        """Prepare sessions: one for hosts the reader wrote, one that refuses private addresses."""
        self.limits = limits
        self.private = private
        self.queues = hosts.queues(limits.gap, limits.patience)
        self.loopback_queues = hosts.queues(0.0, limits.patience)
        self.slots = asyncio.Semaphore(limits.at_once)
        self.turn = ReadingTurn()
        self.aside = aside
        self.sessions: dict[Request, asyncio.Task[Response]] = {}
        self.resolver = aiohttp.ThreadedResolver()
        common = {"resolver": self.resolver, **self._connecting()}
        self.open = self._session(leniency.Connector(**common))
        self.guarded = self._session(leniency.Connector(**common, socket_factory=self._guard))
        self.tunnels: dict[str, aiohttp.ClientSession] = {}

    @staticmethod
    def _connecting() -> dict[str, Any]:
        return {"limit": 0, "ssl": trust.context()}

    def _session(self, connector: aiohttp.BaseConnector) -> aiohttp.ClientSession:
        return aiohttp.ClientSession(
            connector=connector,
            cookie_jar=aiohttp.DummyCookieJar(),
            headers={"User-Agent": USER_AGENT, "Accept": ACCEPT},
            timeout=aiohttp.ClientTimeout(total=None, sock_connect=self.limits.connect),
            auto_decompress=False,
            max_line_size=leniency.LARGEST_HEAD,
            max_field_size=leniency.LARGEST_HEAD,
            max_headers=leniency.LARGEST_HEAD,
        )

    def _guard(self, info: aiohttp.AddrInfoType) -> socket.socket:
        family, kind, protocol, _, address = info
        if self.private(str(address[0])):
            raise OSError(errno.EACCES, failures.PRIVATE)
        return socket.socket(family, kind, protocol)

    async def get(self, request: Request) -> Response:
        """Fetch one address, redirects and all; a session is opened once and its answer shared.

        Raises:
            FetchError: no usable answer came; ``status`` tells an HTTP error.
            PutOffError: the host is not asked any more in this run.
        """
        if request.price:  # whoever is entitled to spend takes the price off
            raise FetchError(request.url, "not asked: it costs money, and nobody set a cap")
        if request.body is None:
            return await self._get(request)
        if request not in self.sessions:
            self.sessions[request] = asyncio.create_task(self._get(request))
        return await asyncio.shield(self.sessions[request])

    async def _get(self, request: Request) -> Response:
        target(request.url)
        queue = self.queue(request.url)
        while True:
            try:
                return await self._at_turn(queue, request)
            except FetchError as error:
                if not (_too_many(error) and queue.refused(error)):
                    raise

    async def _at_turn(self, queue: hosts.Queue, request: Request) -> Response:
        way = _Way(request)
        async with queue.turn(request.url, request.gap), self.slots, _closing(way.body):
            try:
                response = await within(self.limits.total, self._follow(way))
                # While it waits for its turn to be read, no further request is begun in its place.
                if response.status == 200:
                    await self.turn.take()
                    response = await self.aside(partial(self._unpacked, way, response))
            except failures.FAULTS as error:
                own = secrets.same_host(way.url, request.origin or request.url)
                told = failures.explain(request.url, error, self.limits.total, own=own)
                if failures.is_silence(error):
                    self.queue(way.url).unanswered(unreachable=told.unreachable)
                raise told from None
            except FetchError:
                self.queue(way.url).answered()
                raise
            queue.answered()
            queue.rest(windows.rest(response.headers, time.time(), queue.busy - 1))
            queue.rest(request.rest(response.body) if request.rest else 0.0)
            return response

    def queue(self, url: str) -> hosts.Queue:
        """The turns at a host; this very machine needs no gap: nobody else is kept waiting."""
        host = urlsplit(url).netloc.rpartition("@")[2].lower()
        return (self.loopback_queues if proxies.is_loopback(host) else self.queues)[host]

    async def way(
        self, url: str, proxy: str = "", *, trusted: bool = False
    ) -> tuple[aiohttp.ClientSession, str | None]:
        """The session to ask an address in, and the proxy to ask through.

        Raises:
            FetchError: the proxy is none.
            OSError: the address lies inside a private network and is not to be ``trusted``.
        """
        proxy = proxy or proxies.of(url)
        if not proxy:
            return (self.open if trusted else self.guarded), None
        if not trusted and await self._inside(url):
            raise OSError(errno.EACCES, failures.PRIVATE)
        proxy = proxies.checked(proxy, url)
        if proxies.is_socks(proxy):
            return self._through(proxy), None
        return self.open, proxy

    def _through(self, proxy: str) -> aiohttp.ClientSession:
        """The session whose connections lead through a SOCKS proxy."""
        from cio_digest.fetch.socks import SocksConnector

        if proxy not in self.tunnels:
            self.tunnels[proxy] = self._session(SocksConnector(proxy, **self._connecting()))
        return self.tunnels[proxy]

    async def _inside(self, url: str) -> bool:
        """Whether a proxy would be led to a private address, as far as can be told from here."""
        host = urlsplit(url).hostname or ""
        try:
            records = await self.resolver.resolve(host, family=socket.AF_UNSPEC)
        except OSError:
            return is_inside(host)  # behind a proxy, names of the outside may not be known
        return any(self.private(record["host"]) for record in records)

    async def _follow(self, way: _Way) -> Response:
        request = way.request
        for hop in range(self.limits.redirects + 1):
            answer = await self._ask(way)
            if isinstance(answer, Response):
                moved = way.url if hop and way.permanent else ""
                return answer._replace(moved=moved)
            status, location = answer
            way.trusted = way.trusted and self._is_inside(way.url, request)
            way.permanent = way.permanent and status in _PERMANENT
            way.url = location
            if given_up := self.queue(location).closed:
                raise PutOffError(request.url, given_up)
        raise FetchError(request.url, f"more than {self.limits.redirects} redirects")

    async def _ask(self, way: _Way) -> Response | tuple[int, str]:
        """Ask once; the answer is a response or a redirect's status and target."""
        request, url = way.request, target(way.url)
        fields = dict(request.headers)
        if secrets.same_host(way.url, request.origin or request.url):
            fields |= dict(request.private_headers)
        session, proxy = await self.way(way.url, request.proxy, trusted=self._trusted(way))
        async with session.request(
            "GET" if request.body is None else "POST",
            url,
            headers=way.cookies.added(fields, url),
            data=request.body,
            allow_redirects=False,
            proxy=proxy,
        ) as answer:
            names = headers.of(answer, way.secrets)
            if answer.status in _TEMPORARY | _PERMANENT:
                # What opens a session is a secret: it goes nowhere but where it was meant to go.
                if request.body is not None:
                    raise FetchError(request.url, "redirects instead of opening a session")
                way.cookies.learn(answer)
                return answer.status, redirected(way.url, answer.headers.get("Location"))
            if answer.status == 304:
                return _unchanged(way, names)
            if answer.status not in _ANSWERS:
                raise await _refusal(way, answer, names)
            whole = await self._receive(way, answer)
            return Response(way.url, 200, names, cut=not whole)

    def _trusted(self, way: _Way) -> bool:
        """Whether a hop may lead into a private network: the reader wrote so, not a stranger."""
        written = way.request.origin or way.request.url
        way.trusted = self._is_inside(written, way.request) and (
            way.trusted or secrets.same_host(way.url, written)
        )
        return way.trusted

    def _is_inside(self, url: str, request: Request) -> bool:
        """Whether a host lies in a private network, going by its name or by what the reader wrote.

        What a public name resolves to is its owner's word, and does not count.
        """
        if request.inside and secrets.same_host(url, request.origin or request.url):
            return True
        host = urlsplit(url).hostname or ""
        try:
            return self.private(str(ip_address(host)))
        except ValueError:
            return is_inside(host)

    async def _receive(self, way: _Way, answer: aiohttp.ClientResponse) -> bool:
        """Take in a body as it comes; tells whether all of it came.

        Raises:
            FetchError: it is larger than it may be.
        """
        way.coding = ",".join(answer.headers.getall("Content-Encoding", ()))
        try:
            async for part in answer.content.iter_chunked(1 << 16):
                way.body.add(part)
                if way.body.size > self.limits.size:
                    raise FetchError(way.request.url, self._too_large)
        except aiohttp.ClientPayloadError:
            way.body.add(answer.content._read_nowait(-1))  # noqa: SLF001 - else it is lost
            return False
        return True

    def _unpacked(self, way: _Way, response: Response) -> Response:
        """The response with its body, without its codings and without the reader's secrets.

        Raises:
            FetchError: it unpacks to more than it may, or not at all.
        """
        raw = way.body.read()
        try:
            decoded = codings.decoded(raw, way.coding, self.limits.size)
        except codings.TooLargeError:
            raise FetchError(way.request.url, self._too_large) from None
        except codings.UnknownCodingError as error:
            raise FetchError(way.request.url, str(error)) from None
        whole = decoded.whole and (not response.cut or codings.is_sealed(raw))
        body = decoded.body
        if not body and not whole:
            raise FetchError(way.request.url, failures.BROKEN)
        if way.request.body is None:  # else it is a session, which has to stay what it is
            body = secrets.hidden_bytes(body, way.secrets, is_content=True)
        return response._replace(body=body, cut=not whole)

    @property
    def _too_large(self) -> str:
        return f"larger than {self.limits.size / 1e6:g} MB"

    async def close(self) -> None:
        """Close every connection, also where whoever waits for it is told to stop meanwhile."""
        sessions = (self.open, self.guarded, *self.tunnels.values())
        await asyncio.shield(asyncio.gather(*(session.close() for session in sessions)))


class _Way:
    """Where a request has got to over redirects, and what it carries.

    ``trusted`` means that nobody has named an address so far but the reader, or a host of theirs.
    """

    def __init__(self, request: Request) -> None:
        self.request = request
        self.url = request.url
        self.permanent = True
        self.trusted = True
        self.cookies = Cookies()
        self.secrets = secrets.known(request)
        self.body = Spool()
        self.coding = ""


@asynccontextmanager
async def _closing(body: Spool) -> AsyncIterator[None]:
    try:
        yield
    finally:
        body.close()


@asynccontextmanager
async def client(
    limits: Limits | None = None,
    *,
    private: Callable[[str], bool] = is_private,
    aside: Aside = at_once,
) -> AsyncIterator[Client]:
    """Open a client for one run; ``private`` says which addresses a stranger may not lead to.

    Bodies are unpacked ``aside``.
    """
    opened = Client(limits or Limits(), private, aside)
    try:
        yield opened
    finally:
        await opened.close()


def _unchanged(way: _Way, names: dict[str, str]) -> Response:
    """The answer that nothing is new, to who has something to compare with."""
    asked = {name.lower() for name, _ in way.request.headers}
    if asked.isdisjoint({"if-none-match", "if-modified-since"}):
        reason = "answered 304 (nothing new), though it was asked for everything"
        raise FetchError(way.request.url, reason, status=304)
    return Response(way.url, 304, names)


async def _refusal(
    way: _Way, answer: aiohttp.ClientResponse, names: Mapping[str, str]
) -> FetchError:
    request = way.request
    reason = f"answered {answer.status} {answer.reason or ''}".rstrip()
    body = b""
    with suppress(aiohttp.ClientPayloadError):  # the status is enough to tell
        body = await answer.content.read(_EXPLANATION)
    coding = ",".join(answer.headers.getall("Content-Encoding", ()))
    body = codings.beginning(body, coding, _EXPLANATION)
    wait = retry_after(names)
    if not wait and answer.status in _LIMITED:
        wait = windows.rest(names, time.time()) or wait
    if not wait and request.rest:
        wait = request.rest(body) or wait
    return FetchError(
        request.url,
        masking.replaced(reason, way.secrets),
        status=answer.status,
        retry_after=wait,
        body=secrets.hidden_bytes(body, way.secrets),
    )


def _too_many(error: FetchError) -> bool:
    """Whether the host asked for rest, which concerns all that is read there."""
    return not isinstance(error, PutOffError) and (error.status == 429 or bool(error.retry_after))
