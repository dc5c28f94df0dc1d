"""Deletes entries with all that hangs on them, but for what must stay."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cio_digest.store import stories as story_table
from cio_digest.store.engine import numbers

if TYPE_CHECKING:
    from collections.abc import Sequence

    from cio_digest.store.engine import Store

SEEN = ("shown", "feedback", "followed_stories")  # tables that name what a reader saw
# Entries ``e`` that can go. The highest number must stay, or the next entry would get it again, and
# so must what is not yet in the index.
REMOVABLE = (
    "e.id < (SELECT max(id) FROM entries) "
    "AND e.id <= (SELECT CAST(value AS BIGINT) FROM facts WHERE name = 'indexed')"
)
# Where else an entry stands. Rows that name it as a key go before it.
_BESIDE = ("fingerprints", "listings", "pages", "talks", "matches")


def seen(db: Store) -> str:
    """The query for stories, by the numbers they go by now, that anybody saw.

    A digest showed them, or their reader judged or follows them; of a team's, any reader.
    """
    places = ["", *(f"{name}." for name in db.readers(*SEEN))]
    rows = " UNION ".join(f"SELECT story FROM {place}{name}" for place in places for name in SEEN)
    return (
        f"SELECT coalesce(a.story, s.story) FROM ({rows}) s "
        "LEFT JOIN story_aliases a ON a.id = s.story"
    )


def remove(db: Store, rows: Sequence[tuple[int, int]]) -> None:
    """Delete entries, each with its story, in a transaction; their stories are counted anew."""
    from cio_digest.store import source_days  # which asking what may go does without

    entries = [(entry,) for entry, _ in rows]
    source_days.mark(db, f"id IN ({numbers(entry for entry, _ in rows)})")
    db.text.remove(db, [entry for entry, _ in rows])
    for table in _BESIDE:
        db.executemany(f"DELETE FROM {table} WHERE entry = ?", entries)
    db.executemany("DELETE FROM entries WHERE id = ?", entries)
    left = {story for _, story in rows}
    db.executemany("DELETE FROM stories WHERE id = ?", [(story,) for story in left])
    story_table.count(db, left)
    db.execute("DELETE FROM story_aliases WHERE story NOT IN (SELECT id FROM stories)")
