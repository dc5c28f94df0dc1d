"""The alerts that were given, so that none is given twice."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from cio_digest.store.times import moment, seconds

if TYPE_CHECKING:
    from collections.abc import Iterable

    from cio_digest.store.engine import Store

KEPT = timedelta(days=31)  # far longer than a story is news
_RISE = 0  # stands for a story where it is the keyword's rise that was told


def told(db: Store) -> set[int]:
    """The stories that were told, by the numbers they have today."""
    rows = db.execute(
        "SELECT coalesce(a.story, alerts.story) FROM alerts "
        "LEFT JOIN story_aliases a ON a.id = alerts.story WHERE alerts.story <> ?",
        (_RISE,),
    )
    return {row[0] for row in rows}


def rise_told(db: Store, keyword: str) -> datetime | None:
    """When it was last told that a keyword rises."""
    row = db.execute(
        "SELECT time FROM alerts WHERE keyword = ? AND story = ?", (keyword, _RISE)
    ).fetchone()
    return moment(row[0]) if row else None


def save(db: Store, keyword: str, stories: Iterable[int], now: datetime, *, rise: bool) -> None:
    """Store the alerts of a keyword, and delete old ones."""
    rows = {*stories, *([_RISE] if rise else [])}
    db.executemany(
        "INSERT INTO alerts VALUES (?, ?, ?) "
        "ON CONFLICT (keyword, story) DO UPDATE SET time = excluded.time",
        [(keyword, story, seconds(now)) for story in sorted(rows)],
    )
    db.execute("DELETE FROM alerts WHERE time < ?", (seconds(now - KEPT),))
