"""What a fetch costs beside a peer: CPU, memory and what was kept, in one run, as a table.

    python -m benchmarks.fetch [FOLDER OF FEEDS] [ROUNDS] [COUNT]

serves the folder on loopback, each feed from an address of its own, and reads all of it into an
empty store (cold), then again (warm: nothing has changed), in turn with newsboat where that is
installed, so that a machine that slows down slows both. With a COUNT, so many feeds are served, the
folder's over and over. Writes a section of ``docs/performance.md``.
"""

from __future__ import annotations

import os
import platform
import shutil
import sqlite3
import statistics
import subprocess
import sys
import tempfile
from collections import defaultdict
from itertools import cycle, islice
from pathlib import Path
from typing import NamedTuple

from benchmarks import section

CORPUS = Path(__file__).resolve().parents[2] / "shared" / "corpus" / "feeds"
NOW = "2026-08-22T18:00:00Z"  # when the newest of the feeds were written
HEAD = """\
`make bench` measures this again, where a folder of feeds lies beside the checkout; newsboat is
measured where it is installed. Both read the same feeds from loopback in turn. CPU seconds are
user and system time of the whole process, the median of {rounds} rounds with the least and the
most. Compare the ratios: the seconds are one machine's, in one hour. A cold fetch of cio-digest
cleans, indexes and clusters, which newsboat leaves out; a warm one finds nothing new.
"""
MORE = """\
`python -m benchmarks.fetch FOLDER {rounds} {count}` measures this in the same way. Feeds come
again and again under other addresses. newsboat tells entries apart by their ids alone and keeps
each of them once; cio-digest keeps, indexes and clusters those of every source.
"""
TABLE = """
{count:,} feeds, {size:.0f} MB, Python {python}, SQLite {sqlite}:

| | CPU s | beside newsboat | peak MB | feeds | entries |
|---|---|---|---|---|---|
"""
TAIL = """
Of a cold fetch of these feeds, about a fifth each is reading XML and reading markup, a tenth
keeping rows, 7 % each addresses, the full-text index and learning what topics need, 5 % each
looking for sponsors and the like, hashing entries and importing. Without the network and in one
thread, so that ids are the same each time, parsing, cleaning, keeping, clustering and indexing
took 6.79 CPU seconds before and 6.26 after the following, the least of three by turns; every
sixth feed, 2,532 entries, 10,977 and 10,568 million instructions. Every table of the store had
the same rows.

- 780 texts, titles and names were encoded twice. Of 357 all is, by several characters: one
  decoding tells, where ftfy looks at each character several times. That is .17 of .37 seconds.
- What is learnt from reads titles and texts of entries, not all columns and their JSON.
- An XML parser is given 64 kB at once, not a megabyte: 5 MB less at the peak of a feed of 3 MB.
  What such a feed takes stays out of the heap (`M_MMAP_THRESHOLD`): 6 MB less at the peak of the
  run.
- No hash of a body that is read first, no look for open tags where there are few tags, for a mail
  address without an `@`, for learnt phrases where none were learnt; words that are looked for
  before a pattern of noise is tried stand whole where they are common otherwise (public, early,
  code).

What was tried and left out: lxml in place of ElementTree builds the trees in three quarters of
the time, which is 1 to 2 % of a cold fetch and no reason for a dependency; larger buffers and
fewer merges of the full-text index, patterns of words without alternatives, larger caches of
words' hashes and cleaning a text line by line gained too little to be told from the noise. So did
never looking for garbage, another switch interval of the threads (.5 to 50 ms), the index of
hashes by source (as many pages are written), giving free memory back before clustering, and one
pattern of all words of noise before the words of each kind (.02 s, for another layer). Hashes of
what stands between two blanks in place of words' took a tenth longer: there are more of them. A
bound of 128 kB for what stays out of the heap saves 3 MB more and costs .3 s.
"""


class Cost(NamedTuple):
    """What one process took."""

    cpu: float
    memory: float


def run(command: list[str], env: dict[str, str]) -> Cost:
    """Run a command to its end: CPU seconds and peak MB."""
    process = subprocess.Popen(
        command, env=env, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    )
    _, _, usage = os.wait4(process.pid, 0)
    process.returncode = 0
    return Cost(usage.ru_utime + usage.ru_stime, usage.ru_maxrss / 1024)


