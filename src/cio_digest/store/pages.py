"""What the pages of entries say that are no more than a title in their feeds."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cio_digest.store.times import seconds
from cio_digest.store.transactions import transaction

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping
    from datetime import datetime

    from cio_digest.store.engine import Store

KEPT = 2_000  # the newest; a digest needs some dozen


def texts(db: Store, entries: Collection[int]) -> dict[int, str]:
    """The text of each entry's page, "" for one that had none to give."""
    if not entries:
        return {}
    rows = db.execute(
        "SELECT entry, text FROM pages WHERE entry BETWEEN ? AND ?", (min(entries), max(entries))
    )
    wanted = set(entries)
    return {entry: text for entry, text in rows if entry in wanted}


def keep(db: Store, texts: Mapping[int, str], now: datetime) -> None:
    """Keep the texts of pages, and forget the oldest entries'."""
    rows = [(entry, text, seconds(now)) for entry, text in texts.items()]
    with transaction(db):
        db.executemany(
            "INSERT INTO pages (entry, text, tried) VALUES (?, ?, ?) "
            "ON CONFLICT (entry) DO UPDATE SET text = excluded.text, tried = excluded.tried",
            rows,
        )
        db.execute(
            "DELETE FROM pages WHERE entry NOT IN "
            "(SELECT entry FROM pages ORDER BY entry DESC LIMIT ?)",
            (KEPT,),
        )
