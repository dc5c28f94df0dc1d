"""Where the entries of the store are discussed, with the counts that were read last."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cio_digest.models import Talk
from cio_digest.store.engine import numbers

if TYPE_CHECKING:
    from collections.abc import Iterable

    from cio_digest.store.engine import Store


def keep(db: Store, talks: Iterable[tuple[int, Talk]]) -> int:
    """Keep where entries, by their ids, are discussed; what has no comments any more is forgotten.

    What says the same as before is not written again; gives how many rows were written.
    """
    told = dict(talks)
    written = db.executemany(
        "INSERT INTO talks VALUES (?, ?, ?, ?, ?) ON CONFLICT (entry) DO UPDATE SET "
        "place = excluded.place, url = excluded.url, comments = excluded.comments, "
        "points = excluded.points WHERE talks.place <> excluded.place "
        "OR talks.url <> excluded.url "
        "OR coalesce(talks.comments, -1) <> coalesce(excluded.comments, -1) "
        "OR coalesce(talks.points, -1) <> coalesce(excluded.points, -1)",
        [(entry, *talk) for entry, talk in told.items() if talk.comments != 0],
    )
    gone = [entry for entry, talk in told.items() if talk.comments == 0]
    forgotten = 0
    if gone:
        forgotten = db.execute(f"DELETE FROM talks WHERE entry IN ({numbers(gone)})").rowcount
    return max(written.rowcount, 0) + forgotten  # -1 where there was nothing to do


def load(db: Store, entries: Iterable[int]) -> dict[int, Talk]:
    """Where each of these entries is discussed, as far as that is known."""
    rows = db.execute(
        f"SELECT entry, place, url, comments, points FROM talks WHERE entry IN ({numbers(entries)})"
    )
    return {entry: Talk(*talk) for entry, *talk in rows}
