"""Locks of a connection's on a server's store, for whichever machine: they go with the connection.

One run at a time holds ``locked``; workers ``take`` what one of them is to do at a time, and are
``present`` meanwhile.
"""

from __future__ import annotations

import os
import platform
from contextlib import closing, contextmanager, suppress
from datetime import datetime, timezone
from typing import TYPE_CHECKING

import psycopg

from cio_digest.errors import LockedError
from cio_digest.store.postgres import connect, faults, marks

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator

    from cio_digest.store.postgres.connection import PostgreSQL

# The two numbers of a lock: what it is for, and whose: each schema is a store of its own.
_KEYS = "hashtext({}), hashtext(current_schema())"
_EACH = "FROM unnest(CAST(? AS text[])) name"
_HELD = f"""
    FROM pg_locks JOIN pg_stat_activity USING (pid)
    WHERE locktype = 'advisory' AND granted AND objsubid = 2
    AND (classid, objid) = (SELECT oid(a), oid(b) FROM (SELECT {_KEYS.format("?")}) k (a, b))
    AND pg_locks.database = (SELECT oid FROM pg_database WHERE datname = current_database())
"""


@contextmanager
def locked(place: str, now: datetime, what: str = "fetch") -> Iterator[None]:
    """Hold the lock of the store for ``what`` while the body runs; the server frees it.

    Raises:
        LockedError: another run holds it; the message says since when, and where it runs.
        StoreError: the server cannot be used.
    """
    try:
        db = connect.connected(place)
    except psycopg.Error as error:
        raise faults.explained(place, error) from None
    with closing(db):
        since = f"{now.astimezone(timezone.utc):%Y-%m-%d %H:%M:%S} UTC"
        if not take(db, [what]):
            raise LockedError(place, f"already running since {_holder(db, what)}")
        holder = f"{since} ({platform.node()[:20]}, process {os.getpid()})"
        db.execute("SELECT set_config('application_name', ?, false)", (holder,))
        try:
            yield
        finally:
            # A connection ends on the server some time after it was closed here.
            with suppress(psycopg.Error):  # it is lost, and the lock with it
                free(db, [what])


def take(db: PostgreSQL, names: Collection[str]) -> set[str]:
    """Those of the locks that nobody else holds, which are held from now on.

    One that this connection holds already is taken a second time.
    """
    query = f"SELECT name {_EACH} WHERE pg_try_advisory_lock({_KEYS.format('name')})"
    return {row[0] for row in db.execute(query, _array(names))} if names else set()


def free(db: PostgreSQL, names: Collection[str]) -> None:
    """Let others have these locks."""
    if names:
        db.execute(f"SELECT pg_advisory_unlock({_KEYS.format('name')}) {_EACH}", _array(names))


def appear(db: PostgreSQL, names: Collection[str]) -> None:
    """Be ``present`` under these names until the connection ends."""
    query = f"SELECT pg_advisory_lock_shared({_KEYS.format('name')}) {_EACH}"
    db.execute(query, _array(names))


def present(db: PostgreSQL, name: str) -> int:
    """How many connections there are that appeared under a name."""
    return int(db.execute(f"SELECT count(*) {_HELD}", (name,)).fetchone()[0])


def _array(names: Collection[str]) -> tuple[str]:
    return (marks.array([*names])[1],)


def _holder(db: PostgreSQL, what: str) -> str:
    row = db.execute(f"SELECT application_name {_HELD}", (what,)).fetchone()
    return str(row[0]) if row else "just now"
