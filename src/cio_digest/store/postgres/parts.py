"""The table of words in parts: entries that follow each other, some week of a busy store's each.

A search goes through them from the newest on and ends where it has enough, and what looks at some
days leaves the others alone. The last part takes whatever is new. PostgreSQL: declarative
partitioning by range (https://www.postgresql.org/docs/current/ddl-partitioning.html).
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from psycopg import errors

from cio_digest.store.transactions import transaction

if TYPE_CHECKING:
    from cio_digest.store.engine import Store

LEAST = 100_000  # entries of a part: each is planned, locked and looked into by itself
_WEEK = 7 * 86_400  # seconds
_PATIENCE = "2s"  # to wait for who searches just now: whoever comes later waits, too
_PARTS = """
    SELECT c.relname, pg_get_expr(c.relpartbound, c.oid) FROM pg_class c
    JOIN pg_inherits i ON i.inhrelid = c.oid
    WHERE i.inhparent = 'entry_words'::regclass AND pg_has_role(c.relowner, 'USAGE')
"""
_BOUNDS = re.compile(r"FOR VALUES FROM \((.+)\) TO \((.+)\)")


class Part(NamedTuple):
    """A part's table, which ends in its first entry's number, and its bounds in SQL."""

    table: str
    begin: str
    end: str


def alone(db: Store) -> None:
    """Let one transaction at a time change the index: others count the same words."""
    db.execute("SELECT pg_advisory_xact_lock('entry_words'::regclass::oid::bigint)")


def tidy(db: Store) -> None:
    """Begin a new part once the last is a week long and large, and join those that became small.

    It is left for another time where somebody reads words for long, and to who owns the table.
    """
    parts = _parts(db)
    if not parts or not _is_full(db, parts[-1].table):
        return
    try:
        _cut(db, parts[-1])
        _join_small(db)
    except errors.LockNotAvailable:
        return


def _parts(db: Store) -> list[Part]:
    """The parts that this role may change, the oldest first."""
    found = [
        Part(table, *match.groups())
        for table, bounds in db.execute(_PARTS)
        if (match := _BOUNDS.fullmatch(bounds))
    ]
    return sorted(found, key=lambda part: int(part.table.rpartition("_")[2]))


def _is_full(db: Store, table: str) -> bool:
    entries, seconds = db.execute(
        "SELECT coalesce(max(id) - min(id), 0), coalesce(max(first_seen) - min(first_seen), 0) "
        f"FROM entries WHERE id IN ((SELECT min(entry) FROM {table}), "
        f"(SELECT max(entry) FROM {table}))"
    ).fetchone()
    return bool(entries >= LEAST and seconds >= _WEEK)


def _cut(db: Store, last: Part) -> None:
    """End the last part behind its last entry, and begin another there."""
    with transaction(db):
        alone(db)
        db.execute(f"SET LOCAL lock_timeout = '{_PATIENCE}'")
        (end,) = db.execute(f"SELECT max(entry) + 1 FROM {last.table}").fetchone()
        db.execute(f"ALTER TABLE entry_words DETACH PARTITION {last.table}")
        _attach(db, last._replace(end=f"'{end}'"))
        db.execute(f"CREATE TABLE entry_words_{end} (LIKE entry_words INCLUDING INDEXES)")
        _attach(db, Part(f"entry_words_{end}", f"'{end}'", last.end))


def _attach(db: Store, part: Part) -> None:
    bounds = f"FOR VALUES FROM ({part.begin}) TO ({part.end})"
    db.execute(f"ALTER TABLE entry_words ATTACH PARTITION {part.table} {bounds}")


def _join_small(db: Store) -> None:
    """Join neighbours of which little is left, which also gives their room back to the disk."""
    parts = _parts(db)[:-1]
    while len(parts) > 1:
        first, second, *later = parts
        if _size(db, first.table) + _size(db, second.table) < LEAST:
            parts = [_joined(db, first, second), *later]
        else:
            parts = [second, *later]


def _size(db: Store, table: str) -> int:
    """How many entries a part has, ``LEAST`` where it is more."""
    query = f"SELECT count(*) FROM (SELECT FROM {table} LIMIT {LEAST}) rows"
    return int(db.execute(query).fetchone()[0])


def _joined(db: Store, first: Part, second: Part) -> Part:
    """Two neighbours as one."""
    with transaction(db):
        alone(db)
        db.execute("CREATE TABLE entry_words_joined (LIKE entry_words INCLUDING INDEXES)")
        for part in (first, second):
            db.execute(f"INSERT INTO entry_words_joined SELECT * FROM {part.table} ORDER BY entry")
        db.execute(f"SET LOCAL lock_timeout = '{_PATIENCE}'")
        db.execute(f"DROP TABLE {first.table}, {second.table}")
        db.execute(f"ALTER TABLE entry_words_joined RENAME TO {first.table}")
        joined = first._replace(end=second.end)
        _attach(db, joined)
    return joined
