"""The store's statements with PostgreSQL's marks for values, and one for many rows of values."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

_MARK = re.compile(r"'[^']*'|\?(\d*)")
_INSERT = re.compile(r"(INSERT INTO [^?]+ VALUES )(\((?:[^()]|\([^()]*\))+\))([^?]*)")
_PLAIN = re.compile(r"INSERT INTO (\w+(?: \([\w, ]+\))?) VALUES \(\?(?:, \?)*\)([^?]*)")
_UPDATE = re.compile(r"UPDATE (\w+) SET (\w+) = \? WHERE (\w+) = \?")
_ROWS = 500  # of one statement
_VALUES = 60_000  # of one statement; the protocol counts them in 16 bits


@lru_cache(maxsize=1_000)
def translated(sql: str) -> bytes:
    """A statement with PostgreSQL's marks, and a transaction begun as it is there."""
    return b"BEGIN" if sql == "BEGIN IMMEDIATE" else _numbered(sql)


@lru_cache(maxsize=100)
def copying(sql: str) -> bytes:
    """What takes in many rows in place of a plain insert of one, empty for any other statement."""
    match = _PLAIN.fullmatch(sql)
    return f"COPY {match[1]} FROM STDIN".encode() if match and not match[2] else b""


@lru_cache(maxsize=100)
def from_arrays(sql: str, kinds: tuple[str, ...]) -> bytes:
    """What inserts many rows in place of one, its parameters being an array for each column.

    Empty for a statement that is no such insert.
    """
    match = _PLAIN.fullmatch(sql)
    if not match:
        return b""
    table, end = match.groups()
    return f"INSERT INTO {table} SELECT * FROM unnest({_arrays(kinds)}) given{end}".encode()


@lru_cache(maxsize=100)
def updating(sql: str) -> bytes:
    """What updates many rows in place of an update of one by its key, both being numbers.

    Its parameters are an array of the values and one of the keys. Empty for any other statement.
    """
    match = _UPDATE.fullmatch(sql)
    if not match:
        return b""
    table, column, key = match.groups()
    arrays = "CAST($1 AS bigint[]), CAST($2 AS bigint[])"
    return (
        f"UPDATE {table} SET {column} = given.value FROM unnest({arrays}) given (value, key) "
        f"WHERE {table}.{key} = given.key"
    ).encode()


def rows_at_once(sql: str) -> int:
    """How many rows one statement may insert in place of this one, which inserts one; 1 if none."""
    match = _INSERT.fullmatch(sql)
    if not match or re.search(r"\?\d", match[2]):
        return 1
    return max(1, min(_ROWS, _VALUES // max(match[2].count("?"), 1)))


@lru_cache(maxsize=50)  # of long texts
def inserting(sql: str, rows: int) -> bytes:
    """The statement that inserts so many rows, for one that inserts one, in PostgreSQL's marks."""
    match = _INSERT.fullmatch(sql)
    if not match:
        raise ValueError(sql)
    start, values, end = match.groups()
    return _numbered(f"{start}{', '.join([values] * rows)}{end}")


@lru_cache(maxsize=100)
def for_each(sql: str, kinds: tuple[str, ...]) -> bytes:
    """The statement that gives for many rows of values what a SELECT gives for one.

    Its parameters are an array of these ``kinds`` for each column of values; before each row that
    it gives stands the number, from 1, of the row of values.
    """
    names = ", ".join(f"v{n}" for n, _ in enumerate(kinds, 1))
    return (
        f"SELECT given.place, found.* FROM unnest({_arrays(kinds)}) "
        f"WITH ORDINALITY given ({names}, place) "
        f"CROSS JOIN LATERAL ({_marked(sql, 'given.v')}) found"
    ).encode()


def _arrays(kinds: tuple[str, ...]) -> str:
    return ", ".join(f"CAST(${n} AS {kind}[])" for n, kind in enumerate(kinds, 1))


def array(values: Sequence[int] | Sequence[str]) -> tuple[str, str]:
    """The kind of values that are all numbers or all texts, and the parameter for an array of them.

    It is written here, which is several times quicker than psycopg's way.
    """
    if isinstance(values[0], str):
        quoted = (str(text).replace("\\", r"\\").replace('"', r"\"") for text in values)
        return "text", f"""{{{",".join([f'"{text}"' for text in quoted])}}}"""
    return "bigint", f"{{{','.join(map(str, values))}}}"


def _numbered(sql: str) -> bytes:
    return _marked(sql, "$").encode()


def _marked(sql: str, sign: str) -> str:
    """A statement with its marks as a sign and a number."""
    last = 0

    def mark(match: re.Match[str]) -> str:
        nonlocal last
        if match[1] is None:  # a text
            return match[0]
        number = int(match[1] or last + 1)
        last = max(last, number)
        return f"{sign}{number}"

    return _MARK.sub(mark, sql)
