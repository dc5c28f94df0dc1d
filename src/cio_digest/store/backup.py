"""A store to a copy of it, made while it is in use, and a copy back to the store."""

from __future__ import annotations

import os
import sqlite3
from contextlib import closing, contextmanager
from datetime import datetime, timezone
from typing import TYPE_CHECKING

from cio_digest import files
from cio_digest.errors import StoreError
from cio_digest.store import aside, faults, migrations

if TYPE_CHECKING:
    from collections.abc import Iterator

    from cio_digest.store.engine import Store


def save(db: Store, path: str) -> int:
    """Copy an open store to the file ``path``; gives its number of entries.

    The copy is of one moment, whatever is written meanwhile (https://sqlite.org/backup.html). An
    older backup is replaced in one step; any other file is left alone.

    Raises:
        StoreError: the file is no backup, or cannot be written.
    """
    if os.path.lexists(path):
        _check_backup(path)
        if _in_use(path):
            raise StoreError(path, "this is a store in use, and no backup; name another file")
    if not isinstance(db, sqlite3.Connection):
        from cio_digest.store.postgres import transfer

        return transfer.saved(db, path)
    with aside.draft(path) as part:
        try:
            with closing(sqlite3.connect(part, isolation_level=None)) as copy:
                db.backup(copy)
                copy.execute("PRAGMA journal_mode = DELETE")  # one file, whole in itself
                entries = copy.execute("SELECT count(*) FROM entries").fetchone()[0]
            os.replace(part, os.path.realpath(path))
        except sqlite3.Error as error:
            raise faults.explained(path, error) from None
        except OSError as error:
            raise StoreError(path, f"cannot be written: {error.strerror}") from None
    return int(entries)


def restore(path: str, backup: str, now: datetime) -> tuple[int, str]:
    """Put a copy of the file ``backup`` in the place of the store at ``path``.

    Nothing may be running on it (``store.locked``). Gives the number of entries restored, and where
    the store is that was there before, "" for none; on a server, the store has to be empty.

    Raises:
        StoreError: the backup is no store, is newer than this program or damaged; then the store is
            as it was.
    """
    _check_backup(backup)
    if files.on_server(path):
        return _filled(path, backup), ""
    if os.path.exists(path) and os.path.samefile(path, backup):
        raise StoreError(backup, "this is the store itself")
    with aside.draft(path) as part:
        try:
            with closing(_reading(backup)) as source, closing(_writing(part)) as copy:
                source.backup(copy)
                _check_whole(copy, backup)
                copy.execute("PRAGMA journal_mode = DELETE")
                migrations.migrate(copy)
                entries = copy.execute("SELECT count(*) FROM entries").fetchone()[0]
        except sqlite3.Error as error:
            raise faults.explained(backup, error) from None
        there = os.path.exists(path)
        old = aside.replace(path, part, "replaced", now)
    return int(entries), old if there else ""


def _filled(place: str, backup: str) -> int:
    """Copy a backup to an empty store on a server."""
    from cio_digest.store.postgres import connect, transfer

    with current(backup) as copy, connect.opened(place) as db:
        return transfer.filled(db, copy)


@contextmanager
def current(backup: str) -> Iterator[str]:
    """A copy of a backup that is brought to today's version, while the body runs.

    Raises:
        StoreError: it is no backup, is newer than this program or damaged.
    """
    import tempfile

    with tempfile.TemporaryDirectory() as folder:
        copy = os.path.join(folder, "backup.db")
        restore(copy, backup, datetime.now(timezone.utc))
        yield copy


def _check_backup(path: str) -> None:
    """Refuse a file that is no store of ours.

    Raises:
        StoreError: it is none, or cannot be read.
    """
    if not os.path.exists(path):
        raise StoreError(path, "there is no such file")
    if not os.path.isfile(path) or not os.path.getsize(path):
        raise StoreError(path, "this is no backup of a store")
    try:
        with closing(_reading(path)) as db:
            migrations.check(db, path)
    except sqlite3.Error as error:
        if "not a database" in str(error):
            raise StoreError(path, "this is no backup of a store") from None
        raise faults.explained(path, error) from None


def _check_whole(db: sqlite3.Connection, path: str) -> None:
    found = [row[0] for row in db.execute("PRAGMA integrity_check(1)")]
    if found != ["ok"]:
        raise StoreError(path, "this backup is damaged; the store is as it was")


def _in_use(path: str) -> bool:
    """Whether a file has a log beside it, as a store has and a copy made here has not.

    The header says so (https://sqlite.org/fileformat2.html, 1.3.3).
    """
    with open(path, "rb") as file:
        return file.read(19)[18:] == b"\x02"


def _reading(path: str) -> sqlite3.Connection:
    """A file that nobody writes to; where it has no log, nothing is made beside it either."""
    from pathlib import Path

    mode = "mode=ro" if os.path.exists(f"{path}-wal") else "immutable=1"
    address = Path(path).absolute().as_uri()
    return sqlite3.connect(f"{address}?{mode}", uri=True, isolation_level=None)


def _writing(path: str) -> sqlite3.Connection:
    return sqlite3.connect(path, isolation_level=None)
