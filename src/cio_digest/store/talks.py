"""Where the entries of the store are discussed, with the counts that were read last."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cio_digest.models import Talk

if TYPE_CHECKING:
    from collections.abc import Iterable

    from cio_digest.store.connect import Store


def keep(db: Store, talks: Iterable[tuple[int, Talk]]) -> None:
    """Keep where entries, by their ids, are discussed; what has no comments any more is forgotten.

    What says the same as before is not written again.
    """
    told = list(talks)
    db.executemany(
        "INSERT INTO talks VALUES (?, ?, ?, ?, ?) ON CONFLICT (entry) DO UPDATE SET "
        "place = excluded.place, url = excluded.url, comments = excluded.comments, "
        "points = excluded.points WHERE (place, url, comments, points) "
        "IS NOT (excluded.place, excluded.url, excluded.comments, excluded.points)",
        [(entry, *talk) for entry, talk in told if talk.comments != 0],
    )
    db.executemany(
        "DELETE FROM talks WHERE entry = ?",
        [(entry,) for entry, talk in told if talk.comments == 0],
    )


def load(db: Store, entries: Iterable[int]) -> dict[int, Talk]:
    """Where each of these entries is discussed, as far as that is known."""
    wanted = ", ".join(str(int(entry)) for entry in entries)
    rows = db.execute(
        f"SELECT entry, place, url, comments, points FROM talks WHERE entry IN ({wanted})"
    )
    return {entry: Talk(*talk) for entry, *talk in rows}
