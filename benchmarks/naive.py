"""The simplest reader that serves: aiohttp, feedparser, SQLite, and conditional requests.

python benchmarks/naive.py FILE-OF-ADDRESSES DATABASE
"""

from __future__ import annotations

import asyncio
import sqlite3
import sys
from io import BytesIO
from pathlib import Path

import aiohttp
import feedparser

SCHEMA = """
CREATE TABLE IF NOT EXISTS feeds (url TEXT PRIMARY KEY, title TEXT, etag TEXT, modified TEXT);
CREATE TABLE IF NOT EXISTS entries (
    feed TEXT, id TEXT, title TEXT, link TEXT, published TEXT, summary TEXT, PRIMARY KEY (feed, id)
);
"""


async def read(db: sqlite3.Connection, session: aiohttp.ClientSession, url: str) -> None:
    """Ask one feed for what is new, and keep it."""
    row = db.execute("SELECT etag, modified FROM feeds WHERE url = ?", (url,)).fetchone()
    names = ("If-None-Match", "If-Modified-Since")
    headers = {name: value for name, value in zip(names, row or (None, None), strict=True) if value}
    async with session.get(url, headers=headers) as answer:
        if answer.status != 200:
            return
        feed = feedparser.parse(BytesIO(await answer.read()))
    title, validators = feed.feed.get("title"), map(answer.headers.get, ("ETag", "Last-Modified"))
    db.execute("REPLACE INTO feeds VALUES (?, ?, ?, ?)", (url, title, *validators))
    rows = [
        (url, entry.get("id") or entry.get("link"), *map(entry.get, ("title", "link")),
         entry.get("published"), entry.get("summary"))
        for entry in feed.entries
    ]  # fmt: skip
    db.executemany("INSERT OR IGNORE INTO entries VALUES (?, ?, ?, ?, ?, ?)", rows)
    db.commit()


async def main(urls: list[str], path: str) -> None:
    """Read all feeds into the database."""
    db = sqlite3.connect(path)
    db.executescript(SCHEMA)
    connector = aiohttp.TCPConnector(limit=64)
    async with aiohttp.ClientSession(connector=connector) as session:
        tasks = [read(db, session, url) for url in urls]
        for failed in await asyncio.gather(*tasks, return_exceptions=True):
            if failed:
                print(failed, file=sys.stderr)
    db.close()


if __name__ == "__main__":
    asyncio.run(main(Path(sys.argv[1]).read_text().split(), sys.argv[2]))
