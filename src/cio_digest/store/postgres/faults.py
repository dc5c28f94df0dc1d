"""What a server or psycopg complains of to one clear line, without passwords."""

from __future__ import annotations

import psycopg
from psycopg import errors

from cio_digest.errors import StoreError, UnwritableError

_UNWRITABLE: dict[type[psycopg.Error], str] = {
    errors.ReadOnlySqlTransaction: "the server only reads (it is a standby, or in recovery); name "
    "the one that is written to",
    errors.DiskFull: "the server's disk is full; free some space and run again, nothing that was "
    "saved is lost",
    errors.InsufficientPrivilege: "this role may only read here; ask who runs the server",
}
_WORDS: dict[type[psycopg.Error], str] = {
    **_UNWRITABLE,
    errors.TooManyConnections: "the server has too many connections; try again, or raise its "
    "max_connections",
    errors.LockNotAvailable: "another program keeps the store busy; try again when it is done",
    errors.DeadlockDetected: "another program was in the way, nothing was changed; run again",
    errors.AdminShutdown: "the server was stopped; run again when it is back, nothing was half "
    "written",
    errors.CrashShutdown: "the server has crashed; run again when it is back, nothing was half "
    "written",
    errors.CannotConnectNow: "the server is starting or in recovery; try again in a moment",
    errors.QueryCanceled: "the server stopped a statement that took too long; run again",
    errors.OutOfMemory: "the server is out of memory; run again later",
}
# By what libpq says where no server answered with a code; servers may speak other languages.
_SIGNS = (
    ("password authentication failed", "the password is wrong, or there is no such role"),
    ("no password supplied", "a password is needed: in ~/.pgpass, or PGPASSWORD"),
    ("permission denied to set role", "nobody may act for this reader; run: cio-digest team init"),
    (
        'FATAL:  role "',
        "there is no such role; team status lists the readers, team init makes lost roles again",
    ),
    ('FATAL:  database "', "there is no such database; docs/team.md says how one is made"),
    ("Connection refused", "no server answers there; is it running?"),
    ("No such file or directory", "no server answers there; is it running?"),
    ("failed to resolve host", "there is no host of that name"),
    ("translate host name", "there is no host of that name"),
    ("timeout expired", "the server did not answer in time"),
    ("starting up", "the server is starting or in recovery; try again in a moment"),
    ("in recovery mode", "the server is starting or in recovery; try again in a moment"),
    ("not yet accepting connections", "the server is starting or in recovery; try again later"),
    ("shutting down", "the server is being stopped; try again when it is back"),
    ("too many clients", "the server has too many connections; try again in a moment"),
    ("remaining connection slots", "the server has too many connections; try again in a moment"),
    ("get a connection after", "no server answers there any more; run again when it is back"),
    ("closed the connection", "the connection was lost; run again, nothing was half written"),
    ("connection is closed", "the connection was lost; run again, nothing was half written"),
    ("connection is lost", "the connection was lost; run again, nothing was half written"),
)


def explained(place: str, error: psycopg.Error) -> Exception:
    """The error of the store at ``place`` that a person can act on; a fault of ours as it is."""
    words = _words(error)
    if not words and isinstance(error, psycopg.OperationalError | psycopg.InterfaceError):
        words = (str(error).strip().splitlines() or ["the server could not be spoken to"])[-1]
    if not words:
        return error
    return (UnwritableError if refusal(error) else StoreError)(place, words)


def known(place: str, error: Exception) -> Exception:
    """Any error as what a person can act on, where the server is to blame; else as it is."""
    return explained(place, error) if isinstance(error, psycopg.Error) else error


def refusal(error: Exception) -> str:
    """Why nothing can be written, "" where that is not what went wrong."""
    return _UNWRITABLE.get(type(error), "") if isinstance(error, psycopg.Error) else ""


def _words(error: psycopg.Error) -> str:
    for kind, words in _WORDS.items():
        if isinstance(error, kind):
            return words
    message = str(error)
    for sign, words in _SIGNS:
        if sign in message:
            return words
    return ""
