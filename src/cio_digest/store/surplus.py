"""Deletes the oldest entries of a source that has too many; what the reader saw stays.

A feed whose ids change at each fetch brings all its entries anew each time, for ever. What a digest
showed, what the reader judged or follows and what another outlet tells, too, stays, and so does all
that new entries may still be compared with.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from cio_digest.store import clues
from cio_digest.store import entries as entry_table

if TYPE_CHECKING:
    from cio_digest.store.engine import Store

MOST = 20_000  # entries of a source; of some 300 a source brings in a year, they are a lifetime's
_DAY = 86_400  # seconds of news between two sweeps


def sweep(db: Store) -> dict[str, int]:
    """Forget the surplus of each source, once in a day of news; gives how many by the source's key.

    To be called in a transaction.
    """
    since = clues.since(db)
    if since - entry_table.fact(db, "surplus swept") < _DAY:
        return {}
    entry_table.remember(db, "surplus swept", since)
    rows = db.execute(
        "SELECT source, count(*) FROM entries GROUP BY source HAVING count(*) > ?", (MOST,)
    ).fetchall()
    seen = _seen(db) if rows else set()
    forgotten = {source: _forget(db, source, count - MOST, since, seen) for source, count in rows}
    keys = dict(db.execute("SELECT id, key FROM sources").fetchall()) if rows else {}
    return {keys[source]: count for source, count in forgotten.items() if count}


def _seen(db: Store) -> set[int]:
    """The stories, by today's numbers, that a digest showed or the reader judged or follows."""
    rows = db.execute(
        "SELECT coalesce(a.story, s.story) FROM (SELECT story FROM shown UNION "
        "SELECT story FROM feedback UNION SELECT story FROM followed_stories) s "
        "LEFT JOIN story_aliases a ON a.id = s.story"
    )
    return {row[0] for row in rows}


def _forget(db: Store, source: int, most: int, since: int, protected: set[int]) -> int:
    """Forget the oldest entries of a source, ``most`` at most; gives how many."""
    rows = db.execute(
        "SELECT e.id, e.story FROM entries e JOIN stories s ON s.id = e.story "
        "WHERE e.source = ?1 AND e.surfaced < ?2 AND e.first_seen < ?2 AND s.outlets = 1 "
        # The highest number must stay, or the next entry would get it again.
        "AND e.id < (SELECT max(id) FROM entries) AND e.id <= ?3 ORDER BY e.surfaced, e.id",
        (source, since, entry_table.fact(db, "indexed")),
    )
    gone = [row for row in rows if row[1] not in protected][:most]
    db.text.remove(db, [entry for entry, _ in gone])
    for table, key in (("entries", "id"), ("fingerprints", "entry"), ("talks", "entry")):
        db.executemany(f"DELETE FROM {table} WHERE {key} = ?", [(entry,) for entry, _ in gone])
    _recount(db, {story for _, story in gone})
    return len(gone)


def _recount(db: Store, stories: set[int]) -> None:
    """Count what is left of stories; those of which nothing is are forgotten."""
    marks = [(story,) for story in stories]
    db.executemany("DELETE FROM stories WHERE id = ?", marks)
    db.executemany(
        "INSERT INTO stories SELECT story, min(surfaced), max(surfaced), count(*), "
        "count(DISTINCT outlet) FROM entries WHERE story = ? GROUP BY story",
        marks,
    )
    db.executemany(
        "DELETE FROM story_aliases WHERE story = ?1 AND NOT EXISTS "
        "(SELECT 1 FROM stories WHERE id = ?1)",
        marks,
    )
