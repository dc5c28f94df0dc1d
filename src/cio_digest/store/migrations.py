"""A database of any earlier version to one of today's, step by numbered step."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cio_digest.errors import StoreError
from cio_digest.store import schema
from cio_digest.store.transactions import transaction

if TYPE_CHECKING:
    import sqlite3


def check(db: sqlite3.Connection, path: str) -> None:
    """Refuse, before anything is written, what this program must leave alone.

    Raises:
        StoreError: the file belongs to another program or to a newer cio-digest.
    """
    # One statement, hence one moment: another process may be making the store right now.
    application, version, tables = db.execute(
        "SELECT application_id, user_version, (SELECT count(*) FROM sqlite_master) "
        "FROM pragma_application_id, pragma_user_version"
    ).fetchone()
    if application != schema.APPLICATION:
        whose = "belongs to another program" if application or version or tables else "is empty"
        raise StoreError(path, f"this database {whose}; name another with --store")
    if version > len(schema.MIGRATIONS):
        raise StoreError(
            path,
            f"made by a newer cio-digest (store version {version}, this one knows "
            f"{len(schema.MIGRATIONS)}); update cio-digest, nothing was changed",
        )


def check_current(db: sqlite3.Connection, path: str, reason: str) -> None:
    """Refuse a store of an earlier version, which cannot be migrated for that ``reason``.

    Raises:
        StoreError: it is older than this program.
    """
    if _version(db) < len(schema.MIGRATIONS):
        raise StoreError(path, f"made by an older cio-digest and not migrated: {reason}")


def migrate(db: sqlite3.Connection, version: int | None = None) -> None:
    """Bring the store to the newest ``version``, or to that one, each step whole or not at all."""
    last = len(schema.MIGRATIONS) if version is None else version
    for step in range(_version(db), last):
        with transaction(db):
            if _version(db) == step:  # else another process was quicker
                _apply(db, step)


def _version(db: sqlite3.Connection) -> int:
    return int(db.execute("PRAGMA user_version").fetchone()[0])


def _apply(db: sqlite3.Connection, step: int) -> None:
    for statement in schema.MIGRATIONS[step]:
        db.execute(statement)
    db.execute(f"PRAGMA user_version = {step + 1}")
    db.execute(f"PRAGMA application_id = {schema.APPLICATION}")
