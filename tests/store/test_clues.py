"""What clustering remembers is found by clue and time, and forgotten when it is of no more use."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from tests.conftest import NOW
from tests.feeds import entry, saved

from cio_digest.store import clues as clue_table
from cio_digest.store import stories as story_table

if TYPE_CHECKING:
    from cio_digest.store import Store

NOON = int(NOW.timestamp())
HOUR = 3600


def test_clues_lead_to_stories(db: Store) -> None:
    """The newest within the span come first, with the stories of today."""
    saved(db, *(entry(f"Telling {n}") for n in range(3)), cluster=False)
    story_table.assign(db, {1: 1, 2: 2, 3: 2}, [], {})
    clue_table.save(db, {n: (NOW + n * timedelta(hours=1), [7]) for n in (1, 2, 3)}, b"")
    span = (NOON, NOON + 3 * HOUR)
    assert clue_table.traces(db, [(7, *span, 2), (8, *span, 9)]) == {
        7: [(NOON + 3 * HOUR, 2), (NOON + 2 * HOUR, 2)]
    }
    story_table.assign(db, {}, [(2, 1)], {})
    assert clue_table.traces(db, [(7, NOON, NOON + 2 * HOUR, 1)]) == {7: [(NOON + 2 * HOUR, 1)]}


def test_rarity_is_kept(db: Store) -> None:
    """The last bytes are the ones that count; there are none in a new store."""
    assert clue_table.rarity(db) == b""
    clue_table.save(db, {}, b"first")
    clue_table.save(db, {}, b"second")
    assert clue_table.rarity(db) == b"second"


def test_old_clues_are_swept(db: Store) -> None:
    """A month after, nobody looks for an entry; swept is once a day of news."""
    saved(db, entry("New"), entry("Old", surfaced=NOW - timedelta(days=30)))
    assert db.execute("SELECT DISTINCT entry FROM clues").fetchall() == [(1,)]
    clue_table.save(db, {2: (NOW - timedelta(days=30), [7])}, b"")
    clue_table.sweep(db)
    assert (7,) in db.execute("SELECT clue FROM clues").fetchall()
    saved(db, entry("Newer", surfaced=NOW + timedelta(days=2)))
    assert (7,) not in db.execute("SELECT clue FROM clues").fetchall()