def kept(path: Path, query: str) -> tuple[int, int]:
    """How many feeds have entries in a database, and how many entries there are."""
    db = sqlite3.connect(path)
    try:
        feeds, entries = db.execute(query).fetchone()
        return feeds, entries
    finally:
        db.close()


def measured(folder: Path, config: Path, rounds: int) -> list[tuple[str, list[Cost], int, int]]:
    """Name, costs of each round, feeds and entries kept, by program and kind of fetch."""
    ours, theirs = folder / "ours.db", folder / "theirs.db"
    urls = [line.split('"')[1] for line in config.read_text().splitlines() if "url =" in line]
    (folder / "urls").write_text("\n".join(urls))
    (folder / "config").write_text("reload-threads 16\n")
    programs = {"cio-digest": [
        *(sys.executable, "-m", "cio_digest", "--config", str(config), "--store", str(ours)),
        *("fetch", "--all"),
    ]}  # fmt: skip
    if newsboat := shutil.which("newsboat"):
        programs["newsboat"] = [
            *(newsboat, "-u", str(folder / "urls"), "-C", str(folder / "config")),
            *("-c", str(theirs), "-x", "reload"),
        ]
    env = {k: v for k, v in os.environ.items() if k != "PYTHONDONTWRITEBYTECODE"}
    env |= {"CIO_DIGEST_NOW": NOW, "PYTHONPYCACHEPREFIX": str(folder / "cache")}
    run(programs["cio-digest"], env)  # what is compiled is compiled
    costs: dict[str, list[Cost]] = defaultdict(list)
    for _ in range(rounds):
        for path in (*folder.glob("ours.db*"), *folder.glob("theirs.db*")):
            path.unlink()
        for kind in ("cold", "warm"):
            for name, command in programs.items():
                costs[f"{name}, {kind}"].append(run(command, env))
    counts = {"cio-digest": kept(ours, "SELECT count(DISTINCT source), count(*) FROM entries")}
    if newsboat:
        counts["newsboat"] = kept(theirs, "SELECT count(DISTINCT feedurl), count(*) FROM rss_item")
    return [(name, costs[name], *counts[name.partition(",")[0]]) for name in costs]


def rows(found: list[tuple[str, list[Cost], int, int]]) -> list[str]:
    """A table's lines: a figure with its spread, and the ratio of medians."""
    medians = {name: statistics.median(cost.cpu for cost in costs) for name, costs, _, _ in found}
    lines = []
    for name, costs, feeds, entries in found:
        cpu = [cost.cpu for cost in costs]
        peer = medians.get(f"newsboat,{name.partition(',')[2]}")
        ratio = f"{medians[name] / peer:.2f}" if peer else "–"
        spread = f"{medians[name]:.2f} ({min(cpu):.2f}–{max(cpu):.2f})"
        memory = statistics.median(cost.memory for cost in costs)
        lines.append(f"| {name} | {spread} | {ratio} | {memory:.0f} | {feeds} | {entries:,} |")
    return lines


def main(corpus: Path, rounds: int, count: int = 0) -> None:
    """Serve ``count`` feeds, or each once, measure, print the table and write it down."""
    files = sorted(path for path in corpus.iterdir() if path.is_file())
    served = [*islice(cycle(files), count or len(files))]
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        config = folder / "feeds.toml"
        program = [sys.executable, str(Path(__file__).with_name("corpus.py"))]
        with subprocess.Popen(
            [*program, str(corpus), str(config), str(len(served))],
            stdout=subprocess.PIPE,
            text=True,
        ) as server:
            try:
                assert server.stdout
                server.stdout.readline()  # it serves
                found = measured(folder, config, rounds)
            finally:
                server.terminate()
    head = ((MORE if count else HEAD) + TABLE).format(
        rounds=rounds,
        count=len(served),
        size=sum(path.stat().st_size for path in served) / 1e6,
        python=platform.python_version(),
        sqlite=sqlite3.sqlite_version,
    )
    table = head + "\n".join(rows(found)) + "\n" + ("" if count else TAIL)
    print(table)
    section.replace(f"A fetch of {count:,} feeds" if count else "A fetch", table)


if __name__ == "__main__":
    main(
        Path(sys.argv[1]) if len(sys.argv) > 1 else CORPUS,
        int(sys.argv[2]) if len(sys.argv) > 2 else 3,
        int(sys.argv[3]) if len(sys.argv) > 3 else 0,
    )
