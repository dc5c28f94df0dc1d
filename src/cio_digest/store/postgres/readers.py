"""Readers of a team: each has a schema and a role of their name, and sees what they follow.

In the schema are the tables that are a reader's own, and views in place of the shared ones: the
entries of the sources that this reader follows, and those of the private sources, which lie in a
schema of their own, a whole store beside the shared one. Statements stay as they are; the server
keeps readers apart, as the role may use nothing but these two schemas.
"""

from __future__ import annotations

import re
from contextlib import contextmanager
from typing import TYPE_CHECKING, NamedTuple

from cio_digest.errors import ConfigError
from cio_digest.store.postgres import schema
from cio_digest.store.schema import MIGRATIONS
from cio_digest.store.times import moment, seconds
from cio_digest.store.transactions import transaction

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from datetime import datetime

    from cio_digest.store.postgres.connection import PostgreSQL

_NAME = re.compile(r"[a-z][a-z0-9_]{0,30}")
# Where a reader's schema cannot be mended; what was theirs alone is lost.
ANEW = "restore a backup, or begin anew: cio-digest team remove {0}, then team add {0} FILE"
_RESERVED = ("public", "pg_", "information_schema", "postgres", "cio_digest")
PRIVATE = "_private"  # what the schema of a reader's private sources ends in
_FAR = 1 << 40  # numbers of private sources begin here, above those of all shared ones

# Tables of the store that are not a reader's own; one that is not named here is each reader's.
# Of these a reader sees the rows of sources that they follow, those with what they have in common,
# or none, where only runs need them.
_FOLLOWED = {
    "sources": "id",
    "entries": "source",
    "source_days": "source",
    "uncounted": "source",
}
_COMMON = (
    "stories",
    "story_aliases",
    "fingerprints",
    "pages",
    "talks",
    "rarity",
    "entry_days",
    "entry_words",
    "word_counts",
    "text_totals",
)
_COUNTED = ("rarity", "word_counts", "text_totals", "source_days")  # over all that is shared
_HIDDEN = ("clues", "open_stories", "listings", "short_links")
_SHARED = {*_FOLLOWED, *_COMMON, *_HIDDEN, "entry_numbers"}
_SUBJECT = re.compile(
    r"\s*(?:CREATE TABLE|ALTER TABLE|INSERT INTO|UPDATE|DELETE FROM|DROP TABLE"
    r"|CREATE (?:UNIQUE )?INDEX \w+ ON|DROP INDEX)\s+(\w+)"
)


class Reader(NamedTuple):
    """A reader of the team: their name, feeds.toml, and where and when (HH:MM) they get mail."""

    name: str
    config: str
    mailbox: str = ""
    at: str = "07:00"


@contextmanager
def _changing(db: PostgreSQL) -> Iterator[None]:
    """A transaction in which nobody else changes readers."""
    with transaction(db):
        db.execute("SELECT pg_advisory_xact_lock(hashtext('readers'), hashtext(current_schema()))")
        yield


def begin(db: PostgreSQL) -> dict[str, str]:
    """Make the store one that readers can be added to; what is there already stays.

    Gives what ``renew`` does.
    """
    with _changing(db):
        db.execute(
            'CREATE TABLE IF NOT EXISTS readers (name TEXT COLLATE "C" PRIMARY KEY, '
            "added BIGINT NOT NULL, config TEXT NOT NULL, mailbox TEXT NOT NULL, at TEXT NOT NULL)"
        )
        # By which private entries find the shared ones at their address.
        db.execute(
            "CREATE INDEX IF NOT EXISTS entries_by_canonical ON entries USING hash (canonical)"
        )
        _drop_queue(db)
    return renew(db)


def _drop_queue(db: PostgreSQL) -> None:
    """Drop the queue that workers had before they asked the store itself what there is to do."""
    queue = f"{_schema(db)}_tasks"
    (jobs,) = db.execute("SELECT to_regclass(?)", (f"{queue}.procrastinate_jobs",)).fetchone()
    if jobs:
        db.execute(f"DROP SCHEMA {queue} CASCADE")


