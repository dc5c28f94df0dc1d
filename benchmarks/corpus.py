"""Serve a folder of feeds from distinct loopback addresses, with validators, for whole runs.

    python benchmarks/corpus.py FOLDER CONFIG [COUNT] [PORT]

writes to CONFIG a feeds.toml that names each feed, and serves them until interrupted. Each feed has
an address of its own, as if each were another publisher's, and answers conditional requests. With
a COUNT larger than the folder, its files are served over and over under further addresses.
"""

from __future__ import annotations

import asyncio
import hashlib
import sys
from itertools import cycle, islice
from pathlib import Path

from aiohttp import web

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


def host(number: int) -> str:
    """The loopback address of the feed with this number, from 0."""
    return f"127.0.{1 + number // 250}.{1 + number % 250}"


def application(feeds: dict[str, Path]) -> web.Application:
    """One program for all sites: the host asked for says which feed."""
    bodies = {path: path.read_bytes() for path in set(feeds.values())}
    tags = {path: f'"{hashlib.sha256(body).hexdigest()[:16]}"' for path, body in bodies.items()}

    async def feed(request: web.Request) -> web.Response:
        path = feeds[request.host.partition(":")[0]]
        headers = {"ETag": tags[path], "Content-Type": "application/xml"}
        if request.headers.get("If-None-Match") == tags[path]:
            return web.Response(status=304, headers=headers)
        return web.Response(body=bodies[path], headers=headers)

    app = web.Application()
    app.router.add_get("/feed.xml", feed)
    return app


async def serve(feeds: dict[str, Path], port: int) -> None:
    """Serve each feed at its own address until interrupted."""
    runner = web.AppRunner(application(feeds), access_log=None)
    await runner.setup()
    for address in feeds:
        await web.TCPSite(runner, address, port).start()
    print(f"serving {len(feeds)} feeds", flush=True)
    await asyncio.Event().wait()


def main() -> None:
    """Write the configuration, then serve."""
    folder, config = Path(sys.argv[1]), Path(sys.argv[2])
    paths = sorted(path for path in folder.iterdir() if path.is_file())
    count = int(sys.argv[3]) if len(sys.argv) > 3 else len(paths)
    port = int(sys.argv[4]) if len(sys.argv) > 4 else 8301
    feeds = {host(number): path for number, path in enumerate(islice(cycle(paths), count))}
    tables = [f'[[feeds]]\nurl = "http://{address}:{port}/feed.xml"\n' for address in feeds]
    config.write_text("\n".join([TOPICS, *tables]), encoding="utf-8")
    asyncio.run(serve(feeds, port))


if __name__ == "__main__":
    main()
