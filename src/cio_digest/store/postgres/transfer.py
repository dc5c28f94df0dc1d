"""A store's rows from a file to a server, and back; numbers stay, words are indexed anew."""

from __future__ import annotations

import os
import sqlite3
from contextlib import closing, contextmanager
from typing import TYPE_CHECKING, Any

from cio_digest.errors import StoreError
from cio_digest.store import aside, migrations, rows
from cio_digest.store.engine import ALL
from cio_digest.store.postgres import fulltext, readers
from cio_digest.store.postgres.connection import PostgreSQL
from cio_digest.store.transactions import transaction

if TYPE_CHECKING:
    from collections.abc import Iterator

    from cio_digest.store.engine import Store

_FIRST = ("sources", "entries")  # others name their rows
FILLED = (
    "has entries already, and a file brings numbers of its own for entries and stories, by which "
    "digests and verdicts name them; it can only be copied into one without entries"
)
_PART = 1_000  # rows read in one go


def filled(db: PostgreSQL, path: str) -> int:
    """Copy a store in a file into an empty one on a server; gives its number of entries.

    Raises:
        StoreError: there are entries already, or the file is of another version or damaged.
    """
    with _opened(path) as file, transaction(db):
        if not is_empty(db):
            raise StoreError(path, f"the store on the server {FILLED}; nothing was done")
        tables = rows.tables(file)
        for name in dict.fromkeys((*_FIRST, *tables)):
            _copy(db, name, [column.name for column in tables[name]], file)
        _number(db)
        fulltext.add(db, 0, ALL)
        return int(db.execute("SELECT count(*) FROM entries").fetchone()[0])


def is_empty(db: PostgreSQL) -> bool:
    """Whether a store has no entry."""
    return not db.execute("SELECT EXISTS (SELECT 1 FROM entries)").fetchone()[0]


def owned(db: PostgreSQL, path: str) -> None:
    """Copy what is one reader's own of a store in a file, whose entries are on the server already.

    Raises:
        StoreError: the file is of another version or damaged.
    """
    with _opened(path) as file, transaction(db):
        tables = rows.tables(file)
        for name in readers.own(tables):
            _copy(db, name, [column.name for column in tables[name]], file)


@contextmanager
def _opened(path: str) -> Iterator[sqlite3.Connection]:
    with closing(sqlite3.connect(f"file:{path}?mode=ro", uri=True)) as file:
        migrations.check(file, path)
        migrations.check_current(file, path, "open it with this cio-digest first")
        if rows.damaged(file, most=1):
            raise StoreError(path, "it is damaged; run: cio-digest doctor --repair")
        yield file


def _rows(file: sqlite3.Connection, table: str, columns: list[str]) -> Iterator[tuple[Any, ...]]:
    cursor = file.execute(f"SELECT {', '.join(columns)} FROM {table}")
    while part := cursor.fetchmany(_PART):
        yield from part


def _copy(db: PostgreSQL, table: str, columns: list[str], file: sqlite3.Connection) -> None:
    """Put a file's rows of a table in place of those on the server."""
    db.execute(f"DELETE FROM {table}")
    query = f"COPY {table} ({', '.join(columns)}) FROM STDIN".encode()
    with db.connection.cursor() as cursor, cursor.copy(query) as copy:
        for row in _rows(file, table, columns):
            copy.write_row(row)


def _number(db: PostgreSQL) -> None:
    """Let numbers that are given from now on be above those that are there."""
    db.execute(
        "UPDATE entry_numbers SET last = (SELECT coalesce(max(id), 0) FROM entries) "
        "WHERE last < (SELECT coalesce(max(id), 0) FROM entries)"
    )
    identities = db.execute(
        "SELECT table_name, column_name FROM information_schema.columns "
        "WHERE table_schema = current_schema() AND is_identity = 'YES'"
    ).fetchall()
    for table, key in identities:
        db.execute(
            f"SELECT setval(pg_get_serial_sequence('{table}', '{key}'), greatest(max({key}), 1)) "
            f"FROM {table}"
        )


def saved(db: Store, path: str) -> int:
    """Copy a store on a server, as it is at one moment, to the file ``path``; gives its entries.

    Raises:
        StoreError: the file cannot be written.
    """
    assert isinstance(db, PostgreSQL)  # noqa: S101 - the only one that is not a file
    with aside.draft(path) as part:
        with closing(sqlite3.connect(part, isolation_level=None)) as file:
            migrations.migrate(file)
            file.execute("BEGIN")
            db.execute("BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY")
            try:
                for name, found in rows.tables(file).items():
                    _fill(file, name, [column.name for column in found], db)
            finally:
                db.execute("ROLLBACK")
            file.execute("INSERT INTO entries_text (entries_text) VALUES ('rebuild')")
            file.execute("COMMIT")
            entries = file.execute("SELECT count(*) FROM entries").fetchone()[0]
        try:
            os.replace(part, os.path.realpath(path))
        except OSError as error:
            raise StoreError(path, f"cannot be written: {error.strerror}") from None
    return int(entries)


def _fill(file: sqlite3.Connection, table: str, columns: list[str], db: PostgreSQL) -> None:
    names, marks = ", ".join(columns), ", ".join("?" * len(columns))
    with db.connection.cursor(f"copy_{table}", scrollable=False) as cursor:
        cursor.execute(f"SELECT {names} FROM {table}".encode())
        while part := cursor.fetchmany(_PART):
            file.executemany(f"INSERT INTO {table} ({names}) VALUES ({marks})", part)
