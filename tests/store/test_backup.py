"""A copy of the store made while it is in use, and back."""

from __future__ import annotations

import os
import sqlite3
from contextlib import closing
from typing import TYPE_CHECKING

import pytest
from tests.conftest import NOW
from tests.feeds import entry, saved

from cio_digest.errors import StoreError
from cio_digest.store import backup, migrations, opened, schema, transaction

if TYPE_CHECKING:
    from pathlib import Path


def titles(path: Path) -> list[str]:
    with opened(str(path)) as db:
        return [row[0] for row in db.execute("SELECT title FROM entries ORDER BY id")]


@pytest.fixture
def store(tmp_path: Path) -> Path:
    """A store with one entry."""
    path = tmp_path / "store.db"
    with opened(str(path)) as db:
        saved(db, entry("One"))
    return path


def save(store: Path, copy: Path) -> int:
    with opened(str(store)) as db:
        return backup.save(db, str(copy))


def test_there_and_back(store: Path, tmp_path: Path) -> None:
    """What came after the backup is in the file that is kept."""
    copy = tmp_path / "copy.db"
    assert save(store, copy) == 1
    with opened(str(store)) as db:
        saved(db, entry("Two"))
    entries, old = backup.restore(str(store), str(copy), NOW)
    assert (entries, titles(store)) == (1, ["One"])
    assert old.endswith("store.db.replaced-20261122")
    assert titles(tmp_path / old) == ["One", "Two"]
    assert backup.restore(str(store), old, NOW) == (2, f"{old}-2")


def test_a_backup_is_of_one_moment(store: Path, tmp_path: Path) -> None:
    """What a run has not yet committed is not in it, and the run goes on."""
    copy = tmp_path / "copy.db"
    with opened(str(store)) as db, transaction(db):
        db.execute("UPDATE entries SET title = 'Half'")
        assert save(store, copy) == 1
    assert titles(store) == ["Half"]
    assert titles(copy) == ["One"]


def test_a_backup_is_one_private_file(store: Path, tmp_path: Path) -> None:
    """It needs nothing beside it, and replaces an older one."""
    for _ in range(2):
        save(store, tmp_path / "copy.db")
    assert [each.name for each in tmp_path.iterdir() if "copy" in each.name] == ["copy.db"]
    assert os.name == "nt" or (tmp_path / "copy.db").stat().st_mode & 0o777 == 0o600


@pytest.mark.parametrize("content", [b"", b"mine", b"\0" * 5000], ids=["empty", "text", "zeros"])
def test_what_is_no_backup_is_left_alone(store: Path, tmp_path: Path, content: bytes) -> None:
    """Neither written over nor restored."""
    other = tmp_path / "other"
    other.write_bytes(content)
    with pytest.raises(StoreError, match="no backup"):
        save(store, other)
    with pytest.raises(StoreError, match="no backup"):
        backup.restore(str(store), str(other), NOW)
    assert other.read_bytes() == content
    assert titles(store) == ["One"]


def test_a_store_in_use_is_no_backup(store: Path) -> None:
    """Least of all the very store that is copied."""
    with pytest.raises(StoreError, match="in use"):
        save(store, store)
    with pytest.raises(StoreError, match="the store itself"):
        backup.restore(str(store), str(store), NOW)
    assert titles(store) == ["One"]


def test_a_damaged_or_newer_backup_is_refused(store: Path, tmp_path: Path) -> None:
    """The store is as it was."""
    copy = tmp_path / "copy.db"
    save(store, copy)
    whole = copy.read_bytes()
    copy.write_bytes(whole[: len(whole) // 2])
    with pytest.raises(StoreError, match="damaged"):
        backup.restore(str(store), str(copy), NOW)
    copy.write_bytes(whole)
    with closing(sqlite3.connect(copy)) as db:
        db.execute(f"PRAGMA user_version = {len(schema.MIGRATIONS) + 1}")
    with pytest.raises(StoreError, match="newer"):
        backup.restore(str(store), str(copy), NOW)
    assert titles(store) == ["One"]
    assert sorted(each.name for each in tmp_path.iterdir()) == ["copy.db", "store.db"]


def test_an_older_backup_is_migrated(tmp_path: Path) -> None:
    """As an older store is when it is opened."""
    for version in range(1, len(schema.MIGRATIONS)):
        older = tmp_path / f"{version}.db"
        with closing(sqlite3.connect(older, isolation_level=None)) as db:
            migrations.migrate(db, version)
        assert backup.restore(str(tmp_path / "store.db"), str(older), NOW)[0] == 0
        assert titles(tmp_path / "store.db") == []


def test_a_restore_in_the_place_of_a_damaged_store(store: Path, tmp_path: Path) -> None:
    """It is what backups are for."""
    save(store, tmp_path / "copy.db")
    store.write_bytes(b"\xff" * 9000)
    _, old = backup.restore(str(store), str(tmp_path / "copy.db"), NOW)
    assert titles(store) == ["One"]
    assert (tmp_path / old).read_bytes() == b"\xff" * 9000
