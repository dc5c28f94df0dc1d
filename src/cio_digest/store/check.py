"""The store to what is wrong with it, and how large it is."""

from __future__ import annotations

import sqlite3
from typing import TYPE_CHECKING

from cio_digest.store import rows
from cio_digest.store.connect import if_writable
from cio_digest.store.facts import number, remember
from cio_digest.store.faults import refusal

if TYPE_CHECKING:
    from cio_digest.store.engine import SqlConnection, Store

_MOST = 5  # damages that are told
_NEWEST = 5_000  # rows of a table that are looked at, where not the whole is
_SMALL = 30_000_000  # bytes of a store that is looked at page by page in passing
_OWN = ("digests", "facts", "feedback", "shown", "sources")  # what cannot be fetched or made anew


def unwritable(db: Store) -> str:
    """Why nothing can be kept, "" where it can: a small thing was just kept."""
    with if_writable(db):
        remember(db, "written", number(db, "written") ^ 1)
    return db.unwritable


def faults(db: SqlConnection, *, whole: bool = False) -> list[str]:
    """What is wrong with the file, of a large one with its newest rows and the reader's own.

    ``whole``: with all rows and indexes, however many there are. A server looks after its own
    files, and its columns hold only what they are for.
    """
    if not isinstance(db, sqlite3.Connection):
        return []
    try:
        found = [line for check in _checks(db, whole) for line in _complaints(db, check)]
        if not found:
            newest = _NEWEST if is_large(db) and not whole else 0
            found = [*map(str, rows.damaged(db, most=_MOST, newest=newest))]
            if whole:
                db.execute("INSERT INTO entries_text (entries_text) VALUES ('integrity-check')")
    except sqlite3.DatabaseError as error:
        if refusal(error):
            raise
        found = ["the file is damaged"]
    return found


def is_large(db: SqlConnection) -> bool:
    """Whether only a part of the file is looked at, unless it is to be the whole."""
    return isinstance(db, sqlite3.Connection) and _size(db) > _SMALL


def _checks(db: sqlite3.Connection, whole: bool) -> list[str]:
    """The checks of SQLite's that are made."""
    if whole:
        return [f"integrity_check({_MOST})"]
    return [f"quick_check({each})" for each in (_OWN if is_large(db) else (str(_MOST),))]


def _complaints(db: sqlite3.Connection, check: str) -> list[str]:
    found = [str(row[0]) for row in db.execute(f"PRAGMA {check}")]
    return [] if found == ["ok"] else found[:_MOST]


def _size(db: sqlite3.Connection) -> int:
    """The size of the store in bytes."""
    pages, size = (
        db.execute(f"PRAGMA {name}").fetchone()[0] for name in ("page_count", "page_size")
    )
    return int(pages * size)


def facts(db: Store, *, whole: bool = False) -> tuple[list[str], int, float]:
    """What is wrong, as ``faults`` looks for it, the number of entries, and megabytes."""
    entries = db.execute("SELECT count(*) FROM entries").fetchone()[0]
    return faults(db, whole=whole), int(entries), db.size() / 1e6
