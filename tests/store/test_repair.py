"""A damaged store gives back what can still be read of it, and says what it cannot."""

from __future__ import annotations

import random
import sqlite3
from contextlib import closing
from datetime import timedelta
from typing import TYPE_CHECKING

import pytest
from tests.conftest import NOW
from tests.feeds import entry, saved

from cio_digest import digest
from cio_digest.config import Config
from cio_digest.config.schema import Settings
from cio_digest.errors import StoreError
from cio_digest.models import Source, Topic
from cio_digest.store import check, facts, opened, repair, stories
from cio_digest.store import entries as entry_table

if TYPE_CHECKING:
    from pathlib import Path

PAGE = 4096
MANY = 150


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    """A store with entries, stories, counts and a digest, as one file."""
    path = tmp_path_factory.mktemp("whole") / "store.db"
    with opened(str(path)) as db:
        saved(db, *(entry(f"Number {n} of CRM", text=f"word{n} " * 99) for n in range(MANY)))
        key = entry().source
        config = Config(
            "feeds.toml", Settings(), (Topic("CRM", ("CRM",)),), (Source(key, "feed", key),)
        )
        digest.make(db, config, NOW, digest.DigestOptions())
        db.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    return path.read_bytes()


@pytest.fixture
def path(whole: bytes, tmp_path: Path) -> Path:
    """A copy that a test may damage."""
    copy = tmp_path / "store.db"
    copy.write_bytes(whole)
    return copy


def titles(path: Path) -> set[str]:
    with opened(str(path)) as db:
        assert check.faults(db, whole=True) == []
        return {row[0] for row in db.execute("SELECT title FROM entries")}


def test_a_sound_store_is_left_alone(path: Path, whole: bytes) -> None:
    """Not a byte of it changes."""
    assert repair.repair(str(path), NOW) is None
    assert path.read_bytes() == whole


def test_whichever_page_is_damaged_the_rest_is_kept(path: Path, whole: bytes) -> None:
    """But for the first, which says what is where: then only a backup helps."""
    noise = random.Random(7).randbytes(PAGE)
    kept = 0
    for start in range(PAGE, len(whole), 7 * PAGE):
        path.write_bytes(whole[:start] + noise + whole[start + PAGE :])
        found = repair.repair(str(path), NOW)
        if found is None:  # a page that nothing is on
            continue
        lost = {loss.table: loss.lost for loss in found.losses}.get("entries", 0)
        assert found.entries >= MANY - 20
        assert (lost > 0) == (found.entries < MANY)
        assert len(titles(path)) == found.entries
        assert (path.parent / found.old).read_bytes()[start : start + PAGE] == noise
        kept += 1
    assert kept


def test_where_nothing_can_be_read_a_backup_is_asked_for(path: Path, whole: bytes) -> None:
    """The file stays what and where it is."""
    path.write_bytes(b"\xff" * PAGE + whole[PAGE:])
    with pytest.raises(StoreError, match="restore a backup"):
        repair.repair(str(path), NOW)
    assert [each.name for each in path.parent.iterdir()] == ["store.db"]


@pytest.mark.parametrize(
    ("statement", "row", "entries"),
    [
        (
            "UPDATE entries SET tags = '[oops' WHERE id = 3",
            "row 3 of entries is damaged (tags)",
            MANY,
        ),
        ("UPDATE entries SET surfaced = 'soon' WHERE id = 3", "(surfaced)", MANY - 1),
        ("UPDATE entries SET first_seen = 1 << 60 WHERE id = 3", "(first_seen)", MANY - 1),
        ("UPDATE entries SET title = x'ff' WHERE id = 3", "(title)", MANY - 1),
        ("UPDATE digests SET value = '{'", "of digests is damaged (value)", MANY),
        ("INSERT INTO matches VALUES (3, 'CRM', 1, 1, 1, '[x')", "of matches is damaged", MANY),
        ("UPDATE facts SET value = 'x' WHERE name = 'indexed'", "row indexed of facts", MANY),
        ("DELETE FROM entries_text_data", "damaged", MANY),
    ],
)
def test_a_damaged_value_is_named_and_mended(
    path: Path, statement: str, row: str, entries: int
) -> None:
    """A list becomes an empty one; of another row nothing is made up."""
    with closing(sqlite3.connect(path)) as db, db:
        db.execute(statement)
    with closing(sqlite3.connect(path)) as db:
        [fault, *_] = check.faults(db, whole=True)
    assert row in fault
    found = repair.repair(str(path), NOW)
    assert found
    assert found.entries == entries == len(titles(path))


def test_a_small_store_is_looked_at_everywhere(path: Path) -> None:
    """In tables without numbered rows, too, and without being asked for it."""
    with closing(sqlite3.connect(path)) as db, db:
        db.execute("UPDATE digests SET value = '{'")
    with closing(sqlite3.connect(path)) as db:
        [fault] = check.faults(db)
    assert "of digests is damaged (value)" in fault


def test_text_that_is_no_utf8_is_lost_alone(path: Path) -> None:
    """SQLite keeps such bytes, and no check of it finds them."""
    with closing(sqlite3.connect(path)) as db, db:
        db.execute("UPDATE entries SET title = CAST(x'ff41' AS TEXT), tags = '[' WHERE id = 3")
    found = repair.repair(str(path), NOW)
    assert found
    assert [loss[0::2] for loss in found.losses] == [("entries", 1)]
    assert len(titles(path)) == MANY - 1


def test_what_was_counted_is_not_counted_again(path: Path) -> None:
    """Where the mark of it is lost, all that is there counts as counted."""
    with opened(str(path)) as db:
        db.execute("INSERT INTO days VALUES (20000, 5, NULL, NULL)")
        db.execute("INSERT OR REPLACE INTO facts VALUES ('counted', 'x')")
    assert repair.repair(str(path), NOW)
    with opened(str(path)) as db:
        assert facts.number(db, "counted") == MANY


def test_the_words_of_a_day_are_found_again(path: Path) -> None:
    """Where it is lost which entries a day has, and what topics they were in."""
    with opened(str(path)) as db:
        db.execute("DELETE FROM entry_days")
        db.execute("INSERT INTO entry_days VALUES (1, 'x', 1)")
        db.execute("INSERT OR REPLACE INTO facts VALUES ('matched', '7')")
    assert repair.repair(str(path), NOW)
    with opened(str(path)) as db:
        found = stories.matching(db, "number", NOW - timedelta(days=1), NOW, most=2 * MANY)
        assert len(found) == MANY
        assert not facts.number(db, "matched")


def test_a_row_that_cannot_be_read_is_named(path: Path) -> None:
    """By whatever reads it, in one line that says what to do."""
    with closing(sqlite3.connect(path)) as file, file:
        file.execute("UPDATE entries SET tags = '[oops' WHERE id = 3")
    line = r"store\.db: row 3 of entries is damaged \(tags\); run: cio-digest doctor --repair$"
    with pytest.raises(StoreError, match=line), opened(str(path)) as db:
        entry_table.load(db, [3])


def test_a_fault_of_ours_is_not_blamed_on_the_store(path: Path) -> None:
    """A sound store stays out of it."""
    with pytest.raises(ValueError, match="ours"), opened(str(path)):
        raise ValueError("ours")
