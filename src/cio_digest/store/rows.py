"""Rows whose values are not what their columns hold: SQLite keeps them, and nothing can read them.

What a column holds is read from the schema: its type, whether it may be NULL, and by its name
whether it is an instant, a day or a JSON array.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Sequence

# Unix seconds, and days since 1970, of the years 1 to 9999: what Python's dates can hold.
_INSTANTS = (-62_135_596_800, 253_402_300_799)
_DAYS = (-719_162, 2_932_896)
_TIMES = frozenset(
    "published first_seen surfaced first last due checked succeeded failing_since resume time "
    "started ended judged tried whole held_at withdrawn".split()
)
LISTS = frozenset(
    "entries.tags entries.links entries.enclosures entries.noise trends.history trends.stories "
    "feedback.sources feedback.voices feedback.words".split()
)
_JSON = LISTS | {"digests.value", "matches.value"}
_TYPES = {"INTEGER": "integer", "TEXT": "text", "BLOB": "blob"}


class Damage(NamedTuple):
    """A value that cannot be read: its table, the key of its row and its column."""

    table: str
    key: str
    column: str

    def __str__(self) -> str:
        return f"row {self.key} of {self.table} is damaged ({self.column})"


class Column(NamedTuple):
    """A column as the schema has it; ``key`` is its place in the primary key, 0 for none."""

    name: str
    type: str
    required: bool
    key: int


def tables(db: sqlite3.Connection) -> dict[str, list[Column]]:
    """The tables of a store with their columns, without those of the full-text index."""
    names = db.execute(
        "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'entries\\_%' "
        "ESCAPE '\\' AND name NOT LIKE 'sqlite\\_%' ESCAPE '\\' ORDER BY name"
    ).fetchall()
    return {
        name: [
            Column(row[1], row[2], bool(row[3]), row[5])
            for row in db.execute(f"SELECT * FROM pragma_table_info('{name}')")
        ]
        for (name,) in names
    }


def key(columns: Sequence[Column]) -> list[str]:
    """The names of the primary key's columns, in its order."""
    return [column.name for column in sorted(columns, key=lambda each: each.key) if column.key]


def is_numbered(columns: Sequence[Column]) -> bool:
    """Whether a number is the key of a table's rows."""
    keys = [column for column in columns if column.key]
    return [column.type for column in keys] == ["INTEGER"]


def prepare(db: sqlite3.Connection) -> None:
    """Let the connection know what ``wrong`` asks of values."""
    db.create_function("is_json", 1, is_json, deterministic=True)


def damaged(db: sqlite3.Connection, *, most: int, newest: int = 0) -> list[Damage]:
    """The first rows, at most ``most``, that hold what their columns cannot.

    With ``newest``, only the last so many of each table are looked at, by the numbers of its rows;
    tables without such numbers, which hold counts and the like, are passed over.

    Raises:
        sqlite3.DatabaseError: the file itself is damaged.
    """
    prepare(db)
    found: list[Damage] = []
    for table, columns in tables(db).items():
        named = " || '/' || ".join(key(columns)) or "rowid"
        checks = " ".join(f"WHEN {wrong(table, column)} THEN '{column.name}'" for column in columns)
        if newest and not is_numbered(columns):
            continue
        last = f"AND rowid > (SELECT max(rowid) FROM {table}) - {newest}" if newest else ""
        rows = db.execute(
            f"SELECT CAST({named} AS TEXT), CASE {checks} END AS bad FROM {table} "
            f"WHERE bad IS NOT NULL {last} LIMIT ?",
            (most - len(found),),
        )
        found += [Damage(table, *row) for row in rows]
        if len(found) >= most:
            break
    return found


def wrong(table: str, column: Column) -> str:
    """SQL that holds for values that the column of a table cannot have."""
    name = column.name
    if column.type == "REAL":
        test = f"typeof({name}) NOT IN ('real', 'integer')"
    else:
        test = f"typeof({name}) <> '{_TYPES[column.type]}'"
    if column.type == "INTEGER" and name in _TIMES:
        test += f" OR {name} NOT BETWEEN {_INSTANTS[0]} AND {_INSTANTS[1]}"
    elif column.type == "INTEGER" and name in {"day", "since"}:
        test += f" OR {name} NOT BETWEEN {_DAYS[0]} AND {_DAYS[1]}"
    elif table == "facts" and name == "value":
        test += f" OR CAST(CAST({name} AS INTEGER) AS TEXT) <> {name}"
    elif f"{table}.{name}" in _JSON:
        test += f" OR {name} <> '[]' AND NOT is_json({name})"
    if column.required or (column.key and table != "sources"):
        return f"({test})"
    return f"({name} IS NOT NULL AND ({test}))"


def is_json(text: object) -> bool:
    """Whether a text is JSON; all that the store keeps are arrays or objects."""
    try:
        return isinstance(json.loads(str(text)), list | dict)
    except (ValueError, RecursionError):
        return False
