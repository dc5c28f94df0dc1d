"""Which stories share words, over the whole store, and the affairs that the reader follows."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from cio_digest.models.rows import FollowedAffair
from cio_digest.store import stories as story_table
from cio_digest.store.times import moment, seconds
from cio_digest.store.transactions import transaction

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from datetime import datetime

    from cio_digest.store.engine import Store

_POSTINGS = 200  # entries that one word leads to, the newest


def near(
    db: Store,
    queries: Mapping[str, float],
    since: datetime,
    until: datetime,
    *,
    most: int,
    sources: Sequence[str],
) -> list[int]:
    """The stories of a span of time that share most of some words, the likeliest first.

    ``queries`` are FTS5 queries, each with what it says; a story that only one finds is none.
    ``sources`` are the keys of those that count.
    """
    scores: dict[int, list[float]] = defaultdict(list)
    found = story_table.matching_each(db, queries, since, until, most=_POSTINGS, sources=sources)
    for value, entries in zip(queries.values(), found, strict=True):
        for story in set(entries.values()):
            scores[story].append(value)
    several = {story: sum(values) for story, values in scores.items() if len(values) > 1}
    return sorted(several, key=lambda story: (-several[story], story))[:most]


def follow(db: Store, title: str, stories: Iterable[int], now: datetime) -> None:
    """Follow the affair of these stories."""
    with transaction(db):
        number = db.execute("SELECT coalesce(max(id), 0) + 1 FROM followed").fetchone()[0]
        db.execute("INSERT INTO followed VALUES (?, ?, ?)", (number, title, seconds(now)))
        _add(db, number, stories)


def add(db: Store, number: int, stories: Iterable[int]) -> None:
    """Add what has turned out to belong to a followed affair."""
    with transaction(db):
        _add(db, number, stories)


def unfollow(db: Store, number: int) -> None:
    """Follow an affair no more."""
    with transaction(db):
        db.execute("DELETE FROM followed WHERE id = ?", (number,))
        db.execute("DELETE FROM followed_stories WHERE followed = ?", (number,))


def followed(db: Store) -> list[FollowedAffair]:
    """The followed affairs, the first one first, with their stories by today's numbers."""
    rows = db.execute("SELECT id, title, time FROM followed ORDER BY id").fetchall()
    return [
        FollowedAffair(key, title, moment(time), _stories(db, key)) for key, title, time in rows
    ]


def _stories(db: Store, number: int) -> tuple[int, ...]:
    rows = db.execute(
        "SELECT DISTINCT coalesce(a.story, f.story) FROM followed_stories f "
        "LEFT JOIN story_aliases a ON a.id = f.story WHERE f.followed = ? ORDER BY 1",
        (number,),
    )
    return tuple(row[0] for row in rows)


def _add(db: Store, number: int, stories: Iterable[int]) -> None:
    db.executemany(
        "INSERT INTO followed_stories VALUES (?, ?) ON CONFLICT DO NOTHING",
        [(number, story) for story in stories],
    )
