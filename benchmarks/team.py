"""What a team's store costs as it grows: rows are made, not fetched, on a PostgreSQL of its own.

    python -m benchmarks.team [ENTRIES] [SOURCES]

prints bytes for each table, and the CPU time, here and of the server, of what grows with the store:
indexing words, clustering what comes next, a reader's digest, a search, and `today` as a process of
its own. The mail of a whole team is in ``benchmarks.readers``.
"""

from __future__ import annotations

import os
import random
import subprocess
import sys
import tempfile
import time
from contextlib import contextmanager
from datetime import datetime, timedelta, timezone
from pathlib import Path
from typing import TYPE_CHECKING

from tests import postgres
from tests.feeds import entry, source

from cio_digest import config, digest
from cio_digest.models import Polling
from cio_digest.runs import Setup, clustering, learning, team
from cio_digest.search import lookup, query
from cio_digest.store import entries as entry_table
from cio_digest.store import sources as source_table
from cio_digest.store import transaction
from cio_digest.store.postgres import address, connect, readers

if TYPE_CHECKING:
    from collections.abc import Iterator

    from cio_digest.models import Entry
    from cio_digest.store.postgres.connection import PostgreSQL

NOW = datetime(2026, 11, 22, 6, 30, tzinfo=timezone.utc)
FOLLOWED = 60  # sources of a reader
TOPICS = {"CRM": ["crm", "w90"], "Security": ["security", "w200"], "Cloud": ["cloud", "w400"]}
WORDS = [*(f"w{n}" for n in range(30_000)), "crm", "security", "cloud"]
WEIGHTS = [1 / (n + 20) for n in range(len(WORDS))]
DAILY = 4  # entries of a source
NEW = 2_000  # that come next


def main() -> None:
    """Make a store, print what it takes and what is asked of it costs."""
    entries = int(sys.argv[1]) if len(sys.argv) > 1 else 100_000
    count = int(sys.argv[2]) if len(sys.argv) > 2 else 10_000
    with postgres.server("-c max_wal_size=8GB") as server, postgres.database(server) as place:
        setup = Setup(config.parse(written(count), "feeds.toml"), place, NOW)
        team.begin(setup)
        with connect.opened(place) as db:
            fill(db, entries, count)
            print(f"{entries:,} entries of {count:,} sources")
            sizes(db, entries)
            with transaction(db):
                for n in range(NEW):
                    entry_table.save(db, n % count + 1, [example(entries + n, NOW)])
            with measured(db, "clustering a new entry", NEW):
                clustering.run(db)
            with measured(db, "indexing a new entry", NEW), transaction(db):
                entry_table.index(db)
            readers.add(db, readers.Reader("ada", written(count)), range(1, FOLLOWED + 1), NOW)
        own = setup._replace(store=address.of_reader(place, "ada"))
        _reader(own)
        _today(own)


def _today(setup: Setup) -> None:
    """Print what `today` takes as a process, beside bare Python and psycopg alone."""
    env = {k: v for k, v in os.environ.items() if k != "PYTHONDONTWRITEBYTECODE"}
    with tempfile.TemporaryDirectory() as folder:
        env |= {"CIO_DIGEST_NOW": NOW.isoformat(), "PYTHONPYCACHEPREFIX": f"{folder}/cache"}
        Path(f"{folder}/feeds.toml").write_text(written(FOLLOWED), encoding="utf-8")
        program = [sys.executable, "-m", "cio_digest", "--config", f"{folder}/feeds.toml"]
        commands = {
            "python -c pass": [sys.executable, "-c", "pass"],
            "python -c 'import psycopg'": [sys.executable, "-c", "import psycopg"],
            "today, as a reader": [*program, "--store", setup.store, "today", "--format", "plain"],
        }
        for number in range(6):
            for name, command in commands.items():
                process = subprocess.Popen(command, env=env, stdout=subprocess.DEVNULL)
                usage = os.wait4(process.pid, 0)[2]
                process.returncode = 0
                took = (usage.ru_utime + usage.ru_stime) * 1e3
                if number:  # the first round compiles
                    least = _LEAST[name] = min(took, _LEAST.get(name, took))
                    if number == 5:
                        print(f"  {name:<38} {least:8.0f} ms, the least of five")


