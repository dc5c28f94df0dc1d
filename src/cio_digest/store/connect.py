"""A path to an open, migrated store; whatever SQLite complains of becomes one clear line.

A store that cannot be written, for want of room or of permission, is opened for reading.
"""

from __future__ import annotations

import sqlite3
from contextlib import closing, contextmanager, suppress
from typing import TYPE_CHECKING

from cio_digest import files
from cio_digest.errors import StoreError, UnwritableError
from cio_digest.store import create, fts5, migrations, schema

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from contextlib import AbstractContextManager
    from typing import Any

    from cio_digest.store.engine import Store

MEMORY = ":memory:"
_PATIENCE = 10  # seconds that a statement waits for another process
# What reading a damaged value ends with: it is no number, no date, no JSON or not of its shape.
_MISREAD = (ValueError, TypeError, LookupError, ArithmeticError, AttributeError, RecursionError)
# For files that can be read; for a folder in which SQLite can put nothing beside them.
_READING = ("mode=ro", "mode=ro&immutable=1")
_PRAGMAS = (
    "synchronous = NORMAL",
    "foreign_keys = ON",
    "temp_store = FILE",  # what is sorted of a large store is larger than what memory is for
    "cache_size = -8000",
)


class SQLite(sqlite3.Connection):
    """A store in a file, or in memory; what its parts are is said in ``engine.Store``."""

    unwritable: str = ""
    reader: str = ""
    text = fts5

    def for_each(
        self, sql: str, parameters: Iterable[tuple[Any, ...]], /
    ) -> Iterator[list[tuple[Any, ...]]]:
        """The rows that a SELECT gives for each row of values, in order of these."""
        for values in parameters:
            yield self.execute(sql, values).fetchall()

    def refusal(self, error: Exception) -> str:
        """Why nothing can be written, "" where that is not what went wrong."""
        from cio_digest.store import faults

        return faults.refusal(error)

    def size(self) -> int:
        """How many bytes the file has."""
        pages = self.execute("PRAGMA page_count").fetchone()[0]
        return int(pages * self.execute("PRAGMA page_size").fetchone()[0])

    def readers(self, *_: str) -> list[str]:
        """None: a file is one reader's."""
        return []


def opened(path: str) -> AbstractContextManager[Store]:
    """Open the store at ``path`` (``:memory:`` for one that is gone at the end), made when missing.

    ``postgresql://…`` is a store on a server.

    Raises:
        StoreError: it cannot be opened, is damaged, is no store or is newer than this program.
        UnwritableError: something was to be written, and cannot be.
    """
    if files.on_server(path):
        from cio_digest.store.postgres import connect

        return connect.opened(path)
    return _opened(path)


@contextmanager
def _opened(path: str) -> Iterator[SQLite]:
    with _explained(path):
        if path != MEMORY:
            create.make_folder(path)
            create.make(path)
        with closing(_connected(path)) as db, _in_use(db, path):
            yield db


def opened_for_reading(path: str) -> AbstractContextManager[Store]:
    """Open the store at ``path`` so that nothing can be written to it.

    Raises:
        StoreError: there is none, it was made by another version, or it cannot be read.
    """
    if files.on_server(path):
        from cio_digest.store.postgres import connect

        return connect.opened_for_reading(path)
    return _opened_for_reading(path)


@contextmanager
def _opened_for_reading(path: str) -> Iterator[SQLite]:
    import os

    if not os.path.exists(path):
        raise StoreError(path, schema.UNREAD)
    with _explained(path), closing(_for_reading(path, schema.UNMIGRATED)) as db, _in_use(db, path):
        yield db


@contextmanager
def _explained(path: str) -> Iterator[None]:
    """Raise what SQLite has against the file as one line of ours."""
    try:
        yield
    except sqlite3.Error as error:
        from cio_digest.store import faults

        raise faults.explained(path, error) from None


@contextmanager
def _in_use(db: SQLite, path: str) -> Iterator[None]:
    """Raise what was known at the opening, or which row is damaged, where that is why."""
    try:
        yield
    except sqlite3.OperationalError as error:
        if db.unwritable and db.refusal(error):
            raise UnwritableError(path, db.unwritable) from None
        raise
    except _MISREAD:
        _blame_damage(db, path)
        raise


@contextmanager
def if_writable(db: Store) -> Iterator[None]:
    """Leave out what the body writes if it cannot be written; ``db.unwritable`` then says why."""
    try:
        yield
    except db.Error as error:
        reason = db.refusal(error)
        if not reason:
            raise
        db.unwritable = db.unwritable or reason


def _connected(path: str) -> SQLite:
    # Used by one thread at a time, though not always the same (``fetch.beside``).
    db = sqlite3.connect(
        path, isolation_level=None, timeout=_PATIENCE, factory=SQLite, check_same_thread=False
    )
    try:
        if path != MEMORY:
            migrations.check(db, path)  # before anything that writes
        _prepare(db)
        migrations.migrate(db)
    except BaseException as error:
        db.close()
        if isinstance(error, sqlite3.OperationalError) and db.refusal(error):
            return _read_only(path, error)
        raise
    return db


def _read_only(path: str, refused: sqlite3.OperationalError) -> SQLite:
    """The store for reading alone.

    Where not even the files can be made that SQLite has beside it while it reads, what was written
    last may be missing (https://sqlite.org/wal.html#read_only_databases).
    """
    from cio_digest.store import faults

    try:
        db = _for_reading(path, faults.refusal(refused))
    except sqlite3.OperationalError:
        raise refused from None
    db.unwritable = faults.refusal(refused)
    return db


def _for_reading(path: str, unmigrated: str) -> SQLite:
    """Open a store so that nothing can be written to it; ``unmigrated`` says why it is not.

    Raises:
        StoreError: it was made by another version.
    """
    from pathlib import Path

    address = Path(path).absolute().as_uri()
    failure: sqlite3.OperationalError | None = None
    for mode in _READING:
        db = sqlite3.connect(
            f"{address}?{mode}",
            uri=True,
            isolation_level=None,
            timeout=_PATIENCE,
            factory=SQLite,
            check_same_thread=False,
        )
        try:
            migrations.check(db, path)
            migrations.check_current(db, path, unmigrated)
        except sqlite3.OperationalError as error:
            db.close()
            failure = error
        except BaseException:
            db.close()
            raise
        else:
            return db
    assert failure is not None  # noqa: S101 - there is a mode
    raise failure


def _prepare(db: SQLite) -> None:
    # The mode lasts in the file. SQLite does not wait for the switch to it: if another process is
    # just making it, it is made.
    with suppress(sqlite3.OperationalError):
        db.execute("PRAGMA journal_mode = WAL")
    for pragma in _PRAGMAS:
        db.execute(f"PRAGMA {pragma}")


def _blame_damage(db: SQLite, path: str) -> None:
    """Raise what is wrong with the store, if a damaged row explains that one could not be read."""
    from cio_digest.store import rows

    if db.in_transaction:
        db.rollback()
    if damaged := rows.damaged(db, most=1):
        raise StoreError(path, f"{damaged[0]}; run: cio-digest doctor --repair") from None
