"""A path to an open, migrated store; whatever SQLite complains of becomes one clear line."""

from __future__ import annotations

import os
import sqlite3
from contextlib import contextmanager, suppress
from typing import TYPE_CHECKING, TypeAlias

from cio_digest.errors import StoreError
from cio_digest.store import schema

if TYPE_CHECKING:
    from collections.abc import Iterator

Store: TypeAlias = sqlite3.Connection

_DAMAGED = "the store is damaged; move it away and run again, or restore a backup"
_WORDS = {
    "malformed": _DAMAGED,  # "database disk image is malformed": before "disk"
    "corrupt": _DAMAGED,
    "decode": _DAMAGED,
    "no such": _DAMAGED,
    "full": "the disk is full; free some space and run again, nothing that was saved is lost",
    "disk": "the disk does not take or give what it should; is it full or failing?",
    "not a database": "this is not a cio-digest store; move it away or name another with --store",
    "readonly": "the store cannot be written; check its permissions or name another with --store",
    "locked": "another program keeps the store busy; try again when it is done",
    "unable to open": "the store cannot be opened; check the folder and its permissions",
}


@contextmanager
def opened(path: str) -> Iterator[Store]:
    """Open the store at ``path`` (``:memory:`` for one that is gone at the end), made when missing.

    Raises:
        StoreError: it cannot be opened, is damaged, is no store or is newer than this program.
    """
    make_folder(path)
    try:
        db = sqlite3.connect(path, isolation_level=None, timeout=10)
        try:
            schema.check(db, path)  # before anything that writes
            _prepare(db)
            schema.migrate(db)
            yield db
        finally:
            db.close()
    except sqlite3.Error as error:
        raise StoreError(path, _words(str(error))) from None


def make_folder(path: str) -> None:
    """Make the folder that the store is to lie in, for its owner alone.

    Raises:
        StoreError: it cannot be made.
    """
    try:
        os.makedirs(os.path.dirname(path) or ".", mode=0o700, exist_ok=True)
    except OSError as error:
        raise StoreError(path, f"its folder cannot be made: {error.strerror}") from None


def _prepare(db: Store) -> None:
    # The mode lasts in the file. SQLite does not wait for the switch to it: if another process is
    # just making it, it is made.
    with suppress(sqlite3.OperationalError):
        db.execute("PRAGMA journal_mode = WAL")
    for pragma in (
        "synchronous = NORMAL",
        "foreign_keys = ON",
        "temp_store = MEMORY",
        "cache_size = -16000",
    ):
        db.execute(f"PRAGMA {pragma}")


def _words(message: str) -> str:
    for sign, words in _WORDS.items():
        if sign in message:
            return words
    return f"the store could not be used: {message}"
