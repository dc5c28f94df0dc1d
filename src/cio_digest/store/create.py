"""A new store: made beside its place and put there whole, readable by its owner alone.

So a store that is empty was not left so by us, and no run, however it ended, leaves half of one.
"""

from __future__ import annotations

import os
import sqlite3
from contextlib import closing

from cio_digest.errors import StoreError
from cio_digest.store import migrations

_EMPTY = (
    "this file is empty, so what was in the store is gone; restore a backup with cio-digest "
    "restore FILE, or delete it to begin anew"
)


def make_folder(path: str) -> None:
    """Make the folder that the store is to lie in, for its owner alone.

    Raises:
        StoreError: it cannot be made.
    """
    try:
        os.makedirs(os.path.dirname(path) or ".", mode=0o700, exist_ok=True)
    except OSError as error:
        raise StoreError(path, f"its folder cannot be made: {error.strerror}") from None


def make(path: str) -> None:
    """Put a new store at ``path``, unless a file is there.

    Raises:
        StoreError: it cannot be made, or the file that is there is empty.
    """
    target = os.path.realpath(path)
    if os.path.isdir(target):
        raise StoreError(path, "is a folder; name the file in it")
    if os.path.exists(target):
        if os.path.isfile(target) and not os.path.getsize(target):
            raise StoreError(path, _EMPTY)
        return
    try:
        _make(target)
    except OSError as error:
        raise StoreError(path, f"the store cannot be made: {error.strerror}") from None


def _make(target: str) -> None:
    import tempfile

    handle, part = tempfile.mkstemp(prefix=".", suffix=".part", dir=os.path.dirname(target))
    os.close(handle)
    try:
        # Nobody sees it before it has its name, so it is written through once, when it is whole.
        with closing(sqlite3.connect(part, isolation_level=None)) as db:
            db.execute("PRAGMA synchronous = OFF")
            db.execute("PRAGMA journal_mode = MEMORY")
            migrations.migrate(db)
            db.execute("PRAGMA journal_mode = WAL")
        with open(part, "rb+") as made:
            os.fsync(made.fileno())
        _name(part, target)
    finally:
        if os.path.exists(part):
            os.unlink(part)


def _name(part: str, target: str) -> None:
    """Give a finished file its name, unless another process was quicker."""
    try:
        os.link(part, target)
    except FileExistsError:
        pass
    except OSError:  # a file system without links
        if not os.path.exists(target):
            os.rename(part, target)
