"""Files that are no store, or none any more: one clear line each, and nothing on disk changed."""

from __future__ import annotations

import os
import random
import shutil
import sqlite3
import subprocess
import sys
from contextlib import closing
from datetime import timedelta
from typing import TYPE_CHECKING

import pytest
from tests.conftest import NOW
from tests.feeds import entry, saved, source

from cio_digest import digest
from cio_digest.config import Config
from cio_digest.config.schema import Settings
from cio_digest.errors import CioDigestError, StoreError, UnwritableError
from cio_digest.models import Topic
from cio_digest.runs import update
from cio_digest.store import Store, opened, schema, transaction
from cio_digest.store import entries as entry_table

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture(scope="module")
def sound(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A store with some hundred entries, their stories and their index."""
    path = tmp_path_factory.mktemp("sound") / "store.db"
    with opened(str(path)) as db:
        saved(db, *(entry(f"Story number {n} of CRM", text=f"word{n} " * 99) for n in range(150)))
    return path


def refusal(path: Path) -> str:
    """The one line that opening the file and looking through it ends with."""
    with pytest.raises(StoreError) as caught, opened(str(path)) as db:
        look_through(db)
    message = str(caught.value)
    assert message.startswith(f"{path}: ")
    assert "\n" not in message
    return message


def look_through(db: Store) -> None:
    """Read all that a digest reads."""
    db.execute("SELECT count(*), max(title), max(text) FROM entries").fetchone()
    config = Config("feeds.toml", Settings(), (Topic("CRM", ("CRM",)),), (source(entry().source),))
    digest.make(db, config, NOW, digest.DigestOptions())


def test_a_missing_store_is_made_with_its_folders(tmp_path: Path) -> None:
    """The folders above are the owner's alone."""
    path = tmp_path / "a" / "b" / "store.db"
    with opened(str(path)) as db:
        assert entry_table.total(db) == 0
    assert path.exists()
    assert os.name == "nt" or path.parent.stat().st_mode & 0o777 == 0o700


def test_an_empty_file_is_no_store(tmp_path: Path) -> None:
    """What was in it is gone, and nothing is begun anew in silence."""
    (tmp_path / "store.db").touch()
    assert "empty" in refusal(tmp_path / "store.db")
    assert (tmp_path / "store.db").read_bytes() == b""


def test_an_empty_database_of_another_program(tmp_path: Path) -> None:
    """No table and no version, but not made by us."""
    path = tmp_path / "theirs.db"
    with closing(sqlite3.connect(path)) as theirs:
        theirs.execute("CREATE TABLE t (x)")
        theirs.execute("DROP TABLE t")
    assert "this database is empty" in refusal(path)


@pytest.mark.skipif(os.name == "nt", reason="needs permissions")
def test_a_store_is_its_owners_alone(tmp_path: Path) -> None:
    """With what SQLite has beside it; a store whose owner opened it to others stays so."""
    path = tmp_path / "store.db"
    with opened(str(path)) as db:
        saved(db, entry())
        modes = {each.name: each.stat().st_mode & 0o777 for each in tmp_path.iterdir()}
    assert modes == dict.fromkeys(("store.db", "store.db-shm", "store.db-wal"), 0o600)
    path.chmod(0o644)
    with opened(str(path)) as db:
        saved(db, entry("Another"))
    assert path.stat().st_mode & 0o777 == 0o644


def test_a_folder_that_cannot_be_made(tmp_path: Path) -> None:
    """Because a file stands in its place."""
    (tmp_path / "file").write_text("mine")
    assert "folder cannot be made" in refusal(tmp_path / "file" / "store.db")
    assert (tmp_path / "file").read_text() == "mine"


def test_a_folder_in_the_place_of_the_store(tmp_path: Path) -> None:
    """A folder is none."""
    assert "is a folder; name the file in it" in refusal(tmp_path)


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() == 0, reason="root may write all")
def test_a_store_that_may_not_be_written(sound: Path, tmp_path: Path) -> None:
    """It can be read; permissions are named as what to check."""
    path = tmp_path / "store.db"
    shutil.copy(sound, path)
    path.chmod(0o400)
    with opened(str(path)) as db:
        look_through(db)
        assert "check its permissions" in db.unwritable
    with pytest.raises(UnwritableError), opened(str(path)) as db:
        saved(db, entry("More"))


@pytest.mark.parametrize(
    "content",
    [random.Random(7).randbytes(9000), b"[digest]\nmax_stories = 3\n" * 40, b"\0" * 8192],
    ids=["noise", "feeds.toml", "zeros"],
)
def test_a_file_that_is_no_database(content: bytes, tmp_path: Path) -> None:
    """It is left as it is."""
    path = tmp_path / "store.db"
    path.write_bytes(content)
    assert "not a cio-digest store" in refusal(path)
    assert path.read_bytes() == content


