"""Where short links lead to, so that each is asked about once; one that fails, a few times."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from cio_digest.store import entries
from cio_digest.store.times import seconds

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from datetime import datetime

    from cio_digest.store.engine import Store

KEPT = timedelta(days=180)


def addresses(db: Store) -> dict[int, tuple[str, ...]]:
    """What each social entry that no story has yet is at and points to, the newest first."""
    rows = db.execute(
        "SELECT id, canonical, links FROM entries WHERE story IS NULL AND network <> '' "
        "ORDER BY surfaced DESC, id DESC"
    )
    return {key: (canonical, *entries.array(links)) for key, canonical, links in rows}


def targets(db: Store, links: Iterable[str]) -> dict[str, str]:
    """Those of the links whose targets are known, with them."""
    found = {}
    for link in links:
        row = db.execute("SELECT target FROM short_links WHERE link = ?", (link,)).fetchone()
        if row and row[0]:
            found[link] = str(row[0])
    return found


def may_be_asked(db: Store, link: str, *, tries: int, since: datetime) -> bool:
    """Whether nothing is known of a link and it did not fail so often, nor after ``since``."""
    row = db.execute(
        "SELECT 1 FROM short_links WHERE link = ? AND (target <> '' OR tries >= ? OR tried > ?)",
        (link, tries, seconds(since)),
    ).fetchone()
    return row is None


def learn(db: Store, answers: Mapping[str, str], now: datetime) -> None:
    """Keep what each link was found to lead to, or that it failed where that is ``""``.

    What was learnt long ago is forgotten: posts are new, and so are most of their links.
    """
    db.executemany(
        "INSERT INTO short_links VALUES (?, ?, ?, ?) ON CONFLICT (link) DO UPDATE "
        "SET target = excluded.target, tried = excluded.tried, "
        "tries = short_links.tries + excluded.tries",
        [(link, target, int(not target), seconds(now)) for link, target in answers.items()],
    )
    db.execute("DELETE FROM short_links WHERE tried < ?", (seconds(now - KEPT),))
