"""Asks addresses with aiohttp and keeps nothing but validators: the least that a fetch can take.

python benchmarks/bare.py FILE-OF-ADDRESSES FILE-OF-VALIDATORS
"""

from __future__ import annotations

import asyncio
import json
import sys
from pathlib import Path

import aiohttp


async def ask(session: aiohttp.ClientSession, url: str, tags: dict[str, str]) -> None:
    """Ask one address for what is new."""
    headers = {"If-None-Match": tags[url]} if url in tags else {}
    async with session.get(url, headers=headers) as answer:
        await answer.read()
        tags[url] = answer.headers["ETag"]


async def main(urls: list[str], tags: dict[str, str]) -> None:
    """Ask all addresses."""
    connector = aiohttp.TCPConnector(limit=64)
    async with aiohttp.ClientSession(connector=connector) as session:
        await asyncio.gather(*(ask(session, url, tags) for url in urls))


if __name__ == "__main__":
    validators = Path(sys.argv[2])
    known = json.loads(validators.read_text()) if validators.exists() else {}
    asyncio.run(main(Path(sys.argv[1]).read_text().split(), known))
    validators.write_text(json.dumps(known))
