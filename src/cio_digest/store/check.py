"""The store to what is wrong with it, and how large it is."""

from __future__ import annotations

import sqlite3
from typing import TYPE_CHECKING

from cio_digest.store import entries as entry_table
from cio_digest.store import rows
from cio_digest.store.connect import if_writable
from cio_digest.store.faults import refusal

if TYPE_CHECKING:
    from cio_digest.store.engine import SqlConnection, Store

_MOST = 5  # damages that are told
_NEWEST = 20_000  # rows of a table that are looked at, where not the whole is


def unwritable(db: Store) -> str:
    """Why nothing can be kept, "" where it can: a small thing was just kept."""
    with if_writable(db):
        entry_table.remember(db, "written", entry_table.fact(db, "written") ^ 1)
    return db.unwritable


def faults(db: SqlConnection, *, whole: bool = False) -> list[str]:
    """What is wrong with the file and its newest rows; ``whole``: with all rows and indexes.

    A server looks after its own files, and its columns hold only what they are for.
    """
    if not isinstance(db, sqlite3.Connection):
        return []
    check = "integrity_check" if whole else "quick_check"
    try:
        found = [str(row[0]) for row in db.execute(f"PRAGMA {check}({_MOST})")]
        if found == ["ok"]:
            found = [*map(str, rows.damaged(db, most=_MOST, newest=0 if whole else _NEWEST))]
            if whole:
                db.execute("INSERT INTO entries_text (entries_text) VALUES ('integrity-check')")
    except sqlite3.DatabaseError as error:
        if refusal(error):
            raise
        found = ["the file is damaged"]
    return found


def facts(db: Store) -> tuple[list[str], int, float]:
    """What is wrong, the number of entries, and megabytes."""
    found = faults(db)
    entries = db.execute("SELECT count(*) FROM entries").fetchone()[0]
    return found, int(entries), db.size() / 1e6
