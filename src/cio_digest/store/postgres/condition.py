"""What a server and the workers of a team are doing, for the checkup."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cio_digest.store import removal
from cio_digest.store.postgres import marks
from cio_digest.store.postgres.readers import ANEW, PRIVATE
from cio_digest.store.times import moment

if TYPE_CHECKING:
    from datetime import datetime

    from cio_digest.store.postgres.connection import PostgreSQL

# Tables of a reader's that statements for all readers name, as what follows a schema's name.
_TABLES = tuple(
    f"{place}.{table}"
    for place, tables in (
        ("", ("store_version", "follows", "runs", "digests", *removal.SEEN)),
        (PRIVATE, ("store_version", "sources")),
    )
    for table in tables
)


def version(db: PostgreSQL) -> str:
    """The version of the server, such as 17.2."""
    return str(db.execute("SHOW server_version").fetchone()[0]).split()[0]


def unclustered(db: PostgreSQL) -> tuple[int, datetime | None]:
    """How many entries no story has yet, and since when the first of them is in the store."""
    row = db.execute("SELECT count(*), min(first_seen) FROM entries WHERE story IS NULL")
    count, first = row.fetchone()
    return int(count), moment(first)


def lacking(db: PostgreSQL) -> dict[str, str]:
    """What the server has no more of a reader's, and what to do, by the name of the reader."""
    rows = db.execute(
        "SELECT name, (SELECT pg_has_role(oid, 'USAGE') FROM pg_roles WHERE rolname = name), "
        "(SELECT min(t) FROM unnest(CAST(? AS text[])) t WHERE to_regclass(name || t) IS NULL) "
        "FROM readers ORDER BY name",
        (marks.array(_TABLES)[1],),
    )
    found = {}
    for name, role, table in rows:
        if table:
            found[name] = f"there is no table {name}{table}; {ANEW.format(name)}"
        elif role is None:
            found[name] = f'there is no role "{name}"; make it again: cio-digest team init'
        elif not role:
            found[name] = "nobody may act for them on the server; run: cio-digest team init"
    return found
