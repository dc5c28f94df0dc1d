"""The titles of entries, with when and by whom: what trends look at. Noise is left out."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from cio_digest.models import Entry
from cio_digest.store.engine import numbers
from cio_digest.store.times import moment, seconds

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import datetime

    from cio_digest.store.engine import Store

_SELECT = """
    SELECT entries.id, s.key, entries.outlet, entries.network, entries.title, entries.surfaced,
    entries.story FROM entries JOIN sources s ON s.id = entries.source
    WHERE entries.noise = '[]' AND
"""


def between(db: Store, since: datetime, until: datetime, *, upto: int = 1 << 62) -> list[Entry]:
    """Entries that surfaced from ``since`` to before ``until``, up to row ``upto``."""
    rows = db.execute(
        f"{_SELECT} surfaced >= ? AND surfaced < ? AND entries.id <= ?",
        (seconds(since), seconds(until), upto),
    )
    return [_entry(row) for row in rows]


def after(db: Store, row: int, since: datetime, *, most: int) -> list[Entry]:
    """The first entries above a row, of those that surfaced from ``since`` on."""
    rows = db.execute(
        f"{_SELECT} entries.id > ? AND +surfaced >= ? ORDER BY entries.id LIMIT ?",
        (row, seconds(since), most),
    )
    return [_entry(each) for each in rows]


def of(db: Store, ids: Iterable[int]) -> list[Entry]:
    """The entries with these ids."""
    return [_entry(row) for row in db.execute(f"{_SELECT} entries.id IN ({numbers(ids)})")]


def oldest_after(db: Store, row: int, since: datetime) -> datetime | None:
    """When the oldest entry above a row surfaced, of those that did from ``since`` on."""
    found: tuple[int | None] = db.execute(
        "SELECT min(+surfaced) FROM entries WHERE id > ? AND +surfaced >= ?", (row, seconds(since))
    ).fetchone()
    return moment(found[0])


def _entry(row: tuple[Any, ...]) -> Entry:
    key, source, outlet, network, title, surfaced, story = row
    at = moment(surfaced)
    return Entry(
        source=source,
        guid="",
        url="",
        canonical="",
        title=title,
        text="",
        published=None,
        first_seen=at,
        surfaced=at,
        outlet=outlet,
        network=network,
        id=key,
        story=story or 0,
    )
