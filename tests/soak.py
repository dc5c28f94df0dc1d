"""Many simulated hours of fetching in one process, to show that nothing grows that should not.

``python -m tests.soak`` serves 300 invented feeds on loopback, of which 5 % fail at random in each
hour, and fetches them once a simulated hour for a day. It prints memory, open files and the size
of the store hour by hour, and in the end whether they stayed flat, and whether every entry that
was ever published is in the store once. Exit code 1 if not; ``--seed`` repeats a series.
"""

from __future__ import annotations

import argparse
import os
import random
import sqlite3
import sys
import tempfile
import threading
from contextlib import closing, contextmanager
from datetime import timedelta
from email.utils import format_datetime
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from cio_digest import api
from tests.conftest import NOW
from tests.feeds import item, rss

if TYPE_CHECKING:
    from collections.abc import Iterator

EVERY = 3  # hours between two entries of a source
SHOWN = 20  # entries in a feed
FAULTS = ("500", "404", "hangs up", "cut off", "not a feed", "another page")
# What may be learnt in the first hours (imports, SQLite's page cache) is no leak.
SETTLED = 0.25  # of the hours
ROOM_MB, ROOM_FILES = 16, 0
ROOM_STORE, STEP = 1.25, 500_000  # what entries take later by what they took, and bytes besides

_WORDS = (
    "budget cloud vendor outage licence agent archive audit backup board bridge broker carrier "
    "client contract database device domain export fibre forecast gateway grant harbour index "
    "invoice kernel ledger login mainframe market merger module network notice office outlook "
    "partner patch payroll pilot portal price queue quota regulator release report review rollout "
    "router satellite schema sensor server session storage supplier survey switch tender token "
    "traffic tunnel update upgrade warehouse wallet worker"
).split()


class Hour(NamedTuple):
    """The process and its store after an hour: megabytes, open files, bytes, entries."""

    memory: float
    files: int
    store: int
    entries: int
    failed: int