def is_team(db: PostgreSQL) -> bool:
    """Whether readers can be added to the store."""
    return bool(db.execute("SELECT to_regclass('readers') IS NOT NULL").fetchone()[0])


def renew(db: PostgreSQL) -> dict[str, str]:
    """Bring the schemas of all readers to the version of the shared tables.

    Gives why that could not be done, by the name of the reader; it stops no other.
    """
    failures: dict[str, str] = {}
    for name in _names(db) if is_team(db) else ():
        try:
            with _changing(db):
                if not (_steps(db, name) and _steps(db, f"{name}{PRIVATE}")):
                    raise db.DataError("its schemas are not there")
                _make(db, name)
        except ConfigError as error:
            failures[name] = str(error)
        except db.Error as error:
            if db.connection.closed:
                raise
            passes = isinstance(error, db.OperationalError)  # a full disk, a lock that is held
            advice = "run cio-digest team init again" if passes else ANEW.format(name)
            failures[name] = f"{str(error).strip().splitlines()[0]}; {advice}"
    return failures


def add(db: PostgreSQL, reader: Reader, sources: Iterable[int], now: datetime) -> None:
    """Let a reader follow these shared sources, by their numbers; a new one is made.

    Raises:
        ConfigError: the name cannot be that of a schema, or is somebody else's.
    """
    name = reader.name
    with _changing(db):
        _check(db, name)
        _make(db, name)
        db.execute(
            "INSERT INTO readers (name, config, mailbox, at, added) VALUES (?, ?, ?, ?, ?) "
            "ON CONFLICT (name) DO UPDATE SET config = excluded.config, "
            "mailbox = excluded.mailbox, at = excluded.at",
            (*reader, seconds(now)),
        )
        db.execute(f"DELETE FROM {name}.follows")
        rows = [(number,) for number in sorted(set(sources))]
        db.executemany(f"INSERT INTO {name}.follows VALUES (?)", rows)


def remove(db: PostgreSQL, name: str) -> None:
    """Delete a reader with all that was theirs alone.

    Raises:
        ConfigError: there is no such reader.
    """
    with _changing(db):
        if name not in _names(db):
            known = ", ".join(_names(db)) or "none yet"
            raise ConfigError(f'there is no reader "{name}"; the readers are: {known}')
        db.execute(f"DROP SCHEMA IF EXISTS {name} CASCADE")
        db.execute(f"DROP SCHEMA IF EXISTS {name}{PRIVATE} CASCADE")
        if _has_role(db, name):
            db.execute(f"DROP OWNED BY {name}")
            db.execute(f"DROP ROLE {name}")
        db.execute("DELETE FROM readers WHERE name = ?", (name,))


def load(db: PostgreSQL) -> list[Reader]:
    """The readers by name.

    Raises:
        ConfigError: the store is not a team's.
    """
    if not is_team(db):
        raise ConfigError("this store is not a team's yet; run: cio-digest team init")
    return [
        Reader(*row)
        for row in db.execute("SELECT name, config, mailbox, at FROM readers ORDER BY name")
    ]


def follows(db: PostgreSQL, name: str) -> int:
    """How many shared sources a reader follows."""
    return int(db.execute(f"SELECT count(*) FROM {name}.follows").fetchone()[0])


def last_done(db: PostgreSQL, job: str) -> dict[str, datetime]:
    """When the last run of a job began that did what it should, for each reader who has one."""
    from cio_digest.store import runs  # which `today` does without

    each = " UNION ALL ".join(
        f"SELECT '{name}', max(started) FROM {name}.runs WHERE job = ?1 AND code IN {runs.DONE}"
        for name in db.readers("runs")
    )
    rows = db.execute(each, (job,)).fetchall() if each else []
    return {name: moment(started) for name, started in rows if started is not None}


