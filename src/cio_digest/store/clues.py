"""What clustering remembers: the clues that entries can be found by, and how rare words are."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from cio_digest.store.times import seconds

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from datetime import datetime

    from cio_digest.store.connect import Store

KEPT = 14 * 86_400  # seconds before the newest entry, after which nobody looks for an entry
_SLACK = 86_400  # seconds that clues may outlive that, so that they are swept once a day


def save(db: Store, clues: Mapping[int, tuple[datetime, Iterable[int]]], rarity: bytes) -> None:
    """Keep the time and the clues of each entry, and how rare each word is by now."""
    rows = (
        (clue, seconds(time), entry) for entry, (time, found) in clues.items() for clue in found
    )
    # In order of the table: a fifth of the time of random inserts.
    db.executemany("INSERT OR IGNORE INTO clues VALUES (?, ?, ?)", sorted(rows))
    db.execute("INSERT OR REPLACE INTO rarity VALUES (1, ?)", (rarity,))


def rarity(db: Store) -> bytes:
    """How rare each word is, as it was kept; empty where nothing was."""
    row = db.execute("SELECT value FROM rarity").fetchone()
    return bytes(row[0]) if row else b""


def traces(db: Store, searches: Iterable[tuple[int, int, int, int]]) -> dict[int, list[Any]]:
    """For each clue the times (Unix seconds) and stories of the entries that have it, newest first.

    Args:
        db: the store.
        searches: a clue, the span of time to look in (Unix seconds), and how many to find at most.
    """
    found: dict[int, list[Any]] = {}
    for clue, low, high, most in searches:
        rows = db.execute(
            "SELECT time, (SELECT story FROM entries WHERE id = clues.entry) FROM clues "
            "WHERE clue = ? AND time BETWEEN ? AND ? ORDER BY time DESC LIMIT ?",
            (clue, low, high, most),
        ).fetchall()
        if rows:
            found.setdefault(clue, []).extend(rows)
    return found


def sweep(db: Store) -> None:
    """Forget the clues of entries that are too old to be looked for."""
    newest = db.execute("SELECT coalesce(max(surfaced), 0) FROM entries").fetchone()[0]
    swept = db.execute("SELECT value FROM facts WHERE name = 'swept'").fetchone()
    if swept and newest - int(swept[0]) < _SLACK:
        return
    db.execute("DELETE FROM clues WHERE time < ?", (newest - KEPT,))
    db.execute("INSERT OR REPLACE INTO facts VALUES ('swept', ?)", (str(newest),))