@pytest.mark.parametrize("statement", ["CREATE TABLE t (x)", "PRAGMA user_version = 1"])
@pytest.mark.parametrize("version", [0, 1, 99])
def test_a_database_of_another_program(version: int, statement: str, tmp_path: Path) -> None:
    """Not a byte of it changes, whatever version it calls itself."""
    path = tmp_path / "theirs.db"
    with sqlite3.connect(path) as theirs:
        theirs.execute(statement)
        if version:
            theirs.execute(f"PRAGMA user_version = {version}")
    theirs.close()
    before = path.read_bytes()
    assert "belongs to another program" in refusal(path)
    assert path.read_bytes() == before
    assert [each.name for each in tmp_path.iterdir()] == ["theirs.db"]


def test_a_newer_store(sound: Path, tmp_path: Path) -> None:
    """It is refused, and not a byte of it changes."""
    path = tmp_path / "newer.db"
    shutil.copy(sound, path)
    newer = sqlite3.connect(path)
    newer.execute(f"PRAGMA user_version = {len(schema.MIGRATIONS) + 1}")
    newer.close()
    before = path.read_bytes()
    assert "made by a newer cio-digest" in refusal(path)
    assert path.read_bytes() == before


def test_a_truncated_store(sound: Path, tmp_path: Path) -> None:
    """Half a store is a damaged one."""
    path = tmp_path / "half.db"
    whole = sound.read_bytes()
    path.write_bytes(whole[: len(whole) // 2])
    assert "damaged" in refusal(path)


def test_a_damaged_page_is_told_or_does_no_harm(sound: Path, tmp_path: Path) -> None:
    """Whichever of many pages is overwritten: one clear line, or the store still reads."""
    path = tmp_path / "damaged.db"
    whole = sound.read_bytes()
    told = 0
    noise = random.Random(3).randbytes(4096)
    for start in range(0, len(whole), 6 * 4096):
        path.write_bytes(whole[:start] + noise + whole[start + 4096 :])
        try:
            with opened(str(path)) as db:
                look_through(db)
        except CioDigestError as error:
            assert "\n" not in str(error)  # noqa: PT017 - many of many, not all
            assert str(path) in str(error)  # noqa: PT017
            told += 1
    assert told


def test_a_full_disk_loses_nothing_that_was_saved(tmp_path: Path) -> None:
    """What no longer fits is left out whole; the line says why; later it goes on."""
    path = str(tmp_path / "store.db")
    with opened(path) as db:
        saved(db, entry("Saved"))
    with pytest.raises(StoreError, match="the disk is full"):
        fill(path)
    with opened(path) as db:
        assert db.execute("SELECT title FROM entries").fetchall() == [("Saved",)]
        saved(db, entry("Later"))
        assert db.execute("PRAGMA integrity_check").fetchone() == ("ok",)


def fill(path: str) -> None:
    """Save more than there is room for."""
    with opened(path) as db:
        pages = db.execute("PRAGMA page_count").fetchone()[0]
        db.execute(f"PRAGMA max_page_count = {pages + 2}")
        saved(db, *(entry(f"Too much {n}", text="x" * 999) for n in range(99)))


@pytest.mark.skipif(sys.platform == "win32", reason="needs limits on the size of files")
def test_a_file_that_may_not_grow(tmp_path: Path) -> None:
    """The system's own refusal to write is one line too."""
    code = f"""
import resource, signal, sys
signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
from cio_digest.errors import StoreError
from cio_digest.store import opened
resource.setrlimit(resource.RLIMIT_FSIZE, (20000, 20000))
try:
    with opened({str(tmp_path / "store.db")!r}):
        pass
except StoreError as error:
    print(error)
"""
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.count("\n") == 1
    assert "disk" in done.stdout


def test_a_transaction_is_whole_or_not_at_all(db: Store) -> None:
    """An error in the middle leaves nothing of it."""
    with pytest.raises(db.IntegrityError), transaction(db):
        db.executemany("INSERT INTO facts VALUES (?, '1')", ["a", "b", "a"])
    assert not db.in_transaction
    assert db.execute("SELECT count(*) FROM facts").fetchone() == (0,)


def test_an_unclustered_rest_is_no_obstacle(db: Store) -> None:
    """A store whose last run was cut short still gives a digest once it is made digestible."""
    saved(db, entry("One about CRM", surfaced=NOW - timedelta(hours=2)), cluster=False)
    assert update.digestible(db) == 1
    assert update.digestible(db) == 0
    look_through(db)
