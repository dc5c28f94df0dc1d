"""What reading costs: CPU time of commands beside bare Python, as a table.

    python -m benchmarks.today [ENTRIES] [FOLDER] [ROUNDS]

builds a store of so many invented entries over 100 days in FOLDER (kept for the next time) and
times whole processes in turn, so that a machine that slows down slows them all; then what a fetch
pays for the trends that these show. Writes a section of ``docs/performance.md``.
"""

from __future__ import annotations

import os
import random
import statistics
import subprocess
import sys
import tempfile
import time
from collections import defaultdict
from datetime import datetime, timedelta, timezone
from pathlib import Path
from typing import TYPE_CHECKING

from benchmarks import section

from cio_digest.config import load
from cio_digest.models import Entry, Polling
from cio_digest.runs import Setup, nightly
from cio_digest.store import entries, opened, sources, stories, transaction
from cio_digest.trends import daily

if TYPE_CHECKING:
    from collections.abc import Iterator

NOW = datetime(2026, 11, 22, 6, 30, tzinfo=timezone.utc)
DAYS, SOURCES = 100, 60
LETTERS = "aeioulnrstdm"
RECENT = 14  # days that clustering looks back
FIRST = "today, the day's first"
HEAD = """\
`python -m benchmarks.today {count}` measures this again: whole processes in turn, the median of
{rounds} rounds with the least and the most, as multiples of what a bare `python -c pass` takes in
the same run. The store is invented and was clustered, indexed, learnt from and counted as a fetch
does that; it takes {size:,.0f} bytes an entry of 570 characters.

| | × bare Python |
|---|---|
"""
TOPICS = {
    "CRM": ["CRM", "customer relationship management", "Salesforce"],
    "SharePoint": ["SharePoint", "Microsoft 365"],
    "Leadership": ["leadership", "CIO", "management"],
    "Security": ["ransomware", "vulnerability", "breach"],
    "Cloud": ["cloud", "Kubernetes"],
    "AI": ["AI", "artificial intelligence", "machine learning"],
}
TELLING = [word for words in TOPICS.values() for word in words]


