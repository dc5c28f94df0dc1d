"""The programs that a fetch is measured beside: how each is prepared, run and looked into."""

from __future__ import annotations

import json
import shutil
import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING, NamedTuple

from benchmarks import corpus
from benchmarks.cost import Cost, environment, measure
from benchmarks.install import PYTHON

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

HERE = Path(__file__).parent
OURS, FIRST = "cio-digest", "newsboat"
URLS = "urls"  # an address a line, in each program's folder


class Peer(NamedTuple):
    """A program: its command begins with what has to be installed, and runs in a folder of its own.

    ``files`` are written there first, then ``before`` is run, and neither is measured. ``counts``
    counts feeds and entries; a program that keeps none has none.
    """

    name: str
    command: list[str]
    counts: Callable[[Path], tuple[int, int]] | None = None
    files: Mapping[str, str] = MappingProxyType({})
    before: Sequence[str] = ()
    package: str = ""

    @property
    def here(self) -> bool:
        """Whether it is installed."""
        return shutil.which(self.command[0]) is not None


def all_of(urls: list[str], config: str) -> list[Peer]:
    """Every program, ours first; floors, which fetch and keep nothing, last."""
    return [
        Peer(
            OURS,
            [*(sys.executable, "-m", "cio_digest", "--config", "feeds.toml"),
             *("--store", "store.db", "fetch", "--all")],
            _rows("store.db", "SELECT count(DISTINCT source), count(*) FROM entries"),
            {"feeds.toml": config},
        ),
        Peer(
            FIRST,
            ["newsboat", "-u", URLS, "-C", "config", "-c", "cache.db", "-x", "reload"],
            _rows("cache.db", "SELECT count(DISTINCT feedurl), count(*) FROM rss_item"),
            {"config": "reload-threads 16\n"},
            package="newsboat",
        ),
        Peer(
            "newsraft",
            ["newsraft", "-f", URLS, "-c", "config", "-d", "newsraft.db", "-e", "reload-all"],
            _rows("newsraft.db", "SELECT count(DISTINCT feed_url), count(*) FROM items"),
            {"config": ""},
            package="newsraft",
        ),
        Peer(
            "sfeed", ["sfeed_update", "./sfeedrc"], _lines, {"sfeedrc": _sfeedrc(urls)},
            package="sfeed",
        ),
        Peer(
            "rss2email",
            ["r2e", "-c", "rss2email.cfg", "-d", "rss2email.json", "run", "--no-send"],
            _seen,
            {"rss2email.cfg": _rss2email(urls)},
            package="rss2email",
        ),
        Peer(
            "lemon24/reader",
            [str(PYTHON), str(HERE / "lemon24.py"), "reader.db"],
            _rows("reader.db", "SELECT count(DISTINCT feed), count(*) FROM entries"),
            before=[str(PYTHON), str(HERE / "lemon24.py"), "reader.db", URLS],
        ),
        Peer(
            "naive reader",
            [sys.executable, str(HERE / "naive.py"), URLS, "naive.db"],
            _rows("naive.db", "SELECT count(DISTINCT feed), count(*) FROM entries"),
        ),
        Peer("floor: aiohttp", [sys.executable, str(HERE / "bare.py"), URLS, "tags.json"]),
        Peer(
            "floor: curl",
            ["curl", "-sS", "-Z", "--parallel-max", "64", "-K", "curlrc"],
            files={"curlrc": _curlrc(urls)},
            package="curl",
        ),
    ]  # fmt: skip


def prepare(peer: Peer, home: Path, urls: list[str]) -> None:
    """Make a program's folder anew, with what it needs before a first fetch."""
    shutil.rmtree(home, ignore_errors=True)
    home.mkdir(parents=True)
    (home / URLS).write_text("\n".join(urls) + "\n")
    for name, text in peer.files.items():
        (home / name).write_text(text)
    if peer.before:
        measure([*peer.before], home, _environment(home))


def run(peer: Peer, home: Path) -> Cost:
    """Have a program fetch."""
    return measure(peer.command, home, _environment(home))


def kept(peer: Peer, home: Path) -> tuple[int, int] | None:
    """How many feeds and entries a program has: none where it did not get so far as to keep any."""
    try:
        return peer.counts(home) if peer.counts else None
    except (OSError, sqlite3.Error):
        return 0, 0


def _environment(home: Path) -> dict[str, str]:
    compiled = str(home.parent / "compiled")  # where Python keeps what it compiles
    now = corpus.NOW.isoformat()
    return environment(HOME=str(home), CIO_DIGEST_NOW=now, PYTHONPYCACHEPREFIX=compiled)


def versions(peers: list[Peer]) -> str:
    """Names and versions of those that are installed, where a package says that."""
    found = []
    for peer in peers:
        command = ["dpkg-query", "-W", "-f", "${Version}", peer.package]
        if peer.command[0] == str(PYTHON):
            code = "import importlib.metadata; print(importlib.metadata.version('reader'), end='')"
            command = [str(PYTHON), "-c", code]
        elif not peer.package or not shutil.which(command[0]):
            continue
        version = subprocess.run(command, capture_output=True, text=True, check=False).stdout
        if peer.here and version:
            found.append(f"{peer.name.rpartition(': ')[2]} {version}")
    return ", ".join(found)


def _rows(name: str, query: str) -> Callable[[Path], tuple[int, int]]:
    """Counts in a database by a query for both."""

    def count(folder: Path) -> tuple[int, int]:
        with closing(sqlite3.connect(folder / name)) as db:
            feeds, entries = db.execute(query).fetchone()
            return feeds, entries

    return count


def _lines(folder: Path) -> tuple[int, int]:
    """Counts of sfeed, which keeps a file for each feed and a line for each entry."""
    files = [path.read_bytes() for path in (folder / "feeds").iterdir()]
    return sum(map(bool, files)), sum(data.count(b"\n") for data in files)


def _seen(folder: Path) -> tuple[int, int]:
    """Counts of rss2email, which keeps the ids it has seen."""
    data = json.loads((folder / "rss2email.json").read_text())
    counts = [len(feed["seen"]) for feed in data["feeds"]]
    return sum(map(bool, counts)), sum(counts)


def _sfeedrc(urls: list[str]) -> str:
    feeds = "".join(f"\tfeed f{number} {url}\n" for number, url in enumerate(urls))
    return f'sfeedpath="$PWD/feeds"\nmaxjobs=16\nfeeds() {{\n{feeds}}}\n'


def _rss2email(urls: list[str]) -> str:
    feeds = "".join(f"[feed.f{number}]\nurl = {url}\n" for number, url in enumerate(urls))
    return f"[DEFAULT]\nto = reader@example.com\n{feeds}"


def _curlrc(urls: list[str]) -> str:
    each = "url = {}\noutput = /dev/null\ncompressed\netag-save = {n}\netag-compare = {n}\n"
    return "next\n".join(each.format(url, n=f"tag{n}") for n, url in enumerate(urls))
