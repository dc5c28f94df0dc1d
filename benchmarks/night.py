"""What a night costs that finds news in a large store: CPU seconds of its parts, as a table.

    python -m benchmarks.night [ENTRIES] [FOLDER] [ROUNDS]

adds 1,200 entries of the next day to a copy of the store that ``benchmarks.today`` builds in
FOLDER, and clusters, indexes, counts and learns from them as a fetch does, each round in a process
of its own. Writes a section of ``docs/performance.md``.
"""

from __future__ import annotations

import json
import random
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections import defaultdict
from datetime import timedelta
from pathlib import Path
from typing import TYPE_CHECKING

from benchmarks import section, today

from cio_digest.config import load
from cio_digest.runs import Setup, clustering, nightly
from cio_digest.search import kept, topical
from cio_digest.store import entries, opened, transaction
from cio_digest.trends import counting, judge

if TYPE_CHECKING:
    from collections.abc import Callable
    from types import ModuleType

NEW = 1_200  # entries
DAY = timedelta(days=1)
PARTS: dict[str, tuple[ModuleType, str]] = {
    "clustering": (clustering, "run"),
    "learning what topics need": (topical, "learn"),
    "matching topics": (kept, "keep"),
    "counting terms and topics": (counting, "count"),
    "judging what rises": (judge, "judge"),
}
HEAD = """\
`python -m benchmarks.night {count}` measures this again: {new:,} entries of the next day in a copy
of the store that `benchmarks.today` builds, the median of {rounds} rounds with the least and the
most, each in a process of its own with its modules imported.

| | CPU s |
|---|---|
"""
TAIL = """
The same nights by turns with the release before, the least of three or four on a busy machine, in
CPU seconds, after 30, 100 and 300 days of 1,000 entries:

| | 30 days | 100 days | 300 days |
|---|---|---|---|
| clustering | 1.75 → 1.17 | 1.49 → 1.12 | 1.44 → 1.01 |
| learning what topics need | .33 → .24 | .32 → .26 | .47 → .40 |
| counting terms and topics | .21 → .17 | .16 → .15 | .15 → .15 |
| judging what rises | .32 → .30 | .30 → .25 | .28 → .23 |
| all | 2.67 → 1.95 | 2.36 → 1.83 | 2.38 → 1.84 |

Clustering, learning and counting what 300 feeds bring at first, as `make bench` serves them, took
3.9 and takes 3.2, what 30 of them bring when they have changed 1.1 and .86; with the network and in
whole processes, two rounds by turns: cold 8.9 to 9.4 and 8.4 to 8.5, changed 1.9 to 2.1 and 1.6
to 1.7. At the peak that is 3 MB more of a first fetch, and 3 MB less of a night. Every table of the
store had the same rows, for these fetches, for the 301 feeds as they are and for a night, and so
had the stories of four sets of labelled news; the figures of three others are the same.

- No look for garbage while entries are clustered and learnt from: it took .15 of 2.0 seconds, most
  of it the four times that all there was, modules included, was looked through.
- Of 5,347 stories that a night's entries are compared with, 1,354 are weighed. Of the others the
  words in common tell that they cannot be alike enough so many hours apart (Cauchy and Schwarz), or
  that it is one word. In real feeds 9,900 of 16,500 pairs share but one.
- An entry's addresses and series are hashed once, not five times, its most telling words sorted
  once, not four times. Addresses are looked for a thousand at a time; nearly all lead nowhere.
- Sentences that a source says everywhere are looked for where enough entries have come to show
  them, its field where there are six, phrases around titles where a title could have one.
- Keywords that may be names are looked for by written words, each taken apart once. Whether an
  entry is about a topic is not asked where the topic's company is learnt.
- Terms that fall are read once, not twice. Of terms of the day, 283 of 1,120 rise at all, by one
  statement; only of these and the names that they are shown by the days are read.

What is left that grows with the store is how many entries have a word: SQLite counts them one by
one, 24 ns each, for some 500 words that keep a topic's company, .09 s at 100,000 entries. The rest
is spread: reading stories and comparing them .2 s, the likeliest stories of each entry .15, what
each source always says .12, grouping terms for what falls .11, fingerprints .07. In instructions,
with start-up and imports, the night of 100,000 entries took 23.0 billion and takes 17.9.

Tried without gain: a larger cache of the store, fewer checkpoints, remembering twice or four times
as many runs of characters (3 to 6 MB more), `itertools` in place of comprehensions where
two stories' words are multiplied, counting only new entries' words for what a source always says.
"""


def add(store: Path) -> None:
    """Keep the next day's entries, as sources would have brought them."""
    words, chance = today.vocabulary(random.Random(1)), random.Random(2)
    brought = defaultdict(list)
    with opened(str(store)) as db, transaction(db):
        keys = dict(db.execute("SELECT key, id FROM sources").fetchall())
        urls, last = [*keys], entries.total(db)
        for number in range(last, last + NEW):
            said = today.sentence(chance, words, number)
            at, url = today.NOW + DAY * (number - last + 1) / NEW, chance.choice(urls)
            brought[url].append(today.entry(url, number, said, at))
        for url, several in brought.items():
            entries.save(db, keys[url], several)


def measured(store: Path, config: Path) -> dict[str, float]:
    """CPU seconds of the parts of a night on this store, and of all of it."""
    costs: dict[str, float] = {}

    def timed(name: str, work: Callable[..., object]) -> Callable[..., object]:
        def run(*arguments: object) -> object:
            started = time.process_time()
            try:
                return work(*arguments)
            finally:
                costs[name] = time.process_time() - started

        return run

    for name, (module, function) in PARTS.items():
        setattr(module, function, timed(name, getattr(module, function)))
    setup = Setup(load(config), str(store), today.NOW + DAY)
    with opened(str(store)) as db:
        timed("all", nightly.digestible)(db, setup)
    return costs


def once(folder: Path, count: int) -> dict[str, float]:
    """A night on a copy of the store."""
    with tempfile.TemporaryDirectory(dir=folder) as name:
        copy = Path(name) / "night.db"
        shutil.copy(folder / f"{count}.db", copy)
        add(copy)
        return measured(copy, folder / f"{count}.toml")


def main() -> None:
    """Build the store where it is missing, measure nights in turn, and write the table."""
    count = int(sys.argv[1]) if len(sys.argv) > 1 else 100_000
    folder = Path(sys.argv[2] if len(sys.argv) > 2 else tempfile.mkdtemp())
    rounds = int(sys.argv[3]) if len(sys.argv) > 3 else 5
    if rounds == 0:  # a round of another process
        print(json.dumps(once(folder, count)))
        return
    if not (folder / f"{count}.db").exists():
        today.build(folder / f"{count}.db", folder / f"{count}.toml", count)
    command = [sys.executable, "-m", "benchmarks.night", str(count), str(folder), "0"]
    runs = [json.loads(subprocess.check_output(command)) for _ in range(rounds)]
    table = HEAD.format(count=count, new=NEW, rounds=rounds)
    for name in (*PARTS, "all"):
        times = sorted(run[name] for run in runs)
        table += f"| {name} | {statistics.median(times):.2f} ({times[0]:.2f}–{times[-1]:.2f}) |\n"
    table += TAIL
    print(table)
    section.replace(f"A night, at {count:,} entries", table)


if __name__ == "__main__":
    main()
