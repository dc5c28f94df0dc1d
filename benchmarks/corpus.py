"""Serve a folder of feeds from distinct loopback addresses, with validators, for whole runs.

    python benchmarks/corpus.py FOLDER CONFIG [PORT]

writes to CONFIG a feeds.toml that names each feed, and serves them until interrupted. Each feed has
an address of its own, as if each were another publisher's, and answers conditional requests.
"""

from __future__ import annotations

import asyncio
import hashlib
import sys
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


def answer(path: Path) -> web.Application:
    """Make the site of one feed."""
    body = path.read_bytes()
    tag = f'"{hashlib.sha256(body).hexdigest()[:16]}"'

    async def feed(request: web.Request) -> web.Response:
        if request.headers.get("If-None-Match") == tag:
            return web.Response(status=304, headers={"ETag": tag})
        return web.Response(body=body, headers={"ETag": tag, "Content-Type": "application/xml"})

    site = web.Application()
    site.router.add_get("/feed.xml", feed)
    return site


async def serve(paths: list[Path], port: int) -> None:
    """Serve each file at its own address until interrupted."""
    for number, path in enumerate(paths):
        runner = web.AppRunner(answer(path), access_log=None)
        await runner.setup()
        await web.TCPSite(runner, host(number), port).start()
    print(f"serving {len(paths)} feeds", flush=True)
    await asyncio.Event().wait()


def main() -> None:
    """Write the configuration, then serve."""
    folder, config = Path(sys.argv[1]), Path(sys.argv[2])
    port = int(sys.argv[3]) if len(sys.argv) > 3 else 8301
    paths = sorted(path for path in folder.iterdir() if path.is_file())
    feeds = [
        f'[[feeds]]\nurl = "http://{host(number)}:{port}/feed.xml"\n'
        for number in range(len(paths))
    ]
    config.write_text("\n".join([TOPICS, *feeds]), encoding="utf-8")
    asyncio.run(serve(paths, port))


if __name__ == "__main__":
    main()
