"""What each day showed: the digest itself, and which stories, told by how many sources."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date

from cio_digest.store.connect import Store


def load(db: Store, day: date, options: str) -> str | None:
    """The digest of a day as it was kept, None when none was."""
    row = db.execute(
        "SELECT value FROM digests WHERE day = ? AND options = ?", (day.isoformat(), options)
    ).fetchone()
    return str(row[0]) if row else None


def latest(db: Store) -> str | None:
    """The digest that was printed last."""
    row = db.execute("SELECT value FROM digests ORDER BY printed DESC LIMIT 1").fetchone()
    return str(row[0]) if row else None


def save(
    db: Store, day: date, options: str, value: str, shown: Mapping[int, int]
) -> None:
    """Keep a day's digest, and the stories it ``shown`` with their number of sources."""
    db.execute("BEGIN IMMEDIATE")
    try:
        db.execute(
            "INSERT OR REPLACE INTO digests (day, options, value, printed) "
            "VALUES (?, ?, ?, (SELECT coalesce(max(printed), 0) + 1 FROM digests))",
            (day.isoformat(), options, value),
        )
        db.executemany(
            "INSERT OR IGNORE INTO shown VALUES (?, ?, ?)",
            [(day.isoformat(), story, sources) for story, sources in shown.items()],
        )
        db.execute("COMMIT")
    except BaseException:
        db.execute("ROLLBACK")
        raise


def shown_before(db: Store, day: date, stories: Iterable[int]) -> dict[int, int]:
    """Of these stories, those that earlier days showed, with how many sources told them then."""
    wanted = ", ".join(str(int(story)) for story in stories)
    rows = db.execute(
        "SELECT coalesce(a.story, shown.story), max(sources) FROM shown "
        "LEFT JOIN story_aliases a ON a.id = shown.story "
        f"WHERE coalesce(a.story, shown.story) IN ({wanted}) AND day < ? GROUP BY 1",
        (day.isoformat(),),
    )
    return {row[0]: row[1] for row in rows}
