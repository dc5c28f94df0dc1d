"""What each feed's document held when it was last read, by which moved entries are known again."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from cio_digest.models.rows import ListedEntry
from cio_digest.store.engine import MOST_MARKS, marks, numbers
from cio_digest.store.times import moment, seconds

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence
    from datetime import datetime

    from cio_digest.store.engine import Store

_CARRIED = 500  # entries of a source that may have been listed before
_COLUMNS = "e.id, e.guid, e.canonical, e.title, e.text, e.published"


def is_kept(db: Store, source: int) -> bool:
    """Whether it is known what this source listed."""
    found = db.execute("SELECT 1 FROM listings WHERE source = ? LIMIT 1", (source,)).fetchone()
    return found is not None


def load(db: Store, source: int) -> list[ListedEntry]:
    """What the source listed; where that is not known, its latest entries."""
    rows = db.execute(
        f"SELECT {_COLUMNS}, l.withdrawn FROM listings l JOIN entries e ON e.id = l.entry "
        "WHERE l.source = ? ORDER BY e.id",
        (source,),
    ).fetchall()
    return [_listed(row) for row in rows] if rows else latest(db, source)


def latest(db: Store, source: int) -> list[ListedEntry]:
    """The source's latest entries, listed or not."""
    rows = db.execute(
        f"SELECT {_COLUMNS}, NULL FROM entries e WHERE source = ? ORDER BY id DESC LIMIT ?",
        (source, _CARRIED),
    ).fetchall()[::-1]
    return [_listed(row) for row in rows]


def named(db: Store, source: int, names: Sequence[str]) -> dict[str, ListedEntry]:
    """The stored entries of a source that bear these names."""
    found = {}
    for start in range(0, len(names), MOST_MARKS):
        part = names[start : start + MOST_MARKS]
        rows = db.execute(
            f"SELECT {_COLUMNS}, l.withdrawn FROM entries e LEFT JOIN listings l "
            "ON l.source = e.source AND l.entry = e.id "
            f"WHERE e.source = ? AND guid IN ({marks(part)})",
            (source, *part),
        )
        found.update({row[1]: _listed(row) for row in rows})
    return found


def keep(db: Store, source: int, entry_ids: Collection[int], now: datetime) -> None:
    """Remember what the document holds now, and what left it though older entries stayed."""
    rows = db.execute(
        "SELECT l.entry, e.published, l.withdrawn FROM listings l JOIN entries e ON e.id = l.entry "
        "WHERE l.source = ?",
        (source,),
    ).fetchall()
    oldest = min(
        (published for key, published, _ in rows if published and key in entry_ids), default=0
    )
    listed = {key for key, _, withdrawn in rows if withdrawn is None}
    missing = [
        (key, published) for key, published, _ in rows if key in listed and key not in entry_ids
    ]
    withdrawn = [key for key, published in missing if oldest and (published or 0) > oldest]
    _drop(db, source, {key for key, _ in missing}.difference(withdrawn))
    db.executemany(
        "UPDATE listings SET withdrawn = ? WHERE source = ? AND entry = ?",
        [(seconds(now), source, key) for key in withdrawn],
    )
    db.executemany(
        "INSERT INTO listings (source, entry) VALUES (?, ?) "
        "ON CONFLICT (source, entry) DO UPDATE SET withdrawn = excluded.withdrawn",
        [(source, key) for key in sorted(set(entry_ids) - listed)],
    )


def _drop(db: Store, source: int, entries: Collection[int]) -> None:
    if entries:
        db.execute(
            f"DELETE FROM listings WHERE source = ? AND entry IN ({numbers(entries)})", (source,)
        )


def _listed(row: tuple[Any, ...]) -> ListedEntry:
    key, guid, canonical, title, text, published, withdrawn = row
    return ListedEntry(key, guid, canonical, title, text, moment(published), moment(withdrawn))