class Feeds:
    """The feeds as they are at the hour that ``hour`` says; ``failing`` is the share that fails."""

    def __init__(self, sources: int, failing: float, seed: int) -> None:
        """Begin at hour 0."""
        self.sources, self.failing, self.seed, self.hour = sources, failing, seed, 0

    def numbers(self, source: int) -> range:
        """The numbers of the entries that a source has published so far, oldest first."""
        return range(source // EVERY - SHOWN, (self.hour + source) // EVERY)

    def document(self, source: int) -> bytes:
        """The feed of a source."""
        newest = [*self.numbers(source)][-SHOWN:]
        return rss(*(self._item(source, number) for number in reversed(newest)))

    def fault(self, source: int) -> str:
        """What goes wrong with a source in this hour, or nothing; at first all are well."""
        if not self.hour:  # else its oldest entries could be gone before anybody read them
            return ""
        chance = random.Random(f"{self.seed} {source} {self.hour}")
        return chance.choice(FAULTS) if chance.random() < self.failing else ""

    def _item(self, source: int, number: int) -> str:
        chance = random.Random(f"{self.seed} {source} entry {number}")
        words = " ".join(chance.choices(_WORDS, k=60))
        published = NOW + timedelta(hours=min(number * EVERY - source + EVERY, self.hour))
        return item(
            f"{' '.join(chance.choices(_WORDS, k=7))} {source}",
            link=f"https://s{source}.example/{number}",
            guid=f"s{source}-{number}",
            description=words,
            pubDate=format_datetime(published),
        )


@contextmanager
def served(feeds: Feeds) -> Iterator[int]:
    """Serve the feeds at ``http://127.1.A.B:PORT/``, an address a source; gives the port."""

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            source = int(self.path.strip("/"))
            fault = feeds.fault(source)
            if fault in ("500", "404"):
                self.send_error(int(fault))
            elif fault != "hangs up":
                self._send(feeds.document(source), fault)

        def _send(self, body: bytes, fault: str) -> None:
            body = {"not a feed": b"\x00\x01", "another page": b"<p>Sorry</p>"}.get(fault, body)
            self.send_response(200)
            self.send_header("ETag", f'"{hash(body)}"')
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body[: len(body) // 2] if fault == "cut off" else body)

        def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - its name there
            """Say nothing."""

    server = ThreadingHTTPServer(("", 0), Handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield server.server_address[1]
    finally:
        server.shutdown()
        server.server_close()


def soak(hours: int, feeds: Feeds, folder: Path) -> Iterator[Hour]:
    """Fetch once an hour, and once more when nothing fails; gives each hour's figures."""
    store, config = folder / "store.db", folder / "feeds.toml"
    with served(feeds) as port:
        config.write_text(
            "".join(
                f'[[feeds]]\nurl = "http://127.1.{number >> 8}.{number & 255}:{port}/{number}"\n'
                for number in range(feeds.sources)
            ),
            encoding="utf-8",
        )
        for feeds.hour in range(hours + 1):
            if feeds.hour == hours:
                feeds.failing = 0
            run = api.fetch(
                config=config,
                store=store,
                now=NOW + timedelta(hours=feeds.hour),
                everything=feeds.hour == hours,
            )
            yield _measured(store, run.failed)


def _measured(store: Path, failed: int) -> Hour:
    with closing(sqlite3.connect(store)) as db:
        (entries,) = db.execute("SELECT count(*) FROM entries").fetchone()
    pages = int(Path("/proc/self/statm").read_text(encoding="ascii").split()[1])
    size = sum(file.stat().st_size for file in store.parent.glob(f"{store.name}*"))
    memory = pages * os.sysconf("SC_PAGE_SIZE") / 1e6
    return Hour(memory, len([*Path("/proc/self/fd").iterdir()]), size, entries, failed)


def faults(hours: list[Hour], feeds: Feeds, store: Path) -> list[str]:
    """What grew that should not have, and entries that are lost or doubled, in words."""
    settled = hours[int(len(hours) * SETTLED) :]
    first, last = settled[0], settled[-1]
    middle = settled[len(settled) // 2]
    wrong = []
    if last.memory > first.memory + ROOM_MB:
        wrong.append(f"memory grew from {first.memory:.0f} to {last.memory:.0f} MB")
    if last.files > first.files + ROOM_FILES:
        wrong.append(f"open files grew from {first.files} to {last.files}")
    early, late = (middle.store - first.store), (last.store - middle.store)
    share = (last.entries - middle.entries) / max(1, middle.entries - first.entries)
    if late > early * share * ROOM_STORE + STEP:
        wrong.append(f"the store grew by {early:,} bytes first, by {late:,} in the end")
    with closing(sqlite3.connect(store)) as db:
        assert db.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
        kept = [guid for (guid,) in db.execute("SELECT guid FROM entries")]
    published = {f"s{s}-{n}" for s in range(feeds.sources) for n in feeds.numbers(s)}
    if lost := published - {*kept}:
        wrong.append(f"{len(lost)} entries are lost, {min(lost)} among them")
    if len(kept) > len({*kept}):
        wrong.append(f"{len(kept) - len({*kept})} entries are there twice")
    return wrong


def main() -> int:
    """Soak as long as asked; gives the exit code."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--hours", type=int, default=24)
    parser.add_argument("--sources", type=int, default=300)
    parser.add_argument("--failing", type=float, default=0.05)
    parser.add_argument("--seed", type=int, default=random.randrange(1 << 30))
    options = parser.parse_args()
    feeds = Feeds(options.sources, options.failing, options.seed)
    print(f"seed {options.seed}\nhour   MB files  store kB entries failed")  # noqa: T201
    with tempfile.TemporaryDirectory(prefix="soak-") as folder:
        hours = []
        for number, hour in enumerate(soak(options.hours, feeds, Path(folder))):
            hours.append(hour)
            print(  # noqa: T201
                f"{number:4} {hour.memory:4.0f} {hour.files:5} {hour.store // 1000:9} "
                f"{hour.entries:7} {hour.failed:6}",
                flush=True,
            )
        wrong = faults(hours, feeds, Path(folder, "store.db"))
    print("; ".join(wrong) or "flat, nothing lost, nothing doubled")  # noqa: T201
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
