"""Real feeds to figures: the quick reader beside feedparser, and what cleaning costs.

    python benchmarks/parse.py [FOLDER OF FEEDS]

Both readers see the same documents in the same run, document by document, so that a busy machine
slows both alike; times are CPU seconds of this process, the best of three rounds.
"""

from __future__ import annotations

import sys
import time
from datetime import datetime, timezone
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING

import feedparser

from cio_digest import parse
from cio_digest.errors import ParseError
from cio_digest.models import RawFeed
from cio_digest.parse import dates, encoding, strict
from cio_digest.text import normalize

if TYPE_CHECKING:
    from collections.abc import Callable

URL = "https://example.com/feed"
NOW = datetime(2026, 11, 22, tzinfo=timezone.utc)
ROUNDS = 3
CORPUS = Path(__file__).resolve().parents[2] / "shared" / "corpus" / "feeds"


def seconds(work: Callable[[], object]) -> float:
    """CPU seconds of one piece of work, the best of some rounds."""
    best = float("inf")
    for _ in range(ROUNDS):
        dates.parse.cache_clear()
        started = time.process_time()
        work()
        best = min(best, time.process_time() - started)
    return best


def peer(body: bytes) -> object:
    """Read with feedparser at its quickest: without the cleaning that this project does itself."""
    return feedparser.parse(BytesIO(body), sanitize_html=False, resolve_relative_uris=False)


def ours(body: bytes) -> RawFeed | None:
    """The quick reader alone, from bytes."""
    return strict.feed(encoding.text(body).strip("\ufeff \t\r\n"), url=URL)


def read(body: bytes) -> RawFeed:
    """Any document through the whole stage; what is no feed counts as empty."""
    try:
        return parse.feed(body, url=URL)
    except ParseError:
        return RawFeed()


def main(folder: Path) -> None:
    """Measure and print one line for each figure."""
    bodies = [path.read_bytes() for path in sorted(folder.iterdir()) if path.is_file()]
    quick = [body for body in bodies if ours(body) is not None]
    size = sum(map(len, quick)) / 1e6
    mine = sum(seconds(lambda body=body: ours(body)) for body in quick)  # type: ignore[misc]
    theirs = sum(seconds(lambda body=body: peer(body)) for body in quick)  # type: ignore[misc]
    print(f"documents       {len(bodies)}, of them well-formed XML {len(quick)} ({size:.1f} MB)")
    print(f"quick reader    {mine:6.2f} s  {size / mine:6.1f} MB/s")
    print(
        f"feedparser      {theirs:6.2f} s  {size / theirs:6.1f} MB/s  ({theirs / mine:.1f} times)"
    )
    whole = sum(seconds(lambda body=body: read(body)) for body in bodies)  # type: ignore[misc]
    print(f"whole stage     {whole:6.2f} s  {sum(map(len, bodies)) / whole / 1e6:6.1f} MB/s")
    feeds = [read(body) for body in bodies]
    entries = [raw for feed in feeds for raw in feed.entries]
    marks = seconds(lambda: [normalize.fingerprint(raw) for raw in entries])
    clean = seconds(lambda: [cleaned(feed) for feed in feeds])
    print(f"fingerprints    {marks:6.2f} s  {len(entries)} entries")
    print(f"normalize       {clean:6.2f} s  {clean / len(entries) * 1e6:6.0f} µs an entry")


def cleaned(feed: RawFeed) -> list[object]:
    """All entries of a feed through normalize."""
    return [normalize.entry(raw, source="x", now=NOW, first_fetch=True) for raw in feed.entries]


if __name__ == "__main__":
    main(Path(sys.argv[1]) if len(sys.argv) > 1 else CORPUS)
