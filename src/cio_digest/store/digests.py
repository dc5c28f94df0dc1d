"""What each day showed: the digest itself, and which stories, told by how many outlets."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, NamedTuple

from cio_digest.store.engine import numbers
from cio_digest.store.times import moment, seconds
from cio_digest.store.transactions import transaction

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from datetime import datetime

    from cio_digest.store.engine import Store


# In place of a mark of options: what was listed since a digest was printed; what a review showed;
# what was printed while a fetch was under way.
LIST, REVIEW, PASSING = "list", "review", "passing"


class StoredDigest(NamedTuple):
    """A digest as text, with what it depends on; ``plain`` for the whole one of its own day.

    ``resume`` is from when on the next day's digest looks.
    """

    day: date
    options: str
    plain: bool
    resume: datetime
    value: str


class LastDigest(NamedTuple):
    """The ``day`` of the digest before another one, and from when on that one looks."""

    day: date
    resume: datetime


def load(db: Store, day: date, options: str) -> str | None:
    """The digest of a day as it was kept, None when none was."""
    row = db.execute(
        "SELECT value FROM digests WHERE day = ? AND options = ?", (day.isoformat(), options)
    ).fetchone()
    return str(row[0]) if row else None


def rename(db: Store, day: date, old: str, new: str) -> None:
    """Keep a day's digest under the mark that its options have by now."""
    db.execute(
        "UPDATE digests SET options = ?1 WHERE day = ?2 AND options = ?3 "
        "AND NOT EXISTS (SELECT 1 FROM digests WHERE day = ?2 AND options = ?1)",
        (new, day.isoformat(), old),
    )


def latest(db: Store, *, listed: bool = True) -> str | None:
    """The digest that was printed last, with what was ``listed`` under it since."""
    row = db.execute(
        "SELECT value FROM digests WHERE options <> ? ORDER BY printed DESC LIMIT 1",
        ("" if listed else LIST,),
    ).fetchone()
    return str(row[0]) if row else None


def save_list(db: Store, day: date, now: datetime, value: str) -> None:
    """Keep the digest printed last with a list under it, in place of the list before."""
    _save_only(db, StoredDigest(day, LIST, plain=False, resume=now, value=value))


def save_review(db: Store, day: date, now: datetime, value: str) -> None:
    """Keep the stories of a review as the digest printed last, in place of the review before."""
    _save_only(db, StoredDigest(day, REVIEW, plain=False, resume=now, value=value))


def save_passing(db: Store, day: date, now: datetime, value: str) -> None:
    """Keep a digest that is printed but no day's, in place of the one before."""
    _save_only(db, StoredDigest(day, PASSING, plain=False, resume=now, value=value))


def _save_only(db: Store, digest: StoredDigest) -> None:
    """Keep a digest, in place of those of other days with the same options."""
    save(db, digest, {})
    db.execute(
        "DELETE FROM digests WHERE options = ? AND day <> ?",
        (digest.options, digest.day.isoformat()),
    )


def save(db: Store, digest: StoredDigest, shown: Mapping[int, int]) -> None:
    """Keep a day's digest, and the stories that count as shown with their number of outlets."""
    with transaction(db):
        db.execute(
            "INSERT INTO digests (day, options, plain, resume, value, printed) "
            "VALUES (?, ?, ?, ?, ?, (SELECT coalesce(max(printed), 0) + 1 FROM digests)) "
            "ON CONFLICT (day, options) DO UPDATE SET plain = excluded.plain, "
            "resume = excluded.resume, value = excluded.value, printed = excluded.printed",
            (
                digest.day.isoformat(),
                digest.options,
                digest.plain,
                seconds(digest.resume),
                digest.value,
            ),
        )
        db.executemany(
            "INSERT INTO shown VALUES (?, ?, ?) ON CONFLICT DO NOTHING",
            [(digest.day.isoformat(), story, outlets) for story, outlets in shown.items()],
        )


def last_before(db: Store, day: date) -> LastDigest | None:
    """The last of the earlier days that has a digest."""
    row: tuple[str | None, int | None] = db.execute(
        "SELECT max(day), max(resume) FROM digests WHERE day < ? AND plain = 1", (day.isoformat(),)
    ).fetchone()
    resume = moment(row[1])
    return LastDigest(date.fromisoformat(row[0]), resume) if row[0] and resume else None


def shown_before(db: Store, day: date, stories: Iterable[int]) -> dict[int, int]:
    """Of these stories, those that earlier days showed, with how many outlets told them then."""
    rows = db.execute(
        "SELECT coalesce(a.story, shown.story), max(outlets) FROM shown "
        "LEFT JOIN story_aliases a ON a.id = shown.story "
        f"WHERE coalesce(a.story, shown.story) IN ({numbers(stories)}) AND day < ? GROUP BY 1",
        (day.isoformat(),),
    )
    return {row[0]: row[1] for row in rows}


def outlets_shown(db: Store, first: date) -> dict[int, int]:
    """The stories that days from ``first`` on showed, with how many outlets told them then."""
    rows = db.execute(
        "SELECT coalesce(a.story, shown.story), max(outlets) FROM shown "
        "LEFT JOIN story_aliases a ON a.id = shown.story WHERE day >= ? GROUP BY 1",
        (first.isoformat(),),
    )
    return dict(rows.fetchall())


def kept(db: Store, first: date) -> list[str]:
    """The whole digests from a day on, the last one of each day."""
    rows = db.execute(
        "SELECT value FROM digests d WHERE plain = 1 AND day >= ? AND printed = "
        "(SELECT max(printed) FROM digests WHERE day = d.day AND plain = 1) ORDER BY day",
        (first.isoformat(),),
    )
    return [row[0] for row in rows]


def printed(db: Store, day: date, options: str) -> None:
    """Note that a kept digest was printed again, so that its numbers are the ones in force."""
    last = "SELECT max(printed) FROM digests"
    db.execute(
        f"UPDATE digests SET printed = ({last}) + 1 "
        f"WHERE day = ? AND options = ? AND printed < ({last})",
        (day.isoformat(), options),
    )
