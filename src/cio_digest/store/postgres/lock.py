"""One run at a time on a server's store, from whichever machine: a lock of the session's."""

from __future__ import annotations

import os
import platform
from contextlib import closing, contextmanager
from datetime import datetime, timezone
from typing import TYPE_CHECKING

import psycopg

from cio_digest.errors import LockedError
from cio_digest.store.postgres import connect, faults

if TYPE_CHECKING:
    from collections.abc import Iterator

    from cio_digest.store.postgres.connection import PostgreSQL

# The two numbers of the lock: what it is for, and whose: each schema is a store of its own.
_KEYS = "hashtext(?), hashtext(current_schema())"
_HOLDER = f"""
    SELECT application_name FROM pg_locks JOIN pg_stat_activity USING (pid)
    WHERE locktype = 'advisory' AND granted AND objsubid = 2
    AND (classid, objid) = (SELECT oid(a), oid(b) FROM (SELECT {_KEYS}) k (a, b))
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
        if not _take(db, what):
            raise LockedError(place, f"already running since {_holder(db, what)}")
        holder = f"{since} ({platform.node()[:20]}, process {os.getpid()})"
        db.execute("SELECT set_config('application_name', ?, false)", (holder,))
        yield


def _take(db: PostgreSQL, what: str) -> bool:
    return bool(db.execute(f"SELECT pg_try_advisory_lock({_KEYS})", (what,)).fetchone()[0])


def _holder(db: PostgreSQL, what: str) -> str:
    row = db.execute(_HOLDER, (what,)).fetchone()
    return str(row[0]) if row else "just now"
