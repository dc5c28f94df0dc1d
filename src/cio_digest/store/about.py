"""The SQLite at hand and a store's version to facts; nothing is made, migrated or refused."""

from __future__ import annotations

import os
import sqlite3
from contextlib import closing

from cio_digest import files


def sqlite() -> str:
    """The version of SQLite, and whether it can search texts."""
    with closing(sqlite3.connect(":memory:")) as db:
        options = {row[0] for row in db.execute("PRAGMA compile_options")}
    return f"{sqlite3.sqlite_version}, FTS5 {'yes' if 'ENABLE_FTS5' in options else 'no'}"


def version(path: str) -> int | None:
    """The version of the store at ``path``, None where no store can be read."""
    if files.on_server(path):
        from cio_digest.store.postgres import connect

        return connect.version(path)
    if not os.path.isfile(path):
        return None
    try:
        with closing(sqlite3.connect(path, timeout=1)) as db:
            db.execute("PRAGMA query_only = ON")
            return int(db.execute("PRAGMA user_version").fetchone()[0])
    except sqlite3.Error:
        return None
