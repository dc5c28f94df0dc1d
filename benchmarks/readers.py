"""What the morning's mail of a whole team takes: rows are made, mails are sent to a real server.

    python -m benchmarks.readers [READERS] [ENTRIES] [SOURCES]

prints the seconds and the CPU time, of `mail --all-readers` and of the PostgreSQL server, for the
first mail of so many readers, who all have to learn from the store, and for that of the next day.
The sum over all digests tells whether two versions of the program made the same ones.
"""

from __future__ import annotations

import os
import random
import subprocess
import sys
import tempfile
import time
from datetime import timedelta
from hashlib import md5
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from benchmarks.team import DAILY, FOLLOWED, NOW, TOPICS, example, fill
from tests import postgres
from tests.mail.servers import Server

from cio_digest import config
from cio_digest.runs import Setup, team
from cio_digest.store import entries as entry_table
from cio_digest.store import transaction
from cio_digest.store.postgres import connect, readers

if TYPE_CHECKING:
    from datetime import datetime

    from cio_digest.store.postgres.connection import PostgreSQL

_STEP = 7  # the sources of one reader begin so many after those of the one before


class Cost(NamedTuple):
    """Seconds that passed, and those of CPU, of the program and of the PostgreSQL server."""

    passed: float
    here: float
    server: float


def main() -> None:
    """Make a team's store, and mail to all of its readers on two days."""
    many, entries, count = (
        int(sys.argv[n]) if len(sys.argv) > n else default
        for n, default in enumerate((200, 20_000, 2_000), 1)
    )
    with postgres.server("-c max_wal_size=8GB") as server, postgres.database(server) as place:
        prepare(place, many, entries, count)
        print(f"{many} readers, {entries:,} entries of {count:,} sources")
        _report("the first mail", place, NOW, many)
        with connect.opened(place) as db:
            next_day(db, entries, count)
        _report("the next day's", place, NOW + timedelta(days=1), many)


def prepare(place: str, many: int, entries: int, count: int) -> None:
    """Fill a store, and let so many readers follow sources that overlap."""
    setup = Setup(config.parse(_text(range(count)), "feeds.toml"), place, NOW)
    team.begin(setup)
    with connect.opened(place) as db:
        fill(db, entries, count)
        for n in range(many):
            sources = sorted({(n * _STEP + each) % count for each in range(FOLLOWED)})
            reader = readers.Reader(f"r{n}", _text(sources), f"r{n}@x.example", "06:00")
            readers.add(db, reader, [each + 1 for each in sources], NOW)


def next_day(db: PostgreSQL, entries: int, count: int) -> None:
    """Add what a day brings, each entry a story of its own."""
    random.seed(2)
    with transaction(db):
        for n in range(count):
            fresh = [
                example(entries + n * DAILY + each, NOW + timedelta(hours=1 + 5 * each))
                for each in range(DAILY)
            ]
            entry_table.save(db, n + 1, fresh)
    with transaction(db):
        entry_table.index(db)
    db.execute(
        "INSERT INTO stories SELECT id, surfaced, surfaced, 1, 1 FROM entries WHERE story IS NULL"
    )
    db.execute("UPDATE entries SET story = id WHERE story IS NULL")
    db.text.optimize(db)


def mail(place: str, at: datetime) -> tuple[Cost, int]:
    """Mail to all readers by the command of that name; what it took, and how many got a mail."""
    smtp = Server()
    with tempfile.TemporaryDirectory() as folder:
        Path(f"{folder}/feeds.toml").write_text(
            f'[mail]\nfrom = "digest@x.example"\nhost = "127.0.0.1"\nport = {smtp.port}\n'
            'security = "none"\n',
            encoding="utf-8",
        )
        command = [sys.executable, "-m", "cio_digest", "--config", f"{folder}/feeds.toml"]
        env = {**os.environ, "CIO_DIGEST_NOW": at.isoformat()}
        env.pop("PYTHONDONTWRITEBYTECODE", None)
        with connect.opened(place) as db:
            (postmaster,) = db.execute(_POSTMASTER).fetchone()
            process_id = int(postmaster.splitlines()[0])
        began, there = time.monotonic(), ticks(process_id)
        process = subprocess.Popen([*command, "--store", place, "mail", "--all-readers"], env=env)
        usage = os.wait4(process.pid, 0)[2]
        passed = time.monotonic() - began
        process.returncode = 0
        time.sleep(0.2)  # until the server has ended its process of the last connection
        cost = Cost(passed, usage.ru_utime + usage.ru_stime, ticks(process_id) - there)
    smtp.close()
    return cost, len(smtp.got)


_POSTMASTER = "SELECT pg_read_file('postmaster.pid')"


def checksum(place: str, many: int) -> str:
    """A sum over the digests of all readers."""
    found = md5(usedforsecurity=False)
    with connect.opened(place) as db:
        for n in range(many):
            for row in db.execute(f"SELECT * FROM r{n}.digests ORDER BY day"):
                found.update(repr(row).encode())
    return found.hexdigest()[:8]


def _report(what: str, place: str, at: datetime, many: int) -> None:
    cost, sent = mail(place, at)
    print(
        f"  {what}: {sent} sent in {cost.passed:.1f} s; CPU {cost.here:.1f} s here, "
        f"{cost.server:.1f} s of the server; digests {checksum(place, many)}"
    )


def _text(sources: range | list[int]) -> str:
    topics = [f"[topics.{name}]\nkeywords = {words}\n" for name, words in TOPICS.items()]
    feeds = [f'[[feeds]]\nurl = "https://{n}.example/"\n' for n in sources]
    return "\n".join([*topics, *feeds]).replace("'", '"')


def ticks(process: int) -> float:
    """Seconds of CPU that a process and those it has ended have used."""
    text = Path(f"/proc/{process}/stat").read_text(encoding="ascii")
    fields = text.rpartition(")")[2].split()
    return sum(map(int, fields[11:15])) / os.sysconf("SC_CLK_TCK")


if __name__ == "__main__":
    main()
