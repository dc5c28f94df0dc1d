"""Which numbers the entries of a day have: an index that knows numbers alone skips all others."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cio_digest.store.times import seconds

if TYPE_CHECKING:
    from datetime import datetime

    from cio_digest.store.engine import SqlConnection, Store

_DAY = 86_400  # seconds


def add(db: SqlConnection, after: int, upto: int) -> None:
    """Take note of the entries above one number and up to another, which are indexed."""
    db.execute(
        "INSERT INTO entry_days (day, low, high) SELECT surfaced / ?, min(id), max(id) "
        "FROM entries WHERE id > ? AND id <= ? GROUP BY 1 "
        "ON CONFLICT (day) DO UPDATE SET high = excluded.high",
        (_DAY, after, upto),
    )


def of(db: Store, since: datetime, until: datetime) -> tuple[int, int]:
    """The lowest and the highest number of the days of a window; others lie between them."""
    row = db.execute(
        "SELECT min(low), max(high) FROM entry_days WHERE day BETWEEN ? AND ?",
        (seconds(since) // _DAY, seconds(until) // _DAY),
    ).fetchone()
    return row[0] or 0, row[1] or -1
