"""What is older than the reader keeps goes; nothing that they saw, judged or will get anew."""

from __future__ import annotations

from datetime import timedelta

import pytest
from tests.conftest import NOW
from tests.feeds import entry, saved

from cio_digest.models.rows import Verdict
from cio_digest.store import Store, check, expiry, feedback, listings, rows, transaction
from cio_digest.store import sources as source_table
from cio_digest.store.connect import SQLite

YEAR = timedelta(days=365)
WORDS = ("harbour", "pylon", "lantern", "quarry", "saddle")
# Tables with a column that names stories: those whose stories must stay, and those whose need not.
STAYS = {"shown", "feedback", "followed_stories"}
PASSES = {"alerts", "clues", "entries", "open_stories", "story_aliases", "summaries"}


@pytest.fixture
def old(db: Store) -> Store:
    """Five stories of two years and more ago, the oldest first, and one of today."""
    times = [NOW - 3 * YEAR + timedelta(days=n) for n in range(len(WORDS))]
    pairs = zip(WORDS, times, strict=True)
    entries = [entry(f"The {w}", published=t, surfaced=t, first_seen=t) for w, t in pairs]
    saved(db, *entries, entry("The newest"))
    return db


def left(db: Store) -> list[str]:
    return [row[0] for row in db.execute("SELECT title FROM entries ORDER BY surfaced, id")]


def swept(db: Store, keep: timedelta = 2 * YEAR) -> int:
    before = expiry.limit(db, keep, NOW)
    expected = expiry.count(db, before)
    gone = expiry.sweep(db, before)
    assert gone == expected
    return gone


@pytest.mark.sqlite
def test_old_entries_go_with_all_that_hangs_on_them(old: Store) -> None:
    """Their words, stories, fingerprints; what is newer stays."""
    assert swept(old, 3 * YEAR - timedelta(days=1, hours=12)) == 2
    assert left(old) == ["The lantern", "The quarry", "The saddle", "The newest"]
    assert swept(old) == 3
    assert left(old) == ["The newest"]
    for table in ("stories", "fingerprints"):
        assert old.execute(f"SELECT count(*) FROM {table}").fetchone() == (1,)
    found = old.execute("SELECT count(*) FROM entries_text WHERE entries_text MATCH 'harbour'")
    assert found.fetchone() == (0,)
    assert check.faults(old, whole=True) == []
    assert swept(old) == 0


def test_what_was_shown_judged_or_is_still_listed_stays(old: Store) -> None:
    """Under the number that a story goes by now; what a feed lists would come again as new."""
    story = dict(old.execute("SELECT title, story FROM entries").fetchall())
    old.execute("INSERT INTO story_aliases VALUES (999, ?)", (story["The harbour"],))
    old.execute("INSERT INTO shown VALUES ('2023-11-20', 999, 1)")
    feedback.add(old, Verdict("star", NOW, story["The pylon"], "", (), (), ()))
    row = old.execute("SELECT id, source FROM entries WHERE title = 'The lantern'").fetchone()
    listings.keep(old, row[1], [row[0]], NOW)
    assert swept(old) == 2
    assert left(old) == ["The harbour", "The pylon", "The lantern", "The newest"]


def test_a_story_that_grew_since_stays_whole(old: Store) -> None:
    """An old telling explains a new one."""
    first = old.execute("SELECT story FROM entries WHERE title = 'The harbour'").fetchone()[0]
    old.execute("UPDATE stories SET last = ? WHERE id = ?", (NOW.timestamp(), first))
    assert swept(old) == 4
    assert left(old) == ["The harbour", "The newest"]


def test_a_night_deletes_a_part_and_the_next_goes_on(
    old: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The oldest first, each part whole."""
    monkeypatch.setattr(expiry, "MOST", 2)
    monkeypatch.setattr(expiry, "_PART", 2)
    before = expiry.limit(old, YEAR, NOW)
    assert [expiry.sweep(old, before) for _ in range(4)] == [2, 2, 1, 0]
    assert left(old) == ["The newest"]


def test_a_clock_that_is_ahead_deletes_nothing(old: Store) -> None:
    """Age is counted from the newest entry."""
    assert expiry.limit(old, YEAR, NOW + 50 * YEAR) == expiry.limit(old, YEAR, NOW)


def test_numbers_are_never_given_again(db: Store) -> None:
    """The entry that came last stays, however old it is."""
    times = [NOW, NOW - 3 * YEAR]
    saved(db, *(entry(f"Now {t.year}", published=t, surfaced=t, first_seen=t) for t in times))
    assert swept(db) == 0
    assert len(left(db)) == 2


@pytest.mark.sqlite
def test_every_table_that_names_stories_is_decided_on(db: Store) -> None:
    """A new one has its stories kept, or a reason why they may go."""
    assert isinstance(db, SQLite)
    names = {
        table
        for table, columns in rows.tables(db).items()
        if "story" in {column.name for column in columns}
    }
    assert names == STAYS | PASSES


@pytest.mark.sqlite
def test_a_source_without_entries_stays_known(old: Store) -> None:
    """What it was asked last, and with which validators, is remembered."""
    with transaction(old):
        old.execute("UPDATE sources SET etag = 'x'")
    swept(old)
    assert old.execute("SELECT count(*), etag FROM sources").fetchone() == (1, "x")
    assert source_table.titles(old)
