"""One request to one response: redirects followed by rule, everything bounded."""

from __future__ import annotations

import asyncio
import errno
import socket
import ssl
import time
from contextlib import asynccontextmanager
from ipaddress import ip_address
from typing import TYPE_CHECKING, NamedTuple
from urllib.parse import urljoin, urlsplit

import aiohttp
from aiohttp.abc import AbstractResolver, ResolveResult
from yarl import URL

from cio_digest import __version__
from cio_digest.errors import FetchError, PutOffError
from cio_digest.fetch import addresses, failures, hosts, proxies, windows
from cio_digest.fetch.retry import retry_after
from cio_digest.models.wire import Request, Response
from cio_digest.text.inside import is_inside

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Callable, Mapping

USER_AGENT = f"cio-digest/{__version__} (one person's feed reader)"
ACCEPT = (
    "application/atom+xml, application/rss+xml, application/feed+json, application/xml;q=0.9, "
    "text/xml;q=0.9, application/json;q=0.8, text/html;q=0.5, */*;q=0.1"
)
_TEMPORARY = frozenset({302, 303, 307})
_PERMANENT = frozenset({301, 308})
_LIMITED = frozenset({403, 429, 503})  # with headers that say when the next window opens
_EXPLANATION = 1_000  # bytes of an error's body, which may say what is wrong


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

    def __init__(self, limits: Limits, private: Callable[[str], bool]) -> None:
        """Prepare sessions: one for hosts the reader wrote, one that refuses private addresses."""
        self.limits = limits
        self.private = private
        self.queues = hosts.queues(limits.gap, limits.patience)
        self.loopback_queues = hosts.queues(0.0, limits.patience)
        self.slots = asyncio.Semaphore(limits.at_once)
        self.sessions: dict[Request, asyncio.Task[Response]] = {}
        self.resolver = _Resolver()
        self.open = self._session(None)
        self.guarded = self._session(self._guard)

    def _session(
        self, factory: Callable[[aiohttp.AddrInfoType], socket.socket] | None
    ) -> aiohttp.ClientSession:
        connector = aiohttp.TCPConnector(
            limit=0,
            resolver=self.resolver,
            socket_factory=factory,
            ssl=_tls(),
        )
        return aiohttp.ClientSession(
            connector=connector,
            cookie_jar=aiohttp.DummyCookieJar(),
            headers={"User-Agent": USER_AGENT, "Accept": ACCEPT},
            timeout=aiohttp.ClientTimeout(total=None, sock_connect=self.limits.connect),
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
        queue = self.queue(request.url)
        while True:
            try:
                return await self._at_turn(queue, request)
            except FetchError as error:
                if not (_too_many(error) and queue.refused(error)):
                    raise

    async def _at_turn(self, queue: hosts.Queue, request: Request) -> Response:
        async with queue.turn(request.url, request.gap), self.slots:
            try:
                response = await asyncio.wait_for(self._follow(request), self.limits.total)
            except failures.FAULTS as error:
                raise failures.explain(request.url, error, self.limits.total) from None
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
            FetchError: the address lies inside a private network and is not to be ``trusted``, or
                the proxy is none.
        """
        proxy = proxy or proxies.of(url)
        if not proxy:
            return (self.open if trusted else self.guarded), None
        if not trusted and await self._inside(url):
            raise FetchError(url, failures.PRIVATE)
        return self.open, proxies.checked(proxy, url)

    async def _inside(self, url: str) -> bool:
        """Whether a proxy would be led to a private address, as far as can be told from here."""
        host = urlsplit(url).hostname or ""
        try:
            found = await self.resolver.resolve(host, family=socket.AF_UNSPEC)
        except OSError:
            return is_inside(host)  # behind a proxy, names of the outside may not be known
        return any(self.private(record["host"]) for record in found)

    async def _follow(self, request: Request) -> Response:
        url, permanent = request.url, True
        for hop in range(self.limits.redirects + 1):
            answer = await self._ask(url, request, first=hop == 0)
            if isinstance(answer, Response):
                moved = url if hop and permanent else ""
                return answer._replace(moved=moved)
            status, target = answer
            permanent = permanent and status in _PERMANENT
            url = target
        raise FetchError(request.url, f"more than {self.limits.redirects} redirects")

    async def _ask(self, url: str, request: Request, *, first: bool) -> Response | tuple[int, str]:
        """Ask once; the answer is a response or a redirect's status and target."""
        headers = dict(request.headers)
        if same_host(url, request.origin or request.url):
            headers |= dict(request.private_headers)
        trusted = self._trusted(url, request, first=first)
        session, proxy = await self.way(url, request.proxy, trusted=trusted)
        async with session.request(
            "GET" if request.body is None else "POST",
            URL(url),
            headers=headers,
            data=request.body,
            allow_redirects=False,
            proxy=proxy,
        ) as answer:
            names = {name.lower(): value for name, value in answer.headers.items()}
            if answer.status in _TEMPORARY | _PERMANENT:
                # What opens a session is a secret: it goes nowhere but where it was meant to go.
                if request.body is not None:
                    raise FetchError(request.url, "redirects instead of opening a session")
                return answer.status, _target(url, names)
            if answer.status not in {200, 304}:
                raise await _refusal(request, answer, names)
            return Response(url, answer.status, names, await self._body(request.url, answer))

    def _trusted(self, url: str, request: Request, *, first: bool) -> bool:
        """Whether this host may be a private one: the reader wrote it, or wrote a private one."""
        written = request.origin or request.url
        if same_host(url, written):
            return True
        if first and not request.origin:
            return True
        seen = self.resolver.seen.get(urlsplit(written).hostname or "", [_literal(written)])
        return all(address and self.private(address) for address in seen)

    async def _body(self, url: str, answer: aiohttp.ClientResponse) -> bytes:
        parts, size = [], 0
        async for part in answer.content.iter_chunked(1 << 16):
            size += len(part)
            if size > self.limits.size:
                raise FetchError(url, f"larger than {self.limits.size / 1e6:g} MB")
            parts.append(part)
        return b"".join(parts)

    async def close(self) -> None:
        """Close every connection."""
        await self.open.close()
        await self.guarded.close()


@asynccontextmanager
async def client(
    limits: Limits | None = None, *, private: Callable[[str], bool] = addresses.is_private
) -> AsyncIterator[Client]:
    """Open a client for one run; ``private`` says which addresses a stranger may not lead to."""
    opened = Client(limits or Limits(), private)
    try:
        yield opened
    finally:
        await opened.close()


def same_host(one: str, other: str) -> bool:
    """Whether two addresses have the same scheme, host and port, so that secrets may follow.

    A step from http to https on the same host counts as the same.
    """
    a, b = urlsplit(one), urlsplit(other)
    if a.hostname != b.hostname:
        return False
    return (a.scheme, a.port) == (b.scheme, b.port) or (
        b.scheme == "http" and a.scheme == "https" and not a.port and not b.port
    )


def _target(url: str, headers: Mapping[str, str]) -> str:
    target = urljoin(url, headers.get("location", "").strip())
    if urlsplit(target).scheme not in {"http", "https"} or "location" not in headers:
        raise FetchError(url, "redirects to something that is not a web address")
    return str(URL(target))


async def _refusal(
    request: Request, answer: aiohttp.ClientResponse, headers: Mapping[str, str]
) -> FetchError:
    reason = f"answered {answer.status} {answer.reason or ''}".rstrip()
    body = await answer.content.read(_EXPLANATION)
    wait = retry_after(headers)
    if not wait and answer.status in _LIMITED:
        wait = windows.rest(headers, time.time()) or wait
    if not wait and request.rest:
        wait = request.rest(body) or wait
    return FetchError(request.url, reason, status=answer.status, retry_after=wait, body=body)


def _too_many(error: FetchError) -> bool:
    """Whether the host asked for rest, which concerns all that is read there."""
    return not isinstance(error, PutOffError) and (error.status == 429 or bool(error.retry_after))


def _literal(url: str) -> str:
    """Give the address itself where a URL names no host but an IP address, else nothing."""
    host = urlsplit(url).hostname or ""
    try:
        return str(ip_address(host))
    except ValueError:
        return ""


class _Resolver(AbstractResolver):
    """The system's resolver, remembering what each name led to, for judging what may follow it."""

    def __init__(self) -> None:
        self.seen: dict[str, list[str]] = {}
        self.system = aiohttp.ThreadedResolver()

    async def resolve(
        self, host: str, port: int = 0, family: socket.AddressFamily = socket.AF_INET
    ) -> list[ResolveResult]:
        found = await self.system.resolve(host, port, family)
        self.seen[host] = [record["host"] for record in found]
        return found

    async def close(self) -> None:
        await self.system.close()


def _tls() -> ssl.SSLContext:
    """What the system trusts, a company's own authority included."""
    import truststore

    return truststore.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
