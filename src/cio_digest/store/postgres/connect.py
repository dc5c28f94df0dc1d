"""The address of a server to an open, migrated store; what it complains of becomes one clear line.

A server that only reads, as a standby does, is opened for reading.
"""

from __future__ import annotations

from contextlib import closing, contextmanager
from typing import TYPE_CHECKING, Any

from cio_digest.errors import ConfigError, StoreError

try:
    import psycopg
    from psycopg import conninfo
except ImportError:
    raise ConfigError(
        "a store on a PostgreSQL server needs more packages; run: pip install 'cio-digest[team]'"
    ) from None

from cio_digest.store.postgres import faults, schema
from cio_digest.store.postgres.connection import PostgreSQL
from cio_digest.store.schema import MIGRATIONS, UNMIGRATED, UNREAD

if TYPE_CHECKING:
    from collections.abc import Iterator

_OLDER = "made by an older cio-digest"
OLDEST = 13  # PostgreSQL's version
_PATIENCE = 10  # seconds until a server has answered
_LOCKED = 60  # seconds that a statement waits for another program
# A digest's statements take too short for machine code, or processes that share one, to be worth
# their while. Locks of a machine that lost its power or its network are free after 35 seconds.
_SETTINGS = {
    "jit": "off",
    "max_parallel_workers_per_gather": "0",
    "lock_timeout": f"{_LOCKED}s",
    "tcp_keepalives_idle": "20",
    "tcp_keepalives_interval": "5",
    "tcp_keepalives_count": "3",
}
_HELLO = f"""
    SELECT current_setting('server_version_num')::int, current_setting('server_encoding'),
    pg_is_in_recovery() OR current_setting('default_transaction_read_only')::bool,
    CASE WHEN to_regclass(quote_ident(current_schema()) || '.follows') IS NULL THEN ''
    ELSE current_schema() END,
    {", ".join(f"set_config('{name}', '{value}', false)" for name, value in _SETTINGS.items())}
"""


@contextmanager
def opened(place: str) -> Iterator[PostgreSQL]:
    """Open the store on a server, made when missing.

    Raises:
        ConfigError: the extra for it is not installed, or the address cannot be read.
        StoreError: it cannot be used.
        UnwritableError: something was to be written, and cannot be.
    """
    try:
        with closing(connected(place)) as db:
            _prepare(db, place)
            yield db
    except psycopg.Error as error:
        raise faults.explained(place, error) from None


@contextmanager
def opened_for_reading(place: str) -> Iterator[PostgreSQL]:
    """Open the store on a server so that nothing can be written to it.

    Raises:
        ConfigError: the extra for it is not installed, or the address cannot be read.
        StoreError: there is none, it was made by another version, or it cannot be read.
    """
    try:
        with closing(connected(place)) as db:
            steps = schema.version(db, place)
            if not steps:
                raise StoreError(place, UNREAD)
            if steps < len(MIGRATIONS):
                raise StoreError(place, f"{_OLDER} and not migrated: {UNMIGRATED}")
            db.execute("SET default_transaction_read_only = on")
            yield db
    except psycopg.Error as error:
        raise faults.explained(place, error) from None


def version(place: str) -> int | None:
    """The version of the store at an address, None where none can be read."""
    try:
        with closing(connected(place)) as db:
            return schema.version(db, place) or None
    except (psycopg.Error, StoreError):
        return None


def connected(place: str) -> PostgreSQL:
    """A connection to a server that is new enough; the store may not be there yet.

    Raises:
        ConfigError: the address cannot be read.
        StoreError: the server is too old, or keeps no Unicode.
        psycopg.Error: it cannot be spoken to.
    """
    try:
        parts: dict[str, Any] = conninfo.conninfo_to_dict(place)
    except psycopg.ProgrammingError as error:
        raise ConfigError(f"{StoreError(place, str(error).strip())}") from None
    parts.setdefault("connect_timeout", _PATIENCE)
    parts.setdefault("application_name", "cio-digest")
    connection = psycopg.connect(**parts, client_encoding="utf8", autocommit=True)
    db = PostgreSQL(connection)
    try:
        number, encoding, reads, db.reader, *_ = db.execute(_HELLO).fetchone()
        _check(place, number // 10_000, encoding)
    except BaseException:
        db.close()
        raise
    if reads:
        db.unwritable = faults.refusal(psycopg.errors.ReadOnlySqlTransaction())
    return db


def _check(place: str, version: int, encoding: str) -> None:
    if version < OLDEST:
        raise StoreError(place, f"PostgreSQL {version} is too old; {OLDEST} or newer is needed")
    if encoding != "UTF8":
        raise StoreError(place, f"its encoding is {encoding}; make a database with encoding UTF8")


def _prepare(db: PostgreSQL, place: str) -> None:
    """Bring the store to today's version; on a server that only reads it has to be there."""
    steps = schema.version(db, place)
    if steps == len(MIGRATIONS):
        return
    if db.reader:
        what = f"{_OLDER}; who runs the store has to run: cio-digest team init"
        raise StoreError(place, what)
    if db.unwritable:
        what = f"{_OLDER} and not migrated" if steps else "there is no store yet"
        raise StoreError(place, f"{what}: {db.unwritable}")
    from cio_digest.store.postgres import readers  # which is more than a digest needs

    schema.migrate(db, place)
    readers.renew(db)
