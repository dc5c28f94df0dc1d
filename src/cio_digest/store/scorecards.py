"""What each source posted, and what of it reached a digest: rows to judge sources by."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cio_digest.models.rows import Posts, Reached
from cio_digest.store import source_days
from cio_digest.store.times import moment, seconds

if TYPE_CHECKING:
    from datetime import datetime

    from cio_digest.store.engine import Store


def posts(
    db: Store, since: datetime, until: datetime, *, judged: datetime, before: datetime
) -> dict[str, Posts]:
    """The posts of each source after ``since`` and up to ``until``; ``judged``: those after that.

    ``before`` is where the time begins that the source's own rhythm is known by.

    What has no date of its own and was there at the first read is left out.
    """
    counts = source_days.posts(db, since, until)
    after = source_days.entries(db, judged, until)
    earlier = source_days.entries(db, before, since)
    rows = db.execute(
        "SELECT key, (SELECT min(surfaced) FROM entries WHERE source = s.id AND surfaced > 0), "
        "(SELECT max(surfaced) FROM entries WHERE source = s.id AND surfaced BETWEEN 1 AND ?) "
        "FROM sources s",
        (seconds(until),),
    )
    return {
        key: Posts(
            *counts.get(key, source_days.PostCount()),
            after.get(key, 0),
            earlier.get(key, 0),
            moment(first),
            moment(last),
        )
        for key, first, last in rows
    }


def reached(db: Store, since: datetime, until: datetime) -> list[Reached]:
    """The posts of a span whose stories a digest showed, oldest first."""
    rows = db.execute(
        "SELECT s.key, e.story, e.url FROM (SELECT DISTINCT coalesce(a.story, shown.story) AS id "
        "FROM shown LEFT JOIN story_aliases a ON a.id = shown.story) told "
        "JOIN entries e ON e.story = told.id JOIN sources s ON s.id = e.source "
        "JOIN stories t ON t.id = told.id "
        "WHERE t.last > ?1 AND e.surfaced > ?1 AND e.surfaced <= ?2 ORDER BY e.surfaced, e.id",
        (seconds(since), seconds(until)),
    )
    return [Reached(*row) for row in rows]
