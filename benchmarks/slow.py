"""How long a fetch of 1,000 hosts takes that are far away, and some of them faulty."""

from __future__ import annotations

import sqlite3
import sys
import time
from contextlib import closing, suppress
from threading import Event, Thread
from typing import TYPE_CHECKING, NamedTuple

from benchmarks import corpus, peers
from benchmarks.serving import serving

from cio_digest.fetch.client import Limits

if TYPE_CHECKING:
    from pathlib import Path

    from benchmarks.cost import Cost
    from benchmarks.serving import Served

COUNT, LATENCY, PAUSE = 1_000, 0.2, 0.5
HEAD = """\
cio-digest alone, {count:,} feeds on as many hosts, of which each answers after {latency:.0f} ms;
then {hanging} that never answer and {failing} that answer 500 among them. `today` shows the rest
when each entry that has come has its story, looked up twice a second. The last deadline is
{total:.0f} seconds after the last request that was never answered. One round.

| | CPU s | time s | `today` shows the rest after s | s beyond the last deadline |
|---|---|---|---|---|
"""


class Watched(NamedTuple):
    """What a fetch took, when it ended, and how long after its begin the last story was made."""

    cost: Cost
    ended: float
    clustered: float


def fetched(served: Served, *, cold: bool = True) -> Watched:
    """Run this program's fetch, and look into its store meanwhile."""
    home = served.folder / "home"
    ours = peers.all_of(served.urls, served.config)[0]
    if cold:
        peers.prepare(ours, home, served.urls)
    over = Event()
    began = time.monotonic()
    seen = [(began, 0)]

    def watch() -> None:
        while not over.wait(PAUSE):
            with suppress(sqlite3.Error):  # no store yet
                count = _clustered(home / "store.db")
                if count != seen[-1][1]:
                    seen.append((time.monotonic(), count))

    print(f"{len(served.urls):,} feeds of slow hosts", file=sys.stderr)
    watcher = Thread(target=watch)
    watcher.start()
    try:
        done = peers.run(ours, home)
        ended = time.monotonic()
    finally:
        over.set()
        watcher.join()
    return Watched(done, ended, seen[-1][0] - began)


def _clustered(path: Path) -> int:
    with closing(sqlite3.connect(f"{path.as_uri()}?mode=ro", uri=True)) as db:
        count: int = db.execute("SELECT count(story) FROM entries").fetchone()[0]
        return count


def table(folder: Path) -> str:
    """The table, measured."""
    with serving(folder, COUNT, "--latency", str(LATENCY)) as served:
        cold = fetched(served)
        warm = fetched(served, cold=False)
    with serving(folder, COUNT, "--latency", str(LATENCY), "--faults") as served:
        faulty = fetched(served)
        deadline = float(served.ask("/unanswered")) + Limits().total
    head = HEAD.format(
        count=COUNT,
        latency=LATENCY * 1e3,
        hanging=sum(number < COUNT for number in corpus.HANGING),
        failing=sum(number < COUNT for number in corpus.FAILING),
        total=Limits().total,
    )
    after = f"{faulty.clustered:.1f} | {faulty.ended - deadline:.1f}"
    return head + "\n".join([
        f"| cold | {_cells(cold)} | {cold.clustered:.1f} | – |",
        f"| warm | {_cells(warm)} | – | – |",
        f"| cold, some faulty | {_cells(faulty)} | {after} |\n\n",
    ])  # fmt: skip


def _cells(watched: Watched) -> str:
    return f"{watched.cost.cpu:.1f} | {watched.cost.wall:.1f}"
