"""What a morning costs: CPU time of ``--help``, ``today`` and ``trends`` beside bare Python.

    python benchmarks/today.py [ENTRIES] [FOLDER]

builds a store of so many invented entries over 100 days in FOLDER (kept for the next time) and
times whole processes in turn, so that a machine that slows down slows them all; then what a fetch
pays for the trends that these show.
"""

from __future__ import annotations

import os
import random
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from datetime import datetime, timedelta, timezone
from pathlib import Path

from cio_digest.config import load
from cio_digest.models import Entry, Polling
from cio_digest.runs import Setup, nightly
from cio_digest.store import entries, opened, sources, stories, transaction
from cio_digest.trends import daily

NOW = datetime(2026, 11, 22, 6, 30, tzinfo=timezone.utc)
DAYS, SOURCES, RUNS = 100, 60, 15
RECENT = 14  # days that clustering looks back
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
    letters = "aeioulnrstdm"
    vocabulary = ["".join(chance.choices(letters, k=chance.randint(3, 9))) for _ in range(9000)]
    weights = [1 / rank for rank in range(1, len(vocabulary) + 1)]
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
                    words = chance.choices(vocabulary, weights, k=70)
                    if number % 8 == 0:
                        words.insert(chance.randrange(30), chance.choice(TELLING))
                    which = chance.randrange(SOURCES)
                    entries.save(db, keys[which], [entry(urls[which], number, words, at)])
        with transaction(db):
            stories.assign(db, told(chance, count - count * RECENT // DAYS))
        nightly.digestible(db, Setup(loaded, str(path), NOW))


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
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    subprocess.run(command, env=env, stdout=subprocess.DEVNULL, check=True)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return 1000 * (after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime)


def main() -> None:
    """Build the store where it is missing, then time the commands in turn."""
    count = int(sys.argv[1]) if len(sys.argv) > 1 else 100_000
    folder = Path(sys.argv[2] if len(sys.argv) > 2 else tempfile.mkdtemp())
    store, config = folder / f"{count}.db", folder / f"{count}.toml"
    if not store.exists():
        build(store, config, count)
    env = {k: v for k, v in os.environ.items() if k != "PYTHONDONTWRITEBYTECODE"}
    env |= {"CIO_DIGEST_NOW": NOW.isoformat(), "PYTHONPYCACHEPREFIX": str(folder / "cache")}
    program = [sys.executable, "-m", "cio_digest", "--config", str(config), "--store", str(store)]
    commands = {
        "python -c pass": [sys.executable, "-c", "pass"],
        "--help": [*program, "--help"],
        "today, the day's first": [*program, "today", "--format", "terminal"],
        "today, again": [*program, "today", "--format", "terminal"],
        "today | cat": [*program, "today", "--format", "markdown"],
        "trends": [*program, "trends", "--format", "terminal"],
        "trends cloud": [*program, "trends", "cloud", "--format", "terminal"],
        "sources score": [*program, "sources", "score", "--format", "terminal"],
        "trends AI (a topic)": [*program, "trends", "AI", "--format", "terminal"],
    }
    times: dict[str, list[float]] = {name: [] for name in commands}
    for _ in range(RUNS):
        for name, command in commands.items():
            if "first" in name:
                forget(store)
            times[name].append(cpu(command, env))
    bare = statistics.median(times["python -c pass"])
    print(f"{count:,} entries, CPU ms, median of {RUNS}; and as a multiple of bare Python")
    for name, values in times.items():
        median = statistics.median(values)
        print(f"{name:24} {median:7.1f}  {median / bare:5.1f}×")
    print(f"{'keeping what rises':24} {kept(store, config):7.1f}  at the end of a fetch")


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
