"""A psycopg connection as what the store's functions expect: SQLite's marks, numbers and errors."""

from __future__ import annotations

from itertools import islice
from typing import TYPE_CHECKING, Any, NamedTuple, cast

import psycopg
from psycopg import errors, pq
from psycopg.adapt import Dumper, Loader

from cio_digest.store.postgres import faults, marks

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from psycopg.abc import Buffer

    from cio_digest.store.engine import Rows, TextIndex, Written

_EACH = 200  # rows of values that are asked with at once: what each gives is in memory meanwhile
_SIZE = """
    SELECT coalesce(sum(pg_total_relation_size(oid)), 0) FROM pg_class
    WHERE relnamespace = current_schema()::regnamespace AND relkind IN ('r', 'm')
"""


class PostgreSQL:
    """A store on a server; what its parts are is said in ``engine.Store``."""

    unwritable: str = ""
    reader: str = ""
    Error = psycopg.Error
    DataError = psycopg.DataError
    IntegrityError = psycopg.IntegrityError
    InterfaceError = psycopg.InterfaceError
    OperationalError = psycopg.OperationalError
    ProgrammingError = psycopg.ProgrammingError

    def __init__(self, connection: psycopg.Connection[Any]) -> None:
        """Take over an open connection that commits each statement by itself."""
        self.connection = connection
        connection.cursor_factory = psycopg.RawCursor
        connection.adapters.register_dumper(bool, _Flag)
        connection.adapters.register_loader("numeric", _Number)

    @property
    def text(self) -> TextIndex:
        """The index of words; imported here, as a digest that is made already needs none of it."""
        from cio_digest.store.postgres import fulltext

        return cast("TextIndex", fulltext)

    @property
    def in_transaction(self) -> bool:
        """Whether a transaction is open that can still be ended."""
        status = self.connection.info.transaction_status
        return status in {pq.TransactionStatus.INTRANS, pq.TransactionStatus.INERROR}

    def execute(self, sql: str, parameters: Sequence[Any] | Mapping[str, Any] = (), /) -> Rows:
        """Execute a statement in the store's own words."""
        try:
            return self.connection.execute(marks.translated(sql), parameters or None)
        except errors.ProgramLimitExceeded as error:  # such as a key that no index takes
            raise psycopg.DataError(str(error)) from error

    def executemany(self, sql: str, parameters: Iterable[Sequence[Any]], /) -> Written:
        """Execute a statement for each row of values, many rows by one statement where it can be.

        That takes a small part of the time, here and on the server.
        """
        rows = [tuple(row) for row in parameters]
        if not rows:
            return _Written(-1)
        try:
            with self.connection.cursor() as cursor:
                return _Written(_execute_many(cursor, sql, rows))
        except errors.ProgramLimitExceeded as error:
            raise psycopg.DataError(str(error)) from error

    def for_each(
        self, sql: str, parameters: Iterable[tuple[Any, ...]], /
    ) -> Iterator[list[tuple[Any, ...]]]:
        """The rows that a SELECT gives for each row of values, many rows at a time."""
        rows = iter(parameters)
        while part := list(islice(rows, _EACH)):
            columns = [marks.array(column) for column in zip(*part, strict=True)]
            query = marks.for_each(sql, tuple(kind for kind, _ in columns))
            found: list[list[tuple[Any, ...]]] = [[] for _ in part]
            # In a nested loop, the only way to join what refers to the rows before it.
            for place, *row in self.connection.execute(query, [values for _, values in columns]):
                found[place - 1].append(tuple(row))
            yield from found

    def refusal(self, error: Exception) -> str:
        """Why nothing can be written, "" where that is not what went wrong."""
        return faults.refusal(error)

    def size(self) -> int:
        """How many bytes the tables and indexes have."""
        return int(self.execute(_SIZE).fetchone()[0])

    def readers(self, *tables: str) -> list[str]:
        """The schemas beside it of a team's readers who have these tables, for who runs it."""
        query = "SELECT to_regclass(quote_ident(current_schema()) || '.readers')::text"
        (readers,) = self.execute(query).fetchone()
        if not readers:
            return []
        there = ["1 = 1", *(f"to_regclass(name || '.{table}') IS NOT NULL" for table in tables)]
        rows = self.execute(f"SELECT name FROM {readers} WHERE {' AND '.join(there)} ORDER BY name")
        return [row[0] for row in rows]

    def close(self) -> None:
        """End the connection."""
        self.connection.close()


class _Written(NamedTuple):
    rowcount: int


def _execute_many(cursor: psycopg.Cursor[Any], sql: str, rows: list[tuple[Any, ...]]) -> int:
    """Execute a statement for rows of values by the quickest way there is; gives how many rows."""
    if len(rows) > 1 and (copy := marks.copying(sql)):
        with cursor.copy(copy) as stream:
            for row in rows:
                stream.write_row(row)
        return cursor.rowcount
    if (update := marks.updating(sql)) and all(type(v) is int for row in rows for v in row):
        last = {key: value for value, key in rows}  # one statement updates a row once
        values = [marks.array([*column])[1] for column in (last.values(), last)]
        return cursor.execute(update, values).rowcount
    if len(rows) > 1 and (columns := _columns(rows)):
        kinds, arrays = zip(*map(marks.array, columns), strict=True)
        if insert := marks.from_arrays(sql, kinds):
            return cursor.execute(insert, arrays).rowcount
    each = marks.rows_at_once(sql)
    if each == 1:
        cursor.executemany(marks.translated(sql), rows)
        return cursor.rowcount
    changed = 0
    for at in range(0, len(rows), each):
        part = rows[at : at + each]
        values = [value for row in part for value in row]
        changed += cursor.execute(marks.inserting(sql, len(part)), values).rowcount
    return changed


def _columns(rows: list[tuple[Any, ...]]) -> list[tuple[Any, ...]]:
    """The values by column, if those of each are all numbers or all texts."""
    columns = [*zip(*rows, strict=True)]
    kinds = [{*map(type, column)} for column in columns]
    return columns if all(kind in ({int}, {str}) for kind in kinds) else []


class _Flag(Dumper):
    """True and False as 1 and 0, which is what the columns hold."""

    oid = psycopg.adapters.types["int8"].oid

    def dump(self, obj: bool) -> Buffer:
        return b"1" if obj else b"0"


class _Number(Loader):
    """What a sum of integers comes as, as an integer again."""

    def load(self, data: Buffer) -> int | float:
        text = bytes(data).decode()
        return int(text) if text.lstrip("-").isdigit() else float(text)