def build(path: Path, config: Path, count: int) -> None:
    """Fill a store: words by Zipf's law, one entry in eight on a topic, stories of up to nine.

    What still may grow is clustered, indexed, learnt from and counted as a fetch does that.
    """
    chance = random.Random(1)  # the same store each time
    words = vocabulary(chance)
    urls = [f"https://feed{number}.example/rss" for number in range(SOURCES)]
    feeds = "\n".join(f'[[feeds]]\nurl = "{url}"' for url in urls)
    topics = "\n".join(f"[topics.{name}]\nkeywords = {words}" for name, words in TOPICS.items())
    config.write_text(f"{topics}\n{feeds}\n".replace("'", '"'), encoding="utf-8")
    loaded = load(config)
    with opened(str(path)) as db:
        with transaction(db):
            keys = [
                sources.save(db, Polling(url, url, checked=NOW, succeeded=NOW, due=NOW))
                for url in urls
            ]
        for start in range(0, count, 20_000):
            with transaction(db):
                for number in range(start, min(start + 20_000, count)):
                    at = NOW - timedelta(days=DAYS) * (1 - (number + 1) / count)
                    said = sentence(chance, words, number)
                    which = chance.randrange(SOURCES)
                    entries.save(db, keys[which], [entry(urls[which], number, said, at)])
        with transaction(db):
            stories.assign(db, told(chance, count - count * RECENT // DAYS))
        nightly.digestible(db, Setup(loaded, str(path), NOW))


def vocabulary(chance: random.Random) -> tuple[list[str], list[float]]:
    """Invented words, each with how often it is used."""
    words = ["".join(chance.choices(LETTERS, k=chance.randint(3, 9))) for _ in range(9000)]
    return words, [1 / rank for rank in range(1, len(words) + 1)]


def sentence(chance: random.Random, words: tuple[list[str], list[float]], number: int) -> list[str]:
    """The words of the entry with that number, of which one in eight is on a topic."""
    said = chance.choices(*words, k=70)
    if number % 8 == 0:
        said.insert(chance.randrange(30), chance.choice(TELLING))
    return said


def told(chance: random.Random, count: int) -> dict[int, int]:
    """The story of each of the first entries, by their numbers."""
    found: dict[int, int] = {}
    number = 1
    while number <= count:
        size = min(chance.choice([1, 1, 1, 1, 1, 2, 3, 9]), count - number + 1)
        found |= dict.fromkeys(range(number, number + size), number)
        number += size
    return found


def entry(source: str, number: int, words: list[str], at: datetime) -> Entry:
    """Make one entry of some words."""
    url = f"{source}/{number}"
    return Entry(
        source=source,
        guid=str(number),
        url=url,
        canonical=url,
        title=" ".join(words[:10]).capitalize(),
        text=" ".join(words).capitalize() + ".",
        published=at,
        first_seen=at,
        surfaced=at,
        outlet=source,
        hash=str(number),
    )


def cpu(command: list[str], env: dict[str, str]) -> float:
    """CPU milliseconds of one finished process."""
    process = subprocess.Popen(command, env=env, stdout=subprocess.DEVNULL)
    _, status, usage = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    assert process.returncode == 0, command
    return 1000 * (usage.ru_utime + usage.ru_stime)


def commands(store: Path, config: Path) -> dict[str, list[str]]:
    """What is measured, by its name in the table."""
    program = [sys.executable, "-m", "cio_digest", "--config", str(config), "--store", str(store)]
    said = [
        "--help",
        "today",
        "today > file",
        "trends",
        "trends cloud",
        "search cloud",
        "topics list",
        "sources list",
        "sources score",
        "doctor --offline",
    ]
    found = {"python -c pass": [sys.executable, "-c", "pass"]}
    for words in said:
        arguments, piped, _ = words.partition(" >")
        shown = [] if "--" in arguments else ["--format", "markdown" if piped else "terminal"]
        found[words] = [*program, *arguments.split(), *shown]
    return {**found, FIRST: found["today"]}


def main() -> None:
    """Build the store where it is missing, time the commands in turn, and write the table."""
    count = int(sys.argv[1]) if len(sys.argv) > 1 else 100_000
    folder = Path(sys.argv[2] if len(sys.argv) > 2 else tempfile.mkdtemp())
    rounds = int(sys.argv[3]) if len(sys.argv) > 3 else 9
    store, config = folder / f"{count}.db", folder / f"{count}.toml"
    if not store.exists():
        build(store, config, count)
    env = {k: v for k, v in os.environ.items() if k != "PYTHONDONTWRITEBYTECODE"}
    env |= {"CIO_DIGEST_NOW": NOW.isoformat(), "PYTHONPYCACHEPREFIX": str(folder / "cache")}
    costs: dict[str, list[float]] = defaultdict(list)
    for number in range(rounds + 1):
        for name, command in commands(store, config).items():
            if name == FIRST:
                forget(store)
            measured = cpu(command, env)
            if number:  # the first round compiles
                costs[name].append(measured)
    table = HEAD.format(count=count, rounds=rounds, size=store.stat().st_size / count)
    table += "".join(rows(costs))
    table += (
        f"\nAt the end of a fetch, judging what rises takes {kept(store, config):.0f} CPU ms.\n"
    )
    print(table)
    section.replace(f"Reading, at {count:,} entries", table)


def rows(costs: dict[str, list[float]]) -> Iterator[str]:
    """A line of the table for each command."""
    bare = statistics.median(costs["python -c pass"])
    for name, several in costs.items():
        times = sorted(each / bare for each in several)
        spread = f"{statistics.median(times):.1f} ({times[0]:.1f}–{times[-1]:.1f})"
        yield f"| `{name}` | {spread} |\n"


def kept(store: Path, config: Path) -> float:
    """CPU milliseconds of judging what rises, the counts being kept."""
    loaded = load(config)
    with opened(str(store)) as db:
        daily.keep(db, loaded, NOW)  # with everything imported
        start = time.process_time()
        daily.keep(db, loaded, NOW)
        return 1000 * (time.process_time() - start)


def forget(store: Path) -> None:
    """Let the day be new again."""
    with opened(str(store)) as db, transaction(db):
        db.execute("DELETE FROM digests")
        db.execute("DELETE FROM shown")


if __name__ == "__main__":
    main()
