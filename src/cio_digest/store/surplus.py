"""Deletes the oldest entries of a source that has too many; what the reader saw stays.

A feed whose ids change at each fetch brings all its entries anew each time, for ever. What a digest
showed, what the reader judged or follows and what another outlet tells, too, stays, and so does all
that new entries may still be compared with.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from cio_digest.store import clues, facts, removal

if TYPE_CHECKING:
    from cio_digest.store.engine import Store

MOST = 20_000  # entries of a source; of some 300 a source brings in a year, they are a lifetime's
_DAY = 86_400  # seconds of news between two sweeps


def sweep(db: Store) -> dict[str, int]:
    """Forget the surplus of each source, once in a day of news; gives how many by the source's key.

    To be called in a transaction.
    """
    since = clues.since(db)
    if since - facts.number(db, "surplus swept") < _DAY:
        return {}
    facts.remember(db, "surplus swept", since)
    rows = db.execute(
        "SELECT source, count(*) FROM entries GROUP BY source HAVING count(*) > ?", (MOST,)
    ).fetchall()
    forgotten = {source: _forget(db, source, count - MOST, since) for source, count in rows}
    keys = dict(db.execute("SELECT id, key FROM sources").fetchall()) if rows else {}
    return {keys[source]: count for source, count in forgotten.items() if count}


def _forget(db: Store, source: int, most: int, since: int) -> int:
    """Forget the oldest entries of a source, ``most`` at most; gives how many."""
    rows = db.execute(
        "SELECT e.id, e.story FROM entries e JOIN stories s ON s.id = e.story "
        "WHERE e.source = ?1 AND e.surfaced < ?2 AND e.first_seen < ?2 AND s.outlets = 1 "
        f"AND {removal.REMOVABLE} AND s.id NOT IN ({removal.seen(db)}) "
        "ORDER BY e.surfaced, e.id LIMIT ?3",
        (source, since, most),
    )
    gone = rows.fetchall()
    removal.remove(db, gone)
    return len(gone)