def join(db: PostgreSQL) -> None:
    """As a reader: let private entries at the address of a shared one be part of its story."""
    private = f"{db.reader}{PRIVATE}"
    db.execute(
        f"UPDATE {private}.entries SET story = found.story "
        "FROM (SELECT p.id, min(s.story) AS story "
        f"FROM {private}.entries p JOIN entries s ON s.canonical = p.canonical AND s.source < ? "
        "WHERE p.canonical <> '' AND s.story IS NOT NULL GROUP BY p.id) found "
        f"WHERE found.id = {private}.entries.id AND {private}.entries.story <> found.story",
        (_FAR,),
    )


def _names(db: PostgreSQL) -> list[str]:
    return [row[0] for row in db.execute("SELECT name FROM readers ORDER BY name")]


def _check(db: PostgreSQL, name: str) -> None:
    if not _NAME.fullmatch(name) or name.startswith(_RESERVED) or name.endswith(PRIVATE):
        raise ConfigError(
            f'"{name}" cannot be the name of a reader; take small letters, digits, _: such as ada'
        )
    if name in _names(db):
        return
    (quoted,) = db.execute("SELECT quote_ident(?)", (name,)).fetchone()
    if quoted != name:
        raise ConfigError(f'"{name}" is a word of SQL; take another name')
    taken = db.execute(
        "SELECT EXISTS (SELECT 1 FROM pg_namespace WHERE nspname IN (?1, ?2)) "
        "OR EXISTS (SELECT 1 FROM pg_roles WHERE rolname = ?1 AND (rolsuper OR rolcreaterole))",
        (name, f"{name}{PRIVATE}"),
    ).fetchone()
    if taken[0]:
        raise ConfigError(f'"{name}" is a schema or an administrator already; take another name')


def _make(db: PostgreSQL, name: str) -> None:
    """Make the role and the schemas of a reader, or bring them up to date."""
    if lost := not _has_role(db, name):
        db.execute(f"CREATE ROLE {name} LOGIN")
    # Whoever runs the store mails as the reader. To make a role is not yet to be a member of it.
    if not db.execute("SELECT pg_has_role(?, 'USAGE')", (name,)).fetchone()[0]:
        try:
            db.execute(f"GRANT {name} TO CURRENT_USER")
        except db.ProgrammingError:
            grant = f"GRANT {name} TO {db.connection.info.user} WITH ADMIN OPTION"
            raise ConfigError(f"the server lets nobody act for {name}; in psql: {grant}") from None
    for each in (name, f"{name}{PRIVATE}"):
        db.execute(f"CREATE SCHEMA IF NOT EXISTS {each}")
        db.execute(f"GRANT USAGE ON SCHEMA {each} TO {name}")
        # Of what is made from here on: to grant it of all that is there, the server would look
        # through the tables of all readers.
        default = f"ALTER DEFAULT PRIVILEGES IN SCHEMA {each} GRANT"
        db.execute(f"{default} SELECT, INSERT, UPDATE, DELETE ON TABLES TO {name}")
        db.execute(f"{default} USAGE ON SEQUENCES TO {name}")
        if lost:  # of tables that are there, as after a backup was restored without its roles
            every = f"IN SCHEMA {each} TO {name}"
            db.execute(f"GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES {every}")
            db.execute(f"GRANT USAGE ON ALL SEQUENCES {every}")
    shared = _schema(db)
    _within(db, f"{name}{PRIVATE}", _private(db, name, shared))
    _within(db, name, _own(db, name, shared))
    db.execute(f"SET LOCAL search_path = {shared}")
    db.execute(f"REVOKE INSERT, UPDATE, DELETE ON {name}.store_version, {name}.follows FROM {name}")
    db.execute(f"REVOKE INSERT, UPDATE, DELETE ON {name}{PRIVATE}.store_version FROM {name}")


