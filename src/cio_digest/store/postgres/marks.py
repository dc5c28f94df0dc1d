"""The store's statements with PostgreSQL's marks for values, and inserts of many rows at once."""

from __future__ import annotations

import re
from functools import lru_cache

_MARK = re.compile(r"'[^']*'|\?(\d*)")
_INSERT = re.compile(r"(INSERT INTO [^?]+ VALUES )(\((?:[^()]|\([^()]*\))+\))([^?]*)")
_ROWS = 500  # of one statement
_VALUES = 60_000  # of one statement; the protocol counts them in 16 bits


@lru_cache(maxsize=1_000)
def translated(sql: str) -> bytes:
    """A statement with PostgreSQL's marks, and a transaction begun as it is there."""
    return b"BEGIN" if sql == "BEGIN IMMEDIATE" else _numbered(sql)


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


def _numbered(sql: str) -> bytes:
    last = 0

    def mark(match: re.Match[str]) -> str:
        nonlocal last
        if match[1] is None:  # a text
            return match[0]
        number = int(match[1] or last + 1)
        last = max(last, number)
        return f"${number}"

    return _MARK.sub(mark, sql).encode()
