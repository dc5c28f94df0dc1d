"""A damaged store to a sound one that has every row that can still be read.

Rows are copied table by table into a new file. What follows from them (the full-text index, what
stories count) is made anew. A list that cannot be read becomes an empty one, so that its entry
stays; any other row with a value that cannot be read is left out.
"""

from __future__ import annotations

import sqlite3
from contextlib import closing, suppress
from typing import TYPE_CHECKING, NamedTuple

from cio_digest import files
from cio_digest.errors import StoreError
from cio_digest.store import aside, check, faults, migrations, rows, source_days, spans

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from datetime import datetime

_SPAN = 1 << 12  # rows that are read in one go, and again in halves where one of them is damaged
_LAST = 1 << 20  # the number up to which rows are looked for where the highest cannot be read
_TRIES = 100_000  # reads of a table that may fail, after which a span is not halved any more


class Loss(NamedTuple):
    """How many rows of a table were kept, and about how many are lost."""

    table: str
    kept: int
    lost: int


class Repair(NamedTuple):
    """What became of each table that lost rows, how many entries are there, and the old file."""

    losses: tuple[Loss, ...]
    entries: int
    old: str


def repair(path: str, now: datetime) -> Repair | None:
    """Put what can be read of the store at ``path`` into a new one; None where it is sound.

    Nothing may be running on it (``store.locked``). The damaged file is kept under another name.

    Raises:
        StoreError: nothing of it can be read, or there is no room for the new one.
    """
    if files.on_server(path):
        raise StoreError(path, "a server keeps its own files sound; ask who runs it")
    with aside.draft(path) as part:
        try:
            with closing(_opened(path)) as old:
                migrations.check(old, path)
                if not check.faults(old, whole=True):
                    return None
                with closing(sqlite3.connect(part, isolation_level=None)) as new:
                    losses = _copy(old, new)
                    entries = new.execute("SELECT count(*) FROM entries").fetchone()[0]
        except sqlite3.Error as error:
            if faults.refusal(error):
                raise faults.explained(path, error) from None
            hint = "restore a backup: cio-digest restore FILE"
            raise StoreError(path, f"nothing of it can be read any more; {hint}") from None
        return Repair(losses, int(entries), aside.replace(path, part, "damaged", now))


def _opened(path: str) -> sqlite3.Connection:
    db = sqlite3.connect(path, isolation_level=None, timeout=10)
    db.execute("PRAGMA cell_size_check = ON")  # a damaged page is an error, not a row
    return db


def _copy(old: sqlite3.Connection, new: sqlite3.Connection) -> tuple[Loss, ...]:
    """All tables into an empty file of the same version, then what follows from them."""
    rows.prepare(new)
    new.execute("PRAGMA synchronous = OFF")  # it gets its name when it is finished
    version = int(old.execute("PRAGMA user_version").fetchone()[0])
    migrations.migrate(new, version)
    new.execute("BEGIN")
    losses = [_table(old, new, table, columns) for table, columns in rows.tables(new).items()]
    new.execute("COMMIT")
    migrations.migrate(new)
    new.execute("BEGIN")
    _derive(new)
    new.execute("COMMIT")
    return tuple(loss for loss in losses if loss.lost)


def _table(
    old: sqlite3.Connection, new: sqlite3.Connection, table: str, columns: Sequence[rows.Column]
) -> Loss:
    names = ", ".join(column.name for column in columns)
    marks = ", ".join("?" * len(columns))
    query = f"INSERT OR IGNORE INTO {table} ({names}) VALUES ({marks})"
    kept = lost = 0
    for row in _rows(old, table, columns):
        values = row and _readable(table, columns, row)
        added = new.execute(query, values).rowcount if values else 0
        kept, lost = kept + added, lost + (not added)
    wrong = " OR ".join(rows.wrong(table, column) for column in columns)
    left_out = new.execute(f"DELETE FROM {table} WHERE {wrong}").rowcount
    return Loss(table, kept - left_out, lost + left_out)