def _has_role(db: PostgreSQL, name: str) -> bool:
    return bool(db.execute("SELECT 1 FROM pg_roles WHERE rolname = ?", (name,)).fetchone())


def _schema(db: PostgreSQL) -> str:
    return str(db.execute("SELECT current_schema()").fetchone()[0])


def _within(db: PostgreSQL, place: str, statements: Iterator[str]) -> None:
    """Execute statements in a schema; the server's own is the only other one."""
    db.execute(f"SET LOCAL search_path = {place}")
    for statement in statements:
        db.execute(statement)


def _steps(db: PostgreSQL, place: str) -> int:
    table = f"{place}.store_version"
    if not db.execute("SELECT to_regclass(?) IS NOT NULL", (table,)).fetchone()[0]:
        return 0
    return int(db.execute(f"SELECT steps FROM {table}").fetchone()[0])


def _private(db: PostgreSQL, name: str, shared: str) -> Iterator[str]:
    """The whole store of a reader's private sources, whose entries are numbered with all others."""
    steps = _steps(db, f"{name}{PRIVATE}")
    for step in range(steps, len(MIGRATIONS)):
        yield from schema.statements(step)
    if not steps:
        yield f"ALTER TABLE sources ALTER COLUMN id RESTART WITH {_FAR}"
        yield (
            "CREATE OR REPLACE FUNCTION next_entry() RETURNS bigint LANGUAGE sql VOLATILE "
            f"SECURITY DEFINER SET search_path = {shared} AS "
            "'UPDATE entry_numbers SET last = last + 1 RETURNING last'"
        )


def _own(db: PostgreSQL, name: str, shared: str) -> Iterator[str]:
    """A reader's own tables, and views of what is shared."""
    steps = _steps(db, name)
    if not steps:
        yield "CREATE TABLE follows (source BIGINT PRIMARY KEY)"
    for step in range(steps, len(MIGRATIONS)):
        for statement in schema.statements(step):
            if _is_own(statement):
                yield statement
    for table in (*_FOLLOWED, *_COMMON):
        yield f"CREATE OR REPLACE VIEW {table} AS {_view(db, table, name, shared)}"


def _is_own(statement: str) -> bool:
    """Whether a statement is about a table that each reader has one of."""
    subject = _SUBJECT.match(statement)
    if subject is None:
        return "FUNCTION instr" in statement
    if statement.lstrip().startswith("DROP INDEX"):  # whose name begins with its table's
        return not subject[1].startswith(tuple(f"{table}_" for table in _SHARED))
    return subject[1] not in _SHARED


def _view(db: PostgreSQL, table: str, name: str, shared: str) -> str:
    """What a reader sees of a shared table: what they follow, and what is private."""
    rows = db.execute(
        "SELECT attname FROM pg_attribute WHERE attrelid = CAST(? AS regclass) AND attnum > 0 "
        "AND NOT attisdropped ORDER BY attnum",
        (f"{shared}.{table}",),
    ).fetchall()
    names = [row[0] for row in rows]
    every = ", ".join(names)
    key = _FOLLOWED.get(table)
    # As an array, which is read first: it finds the rows in the indexes. A join would not.
    where = f" WHERE {key} = ANY (ARRAY(SELECT source FROM {name}.follows))" if key else ""
    followed = f"SELECT {every} FROM {shared}.{table}{where}"
    if table in _COUNTED:  # what is private counts for nobody
        return followed
    private = f"SELECT {every} FROM {name}{PRIVATE}.{table}"
    if table == "uncounted":  # all that is private, as its entries may be in shared stories
        days = f"SELECT DISTINCT source, surfaced / 86400 AS day FROM {name}{PRIVATE}.entries"
        private = f"SELECT 0, source, day FROM ({days}) days"
    return f"{followed} UNION ALL {private}"


def own(tables: Iterable[str]) -> list[str]:
    """Those of the store's tables that each reader has one of."""
    return [name for name in tables if name not in _SHARED]
