"""Statements in PostgreSQL's marks, and what one statement inserts in place of many."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from cio_digest.store.postgres import marks

if TYPE_CHECKING:
    from cio_digest.store import Store

INSERT = "INSERT INTO t (a, b) VALUES (?, CAST(? AS bigint)) ON CONFLICT (a) DO UPDATE SET b = 1"


def test_a_row_of_values_for_each_row() -> None:
    """With what stands beside the marks, and with all that follows, once."""
    assert marks.inserting(INSERT, 2) == (
        b"INSERT INTO t (a, b) VALUES ($1, CAST($2 AS bigint)), ($3, CAST($4 AS bigint))"
        b" ON CONFLICT (a) DO UPDATE SET b = 1"
    )


def test_no_more_values_than_the_protocol_counts() -> None:
    """In 16 bits; so of long rows fewer go together."""
    for columns in (1, 26, 200, 40_000):
        sql = f"INSERT INTO t VALUES ({', '.join('?' * columns)})"
        assert 1 <= marks.rows_at_once(sql) <= max(65_535 // columns, 1)
    assert marks.rows_at_once(INSERT) == 500


@pytest.mark.parametrize(
    "sql",
    [
        "UPDATE t SET a = ? WHERE b = ?",
        "DELETE FROM t WHERE a = ?",
        "INSERT INTO t SELECT a, b FROM u WHERE a = ?",
        "INSERT INTO t VALUES (?1, ?2, ?1)",
        "INSERT INTO t VALUES (?, ?) ON CONFLICT (a) DO UPDATE SET b = ?",
    ],
)
def test_what_stays_a_statement_for_each_row(sql: str) -> None:
    """Where a value is named by its number, or stands outside the row."""
    assert marks.rows_at_once(sql) == 1


def test_an_array_for_each_column() -> None:
    """With what follows the values; nothing for a statement that does more with them."""
    sql = "INSERT INTO t (a, b) VALUES (?, ?) ON CONFLICT DO NOTHING"
    assert marks.from_arrays(sql, ("bigint", "text")) == (
        b"INSERT INTO t (a, b) SELECT * FROM unnest(CAST($1 AS bigint[]), CAST($2 AS text[])) given"
        b" ON CONFLICT DO NOTHING"
    )
    assert marks.from_arrays(INSERT, ("bigint", "bigint")) == b""


def test_many_rows_are_kept_on_either_engine(db: Store) -> None:
    """More than go into one statement, each once; an update is counted like an insert."""
    db.execute("CREATE TEMPORARY TABLE kept (a BIGINT PRIMARY KEY, b TEXT)")
    sql = "INSERT INTO kept VALUES (?, ?) ON CONFLICT (a) DO UPDATE SET b = excluded.b"
    rows = [(n, str(n)) for n in range(1_203)]
    assert db.executemany(sql, rows).rowcount == 1_203
    assert db.executemany(sql, [(7, "seven"), (2_000, "new")]).rowcount == 2
    kept = dict(db.execute("SELECT a, b FROM kept").fetchall())
    assert kept == {**dict(rows), 7: "seven", 2_000: "new"}
    assert db.executemany(sql, []).rowcount < 1
