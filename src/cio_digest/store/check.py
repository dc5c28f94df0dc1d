"""The store to what is wrong with it, and how large it is."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from cio_digest.store.connect import Store


def facts(db: Store) -> tuple[list[str], int, float]:
    """Damages found by SQLite's quick check, the number of entries, and megabytes."""
    found = [str(row[0]) for row in db.execute("PRAGMA quick_check(5)")]
    entries = db.execute("SELECT count(*) FROM entries").fetchone()[0]
    pages = db.execute("PRAGMA page_count").fetchone()[0]
    size = db.execute("PRAGMA page_size").fetchone()[0]
    return [line for line in found if line != "ok"], int(entries), pages * size / 1e6
