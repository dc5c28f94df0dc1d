"""The store's file to one without the room of what was deleted."""

from __future__ import annotations

import os
import shutil

from cio_digest.errors import StoreError
from cio_digest.store.connect import opened

_COPIES = (
    2  # of the file that may lie beside it meanwhile: SQLite's own, and the log of the new one
)


def compact(path: str) -> tuple[int, int]:
    """Write the file anew, the full-text index in one piece; gives bytes before and after.

    Nothing may be running on it (``store.locked``). Who reads it meanwhile sees it as it was; cut
    short, it is as it was (https://sqlite.org/lang_vacuum.html).

    Raises:
        StoreError: there is no room, or another program has the store open and is writing.
    """
    with opened(path) as db:
        db.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        before = _size(path)
        free = shutil.disk_usage(os.path.dirname(os.path.realpath(path))).free
        if free < _COPIES * before:
            need = f"{_COPIES * before / 1e6:,.0f} MB"
            raise StoreError(
                path, f"to compact it takes {need}, and the disk has {free / 1e6:,.0f} MB"
            )
        db.execute("INSERT INTO entries_text (entries_text) VALUES ('optimize')")
        db.execute("VACUUM")
        db.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    return before, _size(path)


def _size(path: str) -> int:
    return os.path.getsize(os.path.realpath(path))
