"""How many entries each source had on a day, counted at a fetch, so that asking reads few rows.

Whatever changes an entry's source, time, noise or story, or by how many its story is told, marks
its day in the same transaction. A marked day is counted from its entries until a fetch counts it
anew, and so are those parts of a span that are no whole day.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from cio_digest.store.engine import numbers
from cio_digest.store.times import seconds

if TYPE_CHECKING:
    from datetime import datetime

    from cio_digest.store.engine import SqlConnection, Store

_DAY = 86_400  # seconds
_PART = 1_000  # marks that are in memory at one time
_COUNTED = """
    SELECT count(*), sum(CASE WHEN e.noise <> '[]' THEN 1 END),
    sum(CASE WHEN t.outlets = 1 THEN 1 END) FROM entries e LEFT JOIN stories t ON t.id = e.story
    WHERE e.source = ? AND e.surfaced BETWEEN ? AND ?
"""
_PART_OF = "e.source = p.source AND e.surfaced BETWEEN p.low AND p.high"
_NUMBERS = {
    "entries": f"SELECT count(*) FROM entries e WHERE {_PART_OF}",
    "noisy": f"SELECT count(*) FROM entries e WHERE {_PART_OF} AND e.noise <> '[]'",
    # The cross join has SQLite begin with the entries.
    "alone": "SELECT count(*) FROM entries e CROSS JOIN stories t "
    f"WHERE {_PART_OF} AND t.id = e.story AND t.outlets = 1",
}


def _between(*names: str) -> str:
    """The query for these numbers of each source: by subqueries, as rows need no sorting then."""
    numbers = ", ".join(f"({_NUMBERS[name]}) AS {name}" for name in names)
    sums = ", ".join(f"sum({name}) AS {name}" for name in names)
    return f"""
        WITH marked AS (
            SELECT DISTINCT source, day FROM uncounted WHERE day >= ?3 AND day < ?4
        ), parts AS (
            SELECT id AS source, CAST(?1 AS BIGINT) AS low, CAST(?5 AS BIGINT) AS high FROM sources
            UNION ALL SELECT id, CAST(?6 AS BIGINT), CAST(?2 AS BIGINT) FROM sources
            UNION ALL SELECT source, day * 86400, day * 86400 + 86399 FROM marked
        )
        SELECT s.key, {sums} FROM sources s JOIN (
            SELECT p.source, {numbers} FROM parts p
            UNION ALL
            SELECT source, {sums} FROM source_days WHERE day >= ?3 AND day < ?4
            AND (source, day) NOT IN (SELECT source, day FROM marked) GROUP BY source
        ) counted ON counted.source = s.id GROUP BY s.key
    """


class PostCount(NamedTuple):
    """So many entries, so many of them noise, so many whose story no other outlet tells."""

    entries: int = 0
    noisy: int = 0
    alone: int = 0


def mark(db: SqlConnection, where: str, values: tuple[int, ...] = ()) -> None:
    """Take note that the days of these entries are to be counted anew; ``where`` is SQL."""
    # Rows are only ever added: where several write, none waits for another.
    db.execute(
        "INSERT INTO uncounted (source, day) "
        f"SELECT DISTINCT source, surfaced / {_DAY} FROM entries WHERE {where}",
        values,
    )


def count(db: Store) -> None:
    """Count the marked days anew; to be called in a transaction."""
    query = "SELECT id, source, day FROM uncounted ORDER BY source, day LIMIT ?"
    while rows := db.execute(query, (_PART,)).fetchall():
        # What was marked is forgotten before it is counted, and no mark that came meanwhile.
        db.execute(f"DELETE FROM uncounted WHERE id IN ({numbers(row[0] for row in rows)})")
        days = [*dict.fromkeys((source, day) for _, source, day in rows)]
        spans = [(source, day * _DAY, day * _DAY + _DAY - 1) for source, day in days]
        counted = db.for_each(_COUNTED, spans)
        db.executemany(
            "INSERT INTO source_days (source, day, entries, noisy, alone) VALUES (?, ?, ?, ?, ?) "
            "ON CONFLICT (source, day) DO UPDATE SET entries = excluded.entries, "
            "noisy = excluded.noisy, alone = excluded.alone",
            [
                (*of, entries, noisy or 0, alone or 0)
                for of, [(entries, noisy, alone)] in zip(days, counted, strict=True)
            ],
        )


def entries(db: Store, since: datetime, until: datetime) -> dict[str, int]:
    """How many entries each source had after ``since`` and up to ``until``, by its key."""
    return dict(db.execute(_between("entries"), _bounds(since, until)).fetchall())


def posts(db: Store, since: datetime, until: datetime) -> dict[str, PostCount]:
    """The same with what is known of these entries."""
    rows = db.execute(_between(*PostCount._fields), _bounds(since, until))
    return {key: PostCount(*counts) for key, *counts in rows}


def _bounds(since: datetime, until: datetime) -> tuple[int, ...]:
    """The first and the last second of a span, its whole days, and where these begin and end."""
    low, high = seconds(since) + 1, seconds(until)
    first = -(-low // _DAY)
    end = max(first, (high + 1) // _DAY)
    return low, high, first, end, min(first * _DAY - 1, high), end * _DAY
