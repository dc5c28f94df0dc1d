"""Serve a folder of feeds from distinct loopback addresses, with validators, for whole runs.

    python -m benchmarks.corpus FOLDER CONFIG [COUNT] [PORT] [--as-it-is] [--latency S] [--faults]

writes to CONFIG a feeds.toml that names each feed, and serves them until interrupted. Each feed has
an address of its own, as if each were another publisher's, and answers conditional requests. With
a COUNT larger than the folder, its files are served over and over under further addresses.

Entries are dated anew, bodies are compressed for those who accept gzip, and each tenth file is held
back: after a request for ``/news/on`` each tenth address serves one of those, until ``/news/off``.
With ``--as-it-is`` there is none of this. With ``--faults`` 2 % of the addresses never answer and
5 % answer 500; ``/unanswered`` says when the last request came that was not answered, by the
monotonic clock.
"""

from __future__ import annotations

import argparse
import asyncio
import gzip
import hashlib
import resource
import time
from datetime import datetime, timezone
from itertools import cycle
from pathlib import Path
from typing import NamedTuple

from aiohttp import web
from benchmarks import redated

NOW = datetime(2026, 8, 22, 18, tzinfo=timezone.utc)  # when the newest of the feeds were written
PORT = 8301
TENTH = 10
HANGING, FAILING = range(1, 10_000, 50), range(2, 10_000, 20)
TOPICS = """\
[topics.CRM]
keywords = ["CRM", "customer relationship management", "Salesforce", "HubSpot", "Dynamics 365"]

[topics.SharePoint]
keywords = ["SharePoint", "Microsoft 365", "Office 365", "OneDrive", "Teams"]

[topics.Leadership]
keywords = ["leadership", "CIO", "CTO", "management", "strategy"]

[topics.Security]
keywords = ["security", "ransomware", "vulnerability", "phishing", "breach"]

[topics.Cloud]
keywords = ["cloud", "AWS", "Azure", "Kubernetes"]

[topics.AI]
keywords = ["AI", "artificial intelligence", "machine learning", "ChatGPT"]
"""


class Document(NamedTuple):
    """What an address serves."""

    body: bytes
    packed: bytes | None
    tag: str


class Plan(NamedTuple):
    """Which file each address serves, at first and once there is news."""

    first: dict[str, Path]
    news: dict[str, Path]


def host(number: int) -> str:
    """The loopback address of the feed with this number, from 0."""
    return f"127.0.{1 + number // 250}.{1 + number % 250}"


def plan(folder: Path, count: int = 0, *, as_it_is: bool = False) -> Plan:
    """Spread a folder's files over ``count`` addresses, or one each."""
    files = sorted(path for path in folder.iterdir() if path.is_file())
    held = [] if as_it_is else files[TENTH // 2 :: TENTH]
    served = [path for path in files if path not in held]
    hosts = [host(number) for number in range(count or len(served))]
    first = dict(zip(hosts, cycle(served)))
    return Plan(first, first | dict(zip(hosts[TENTH - 1 :: TENTH], cycle(held))))


def document(path: Path, *, as_it_is: bool) -> Document:
    """A file as it is served."""
    body = path.read_bytes()
    if not as_it_is:
        body = redated.document(body, NOW)
    packed = None if as_it_is else gzip.compress(body, 6, mtime=0)
    return Document(body, packed, f'"{hashlib.sha256(body).hexdigest()[:16]}"')


class Site:
    """One program for all addresses: the host asked for says which feed."""

    def __init__(self, plan: Plan, options: argparse.Namespace) -> None:
        self.plan = plan
        self.served = plan.first
        paths = {*plan.first.values(), *plan.news.values()}
        self.documents = {path: document(path, as_it_is=options.as_it_is) for path in paths}
        self.latency: float = options.latency
        hosts = list(plan.first) if options.faults else []
        self.hanging = {hosts[n] for n in HANGING if n < len(hosts)}
        self.failing = {hosts[n] for n in FAILING if n < len(hosts)}
        self.unanswered = 0.0

    async def feed(self, request: web.Request) -> web.Response:
        """Answer as the publisher at this address would."""
        address = request.host.partition(":")[0]
        if address in self.hanging:
            self.unanswered = time.monotonic()
            await asyncio.Event().wait()
        await asyncio.sleep(self.latency)
        if address in self.failing:
            return web.Response(status=500)
        body, packed, tag = self.documents[self.served[address]]
        headers = {"ETag": tag, "Content-Type": "application/xml", "Vary": "Accept-Encoding"}
        if request.headers.get("If-None-Match") == tag:
            return web.Response(status=304, headers=headers)
        if packed and "gzip" in request.headers.get("Accept-Encoding", ""):
            return web.Response(body=packed, headers=headers | {"Content-Encoding": "gzip"})
        return web.Response(body=body, headers=headers)

    async def switch(self, request: web.Request) -> web.Response:
        """Let there be news, or none."""
        on = request.match_info["state"] == "on"
        self.served = self.plan.news if on else self.plan.first
        return web.Response()

    async def last(self, _: web.Request) -> web.Response:
        """When the last request came that was not answered."""
        return web.Response(text=str(self.unanswered))

    def application(self) -> web.Application:
        """What answers at all addresses."""
        app = web.Application()
        app.router.add_get("/feed.xml", self.feed)
        app.router.add_get("/news/{state}", self.switch)
        app.router.add_get("/unanswered", self.last)
        return app


async def serve(site: Site, port: int) -> None:
    """Serve each feed at its own address until interrupted."""
    runner = web.AppRunner(site.application(), access_log=None)
    await runner.setup()
    for address in site.plan.first:
        await web.TCPSite(runner, address, port).start()
    print(f"serving {len(site.plan.first)} feeds", flush=True)
    await asyncio.Event().wait()


def main() -> None:
    """Write the configuration, then serve."""
    parser = argparse.ArgumentParser()
    parser.add_argument("folder", type=Path)
    parser.add_argument("config", type=Path)
    parser.add_argument("count", type=int, nargs="?", default=0)
    parser.add_argument("port", type=int, nargs="?", default=PORT)
    parser.add_argument("--as-it-is", action="store_true")
    parser.add_argument("--latency", type=float, default=0)
    parser.add_argument("--faults", action="store_true")
    options = parser.parse_args()
    most = resource.getrlimit(resource.RLIMIT_NOFILE)[1]
    resource.setrlimit(resource.RLIMIT_NOFILE, (most, most))  # a socket for each address
    site = Site(plan(options.folder, options.count, as_it_is=options.as_it_is), options)
    urls = [f"http://{address}:{options.port}/feed.xml" for address in site.plan.first]
    tables = [f'[[feeds]]\nurl = "{url}"\n' for url in urls]
    options.config.write_text("\n".join([TOPICS, *tables]), encoding="utf-8")
    asyncio.run(serve(site, options.port))


if __name__ == "__main__":
    main()