_LEAST: dict[str, float] = {}


def written(count: int) -> str:
    """A feeds.toml with three topics and some of so many sources."""
    topics = [f"[topics.{name}]\nkeywords = {words}\n" for name, words in TOPICS.items()]
    feeds = [f'[[feeds]]\nurl = "https://{n}.example/"\n' for n in range(min(count, FOLLOWED))]
    return "\n".join([*topics, *feeds]).replace("'", '"')


def example(number: int, surfaced: datetime) -> Entry:
    """An entry of 70 random words, some of which are far more common than others."""
    words = random.choices(WORDS, WEIGHTS, k=70)
    new = entry(" ".join(words[:9]), guid=str(number), text=" ".join(words), surfaced=surfaced)
    return new._replace(hash=f"{number:032x}", canonical=f"https://x.example/{number}")


def sources(db: PostgreSQL, count: int) -> None:
    """Keep so many sources, each read a moment ago."""
    with transaction(db):
        for n in range(count):
            new = Polling.new(source(f"https://{n}.example/"))
            source_table.save(db, new._replace(checked=NOW, succeeded=NOW))


def fill(db: PostgreSQL, entries: int, count: int) -> None:
    """Fill a store with so many entries of so many sources, each a story of its own."""
    random.seed(1)
    sources(db, count)
    days = max(entries / (count * DAILY), 1.0)
    every = timedelta(days=days) / entries
    for start in range(0, entries, 5_000):
        part = range(start, min(start + 5_000, entries))
        with transaction(db):
            by_source: dict[int, list[Entry]] = {}
            for n in part:
                surfaced = NOW - every * (entries - n)
                by_source.setdefault(n % count + 1, []).append(example(n, surfaced))
            for key, several in by_source.items():
                entry_table.save(db, key, several)
    db.execute("UPDATE entries SET story = id")
    db.execute("INSERT INTO stories SELECT id, surfaced, surfaced, 1, 1 FROM entries")
    with measured(db, "indexing an entry of a first load", entries), transaction(db):
        entry_table.index(db)
    db.execute("ANALYZE entries, stories, word_counts, sources")


def sizes(db: PostgreSQL, entries: int) -> None:
    """Print what the largest tables take."""
    rows = db.execute("""
        SELECT coalesce(inhparent, oid)::regclass::text, sum(pg_total_relation_size(oid))
        FROM pg_class LEFT JOIN pg_inherits ON inhrelid = oid
        WHERE relkind = 'r' AND relnamespace = 'public'::regnamespace
        GROUP BY 1 ORDER BY 2 DESC LIMIT 5
    """)
    for name, size in rows:
        print(f"  {name:<14} {size / 1e6:10,.1f} MB  {size / entries:8,.0f} bytes an entry")


def _reader(setup: Setup) -> None:
    with connect.opened(setup.store) as db:
        with measured(db, "learning for a reader, the first time"):
            learning.catch_up(db, setup)
        with measured(db, "a reader's digest"):
            digest.make(db, setup.config, setup.now, digest.DigestOptions())
        scope = lookup.Scope(setup.config.sources, setup.config.topics)
        for typed in ("security", "w5000", "crm cloud"):
            with measured(db, f"search {typed}"):
                lookup.find(db, scope, query.read(typed), NOW, lookup.SearchOptions())


@contextmanager
def measured(db: PostgreSQL, what: str, times: int = 1) -> Iterator[None]:
    """Print the CPU time of the body, and that of the server's process for this connection."""
    process = db.connection.info.backend_pid
    here, there = time.process_time(), _ticks(process)
    yield
    here, there = time.process_time() - here, _ticks(process) - there
    print(f"  {what:<38} {here / times * 1e3:8.2f} ms here, {there / times * 1e3:8.2f} ms server")


def _ticks(process: int) -> float:
    """Seconds of CPU that a process has used."""
    return int(Path(f"/proc/{process}/schedstat").read_text(encoding="ascii").split()[0]) / 1e9


if __name__ == "__main__":
    main()
