"""Deletes entries that are older than the reader keeps them (``[store] keep``), part by part.

What a digest showed or the reader judged stays, and so does what its feed still lists: it would
come again with the next fetch. A story goes as a whole, when its newest entry is that old.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from cio_digest.store import removal
from cio_digest.store.times import moment, seconds
from cio_digest.store.transactions import transaction

if TYPE_CHECKING:
    from datetime import datetime, timedelta

    from cio_digest.store.engine import Store

MOST = 20_000  # entries of a night: some 4 CPU seconds, and more than any night brings
_PART = 1_000  # entries of a transaction


def limit(db: Store, keep: timedelta, now: datetime) -> datetime:
    """When a story must have grown last to be kept.

    Counted from the newest entry: a clock that is far ahead, or a store that was not used for
    years, loses nothing.
    """
    newest = moment(db.execute("SELECT max(surfaced) FROM entries").fetchone()[0])
    return min(newest or now, now) - keep


def count(db: Store, before: datetime) -> int:
    """How many entries are older than is kept, and may go."""
    return int(db.execute(f"SELECT count(*) {_expired(db)}", (seconds(before),)).fetchone()[0])


def sweep(db: Store, before: datetime) -> int:
    """Delete the oldest of them, ``MOST`` at most; gives how many went."""
    gone = 0
    query = f"SELECT e.id, s.id {_expired(db)} ORDER BY s.last, s.id LIMIT ?"
    while gone < MOST:
        rows = db.execute(query, (seconds(before), _PART)).fetchall()
        if not rows:
            break
        with transaction(db):
            removal.remove(db, rows)
        gone += len(rows)
    return gone


def _expired(db: Store) -> str:
    return (
        "FROM stories s JOIN entries e ON e.story = s.id "
        f"WHERE s.last < ? AND {removal.REMOVABLE} AND s.id NOT IN ({removal.seen(db)}) "
        "AND NOT EXISTS (SELECT 1 FROM entries o JOIN listings l ON l.entry = o.id "
        "WHERE o.story = s.id AND l.withdrawn IS NULL)"
    )
