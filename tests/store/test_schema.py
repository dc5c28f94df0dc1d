"""Databases of earlier versions, and what happens when two processes meet one."""

from __future__ import annotations

import os
import sqlite3
import subprocess
import sys
from contextlib import closing
from typing import TYPE_CHECKING

import pytest

from cio_digest.runs import update
from cio_digest.store import Store, check, migrations, opened, schema, search
from cio_digest.trends import daily

if TYPE_CHECKING:
    from pathlib import Path

    from cio_digest.store.engine import SqlConnection


def test_steps_run_in_order_and_once(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """A store of any version gets the steps it lacks, and keeps what it holds."""
    path = str(tmp_path / "store.db")
    with opened(path) as db:
        db.execute("INSERT INTO facts VALUES ('kept', '7')")
    second = ("CREATE TABLE more (x)", "INSERT INTO more SELECT value FROM facts")
    third = ("ALTER TABLE more ADD COLUMN y", "UPDATE more SET y = x + 1")
    monkeypatch.setattr(schema, "MIGRATIONS", (*schema.MIGRATIONS, second, third))
    for _ in range(2):
        with opened(path) as db:
            assert db.execute("SELECT x, y FROM more").fetchall() == [("7", 8)]
            assert version(db) == len(schema.MIGRATIONS)


def test_a_step_is_whole_or_not_at_all(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """The steps before a failing one are kept, of it nothing."""
    path = str(tmp_path / "store.db")
    with opened(path):
        pass
    good, bad = ("CREATE TABLE more (x)",), ("CREATE TABLE never (x)", "DROP TABLE missing")
    before = schema.MIGRATIONS
    monkeypatch.setattr(schema, "MIGRATIONS", (*before, good, bad))
    with closing(sqlite3.connect(path, isolation_level=None)) as db:
        with pytest.raises(sqlite3.OperationalError, match="missing"):
            migrations.migrate(db)
        names = {row[0] for row in db.execute("SELECT name FROM sqlite_schema")}
        assert "more" in names
        assert "never" not in names
        assert version(db) == len(before) + 1


@pytest.mark.parametrize("released", range(1, len(schema.MIGRATIONS)))
def test_a_store_of_any_released_version_opens(tmp_path: Path, released: int) -> None:
    """What it holds is there, can be clustered, and is whole; the next fetch counts it."""
    path = tmp_path / "store.db"
    with closing(sqlite3.connect(path, isolation_level=None)) as db:
        migrations.migrate(db, released)
        db.execute("INSERT INTO sources (id, key, url) VALUES (1, 'a', 'a')")
        columns = [row for row in db.execute("PRAGMA table_info(entries)") if row[3]]
        values = {name: 0 if type_ == "INTEGER" else "" for _, name, type_, *_ in columns}
        values |= {"source": 1, "title": "A CRM story"}
        values |= dict.fromkeys(("tags", "links", "enclosures", "noise"), "[]")
        values |= dict.fromkeys(("first_seen", "surfaced"), 1_790_000_000)
        db.execute(
            f"INSERT INTO entries ({', '.join(values)}) VALUES ({', '.join('?' * len(values))})",
            [*values.values()],
        )
    with opened(str(path)) as db:
        assert update.digestible(db) == 1
        assert daily.behind(db)
        assert check.faults(db, whole=True) == []
        assert [row.entry for row in search.find(db, '"crm"', (), most=9)] == [1]
        assert version(db) == len(schema.MIGRATIONS)


@pytest.mark.sqlite
def test_a_new_store_is_marked_as_ours(db: Store) -> None:
    """``file`` and other programs can tell whose it is."""
    assert db.execute("PRAGMA application_id").fetchone() == (schema.APPLICATION,)
    assert version(db) == len(schema.MIGRATIONS)


def test_many_processes_may_make_the_store_at_once(tmp_path: Path) -> None:
    """Each finds it made and migrated, none stumbles over the others."""
    code = (
        "import sys\nfrom cio_digest.store import opened\nsys.stdin.read(1)\n"
        "for n in range(5):\n"
        "    with opened(f'{sys.argv[1]}/{n}.db') as db:\n"
        "        print(db.execute('PRAGMA user_version').fetchone()[0])"
    )
    processes = [
        subprocess.Popen(
            [sys.executable, "-c", code, str(tmp_path)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
            env=os.environ,
        )
        for _ in range(4)
    ]
    for process in processes:
        assert process.stdin
        process.stdin.write("x")
        process.stdin.flush()
    for process in processes:
        out, err = process.communicate(timeout=60)
        assert (err, out.split()) == ("", [str(len(schema.MIGRATIONS))] * 5)


def version(db: SqlConnection) -> int:
    return int(db.execute("PRAGMA user_version").fetchone()[0])
