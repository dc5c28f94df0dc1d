"""The store to what is wrong with it, and how large it is."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cio_digest.store import entries as entry_table
from cio_digest.store import rows
from cio_digest.store.connect import if_writable

if TYPE_CHECKING:
    from cio_digest.store.connect import Store

_MOST = 5  # damages that are told


def unwritable(db: Store) -> str:
    """Why nothing can be kept, "" where it can: a small thing was just kept."""
    with if_writable(db):
        entry_table.remember(db, "written", entry_table.fact(db, "written") ^ 1)
    return db.unwritable


def facts(db: Store) -> tuple[list[str], int, float]:
    """What is wrong with the file and its rows, the number of entries, and megabytes."""
    found = [str(row[0]) for row in db.execute(f"PRAGMA quick_check({_MOST})")]
    if found == ["ok"]:
        found += map(str, rows.damaged(db, most=_MOST))
    entries = db.execute("SELECT count(*) FROM entries").fetchone()[0]
    pages = db.execute("PRAGMA page_count").fetchone()[0]
    size = db.execute("PRAGMA page_size").fetchone()[0]
    return [line for line in found if line != "ok"], int(entries), pages * size / 1e6
