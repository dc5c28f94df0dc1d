"""What a fetch costs beside other programs: CPU, time, memory and what was kept, as a table.

    python -m benchmarks.fetch [--feeds 300] [--rounds 3] [--corpus FOLDER]

serves a folder of feeds on loopback, each from an address of its own, and has each program that is
installed read all of them into an empty store (cold), again (warm: nothing has changed), and once
more after a tenth of them have other entries (changed), in turn, so that a machine that slows down
slows all. Of 300 feeds two more tables tell of the feeds as they are and of slow and faulty hosts.
Writes a section of ``docs/performance.md``.
"""

from __future__ import annotations

import argparse
import platform
import sqlite3
import statistics
import textwrap
from pathlib import Path
from typing import TYPE_CHECKING

from benchmarks import corpus, peers, rounds, section, slow
from benchmarks.serving import serving

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from benchmarks.cost import Cost
    from benchmarks.rounds import Runs

CORPUS = Path(__file__).resolve().parents[2] / "shared" / "corpus" / "feeds"
USUAL = 300  # feeds
HEAD = """\
{command} measures this again and installs what it needs, where a folder of feeds lies beside the
checkout. All programs read the same feeds from loopback in turn: cold is a first fetch; warm the
third, where nothing has changed (newsboat sends validators from the third on, so the second is not
shown); changed the fourth, where {news:,} feeds have other entries than before. "×" is beside
newsboat. CPU seconds are user and system time of a program and its children; time is on a clock,
with the server on the same processors. Figures are {figures}. Compare
the ratios: the seconds are one machine's, in one hour.

A tenth of the entries is dated in the last two days, all others over the year before; bodies are
compressed for whom accepts that, and a file that comes again comes from another address. cio-digest
cleans, indexes and clusters, which no other does. newsboat tells entries apart by their ids alone,
sfeed asks without validators, rss2email asks one feed after another and sends nothing here. The
naive reader is `benchmarks/naive.py`: aiohttp, feedparser and SQLite. Floors fetch, and keep
nothing.

{count:,} feeds of {files} files, {size:.0f} MB before compression; Python {python}, SQLite
{sqlite}, {versions}:
"""
COLUMNS = """\
| | CPU × | time × | CPU s | time s | peak MB | feeds | entries |
|---|---|---|---|---|---|---|---|
"""
AS_IT_IS = """\
Cold, where {count:,} feeds are served as they are, with their old dates and without compression, as
for earlier figures:
"""
TAIL = """\
Of a cold fetch of these feeds as they are, a fifth each is reading XML and reading markup, a tenth
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
hashes by source, giving free memory back before clustering, and one
pattern of all words of noise before the words of each kind (.02 s, for another layer). Hashes of
what stands between two blanks in place of words' took a tenth longer: there are more of them. A
bound of 128 kB for what stays out of the heap saves 3 MB more and costs .3 s.
"""


def wrapped(text: str) -> str:
    """Paragraphs with lines of a hundred characters."""
    return "\n\n".join(textwrap.fill(each, 100) for each in text.split("\n\n")) + "\n\n"


def figure(runs: Runs, of: Callable[[Cost], float], digits: int = 2) -> str:
    """The median, with the least and the most where they differ."""
    values = [of(each) for each in runs.costs]
    median, least, most = (
        f"{value:.{digits}f}" for value in (statistics.median(values), min(values), max(values))
    )
    return median if least == most else f"{median} ({least}–{most})"


def ratio(runs: Runs, peer: Runs | None, of: Callable[[Cost], float]) -> str:
    """Beside what a peer took."""
    if not peer:
        return "–"
    mine, theirs = (statistics.median(map(of, each.costs)) for each in (runs, peer))
    return f"{mine / theirs:.2f}"


def rows(kind: str, runs: dict[str, Runs], names: Sequence[str]) -> list[str]:
    """A table's lines on one kind of fetch."""
    lines = []
    first = runs.get(peers.FIRST)
    for name in names:
        if name not in runs:
            lines.append(f"| {kind}: {name} | not to be had | | | | | | |")
            continue
        done = runs[name]
        ratios = [ratio(done, first, of) for of in (_cpu, _wall)]
        seconds = [figure(done, of) for of in (_cpu, _wall)]
        kept = [f"{count:,}" for count in done.kept] if done.kept else ["–", "–"]
        cells = [f"{kind}: {name}", *ratios, *seconds, figure(done, _memory, 0), *kept]
        lines.append(f"| {' | '.join(cells)} |")
    return lines


def _cpu(cost: Cost) -> float:
    return cost.cpu


def _wall(cost: Cost) -> float:
    return cost.wall


def _memory(cost: Cost) -> float:
    return cost.memory


def beside_all(folder: Path, count: int, times: int) -> str:
    """Every program, every kind of fetch."""
    plan = corpus.plan(folder, count)
    files = len({*plan.first.values()})
    with serving(folder, count) as served:
        programs = peers.all_of(served.urls, served.config)
        here = [peer for peer in programs if peer.here]
        one = served.only(1)
        few = [peer for peer in peers.all_of(one.urls, one.config) if peer.here]
        rounds.measured(one, few, ["cold"], 1)  # what is compiled is compiled
        found = rounds.measured(served, here, list(rounds.KINDS), times)
        rounds.warn(served, here, found, files)
    lines = []
    for kind, runs in found.items():
        names = [peer.name for peer in (programs if kind == "cold" else here)]
        lines += rows(kind, runs, names)
    spread = f"medians of {times} rounds, with the least and the most"
    head = HEAD.format(
        command="`make bench`" if count == USUAL else f"`make bench FEEDS={count}`",
        figures=spread if times > 1 else "those of one round",
        news=sum(plan.first[each] != plan.news[each] for each in plan.first),
        count=count,
        size=sum(path.stat().st_size for path in plan.first.values()) / 1e6,
        files=files,
        python=platform.python_version(),
        sqlite=sqlite3.sqlite_version,
        versions=peers.versions(programs),
    )
    return wrapped(head) + COLUMNS + "\n".join(lines) + "\n\n"


def as_it_is(folder: Path, times: int) -> str:
    """This program and newsboat, cold, on the folder as it is."""
    count = len(corpus.plan(folder, as_it_is=True).first)
    with serving(folder, count, "--as-it-is") as served:
        both = [
            peer
            for peer in peers.all_of(served.urls, served.config)
            if peer.name in {peers.OURS, peers.FIRST} and peer.here
        ]
        found = rounds.measured(served, both, ["cold"], times)["cold"]
    lines = rows("cold", found, [peer.name for peer in both])
    return wrapped(AS_IT_IS.format(count=count)) + COLUMNS + "\n".join(lines) + "\n\n"


def main() -> None:
    """Measure, print the tables and write them down."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--feeds", type=int, default=USUAL)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--corpus", type=Path, default=CORPUS)
    options = parser.parse_args()
    if not options.corpus.is_dir():
        raise SystemExit(f"{options.corpus} is no folder: name one of feeds with --corpus")
    text = beside_all(options.corpus, options.feeds, options.rounds)
    title = f"A fetch of {options.feeds:,} feeds"
    if options.feeds == USUAL:
        title = "A fetch"
        text += as_it_is(options.corpus, options.rounds) + slow.table(options.corpus) + TAIL
    print(text)
    section.replace(title, text)


if __name__ == "__main__":
    main()
