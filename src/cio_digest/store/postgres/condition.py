"""What a server and the workers of a team are doing, for the checkup."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cio_digest.store.times import moment

if TYPE_CHECKING:
    from datetime import datetime

    from cio_digest.store.postgres.connection import PostgreSQL


def version(db: PostgreSQL) -> str:
    """The version of the server, such as 17.2."""
    return str(db.execute("SHOW server_version").fetchone()[0]).split()[0]


def unclustered(db: PostgreSQL) -> tuple[int, datetime | None]:
    """How many entries no story has yet, and since when the first of them is in the store."""
    row = db.execute("SELECT count(*), min(first_seen) FROM entries WHERE story IS NULL")
    count, first = row.fetchone()
    return int(count), moment(first)