def _readable(
    table: str, columns: Sequence[rows.Column], row: Sequence[object]
) -> list[object] | None:
    """The row with its texts as texts and lists as lists; None where a text is none."""
    values: list[object] = []
    for column, value in zip(columns, row, strict=True):
        is_list = f"{table}.{column.name}" in rows.LISTS
        try:
            text = value.decode() if column.type == "TEXT" and isinstance(value, bytes) else value
        except UnicodeDecodeError:
            text = None
        if is_list and not (isinstance(text, str) and rows.is_json(text)):
            text = "[]"
        if text is None and value is not None:
            return None
        values.append(text)
    return values


def _rows(
    old: sqlite3.Connection, table: str, columns: Sequence[rows.Column]
) -> Iterator[tuple[object, ...] | None]:
    """Each row that can be read; None for one that cannot."""
    old.text_factory = bytes
    names = ", ".join(column.name for column in columns)
    try:
        last = old.execute(f"SELECT coalesce(max(rowid), 0) FROM {table}").fetchone()[0]
    except sqlite3.OperationalError:  # a table without numbers
        return _in_order(old, f"SELECT {names} FROM {table} ORDER BY", rows.key(columns))
    except sqlite3.DatabaseError:
        return _trimmed(_numbered(old, f"SELECT {names} FROM {table} WHERE rowid", _LAST))
    return _numbered(old, f"SELECT {names} FROM {table} WHERE rowid", last)


def _trimmed(
    rows: Iterator[tuple[object, ...] | None],
) -> Iterator[tuple[object, ...] | None]:
    """The same rows, but unreadable ones at the end count as one: their number is unknown."""
    unread = 0
    for row in rows:
        if row is None:
            unread += 1
            continue
        yield from [None] * unread
        unread = 0
        yield row
    if unread:
        yield None


def _numbered(
    old: sqlite3.Connection, query: str, last: int
) -> Iterator[tuple[object, ...] | None]:
    """Rows by spans of their numbers: where a span cannot be read, its halves are tried."""
    spans = [(first, first + _SPAN - 1) for first in range(0, last + 1, _SPAN)][::-1]
    tries = _TRIES
    while spans:
        low, high = spans.pop()
        try:
            yield from old.execute(f"{query} BETWEEN ? AND ?", (low, high)).fetchall()
        except sqlite3.DatabaseError:
            tries -= 1
            if low == high or tries < 0:
                yield None
                continue
            middle = (low + high) // 2
            spans += [(middle + 1, high), (low, middle)]


def _in_order(
    old: sqlite3.Connection, query: str, keys: Sequence[str]
) -> Iterator[tuple[object, ...] | None]:
    """Rows from both ends of the table, up to what cannot be read from either."""
    try:
        yield from old.execute(f"{query} {', '.join(keys)}")
    except sqlite3.DatabaseError:
        yield None
        backwards = ", ".join(f"{key} DESC" for key in keys)
        with suppress(sqlite3.DatabaseError):
            yield from old.execute(f"{query} {backwards}")


def _derive(db: sqlite3.Connection) -> None:
    """What follows from the entries: sources that are missing, what stories count, the index."""
    db.execute(
        "INSERT INTO sources (id, key, url) SELECT DISTINCT source, 'lost:' || source, '' "
        "FROM entries WHERE source NOT IN (SELECT id FROM sources)"
    )
    db.execute("DELETE FROM stories")
    db.execute(
        "INSERT INTO stories SELECT story, min(surfaced), max(surfaced), count(*), "
        "count(DISTINCT outlet) FROM entries WHERE story IS NOT NULL GROUP BY story"
    )
    db.execute("INSERT INTO entries_text (entries_text) VALUES ('rebuild')")
    last = "SELECT coalesce(max(id), 0) FROM entries"
    db.execute(f"INSERT OR REPLACE INTO facts VALUES ('indexed', CAST(({last}) AS TEXT))")
    db.execute("DELETE FROM entry_days")
    spans.add(db, 0, db.execute(last).fetchone()[0])
    db.execute("DELETE FROM source_days")
    source_days.mark(db, "1 = 1")
    db.execute("DELETE FROM facts WHERE name = 'matched'")  # nor is it known what was lost of that
    # What was counted once must not be counted again.
    db.execute(
        f"INSERT OR IGNORE INTO facts SELECT 'counted', CAST(({last}) AS TEXT) "
        "WHERE EXISTS (SELECT 1 FROM days)"
    )
