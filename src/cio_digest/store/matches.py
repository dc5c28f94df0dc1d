"""Which topics the entries of the last days are in, as it was found when they came."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from cio_digest.store.engine import numbers
from cio_digest.store.stories import heard
from cio_digest.store.times import seconds

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from datetime import datetime

    from cio_digest.store.engine import Store

_OUTDATED = ""  # in place of a topic


class KeptMatch(NamedTuple):
    """A topic met in an entry: whether by a keyword of its own, and whether the entry is about it.

    ``value`` is the whole of it as text.
    """

    entry: int
    surfaced: datetime
    topic: str
    named: bool
    about: bool
    value: str


def save(db: Store, entries: Sequence[int], matches: Iterable[KeptMatch]) -> None:
    """Keep what was found in these entries, in place of what was before."""
    db.execute(f"DELETE FROM matches WHERE entry IN ({numbers(entries)})")
    db.executemany(
        "INSERT INTO matches (entry, topic, surfaced, named, about, value) "
        "VALUES (?, ?, ?, ?, ?, ?)",
        [
            (each.entry, each.topic, seconds(each.surfaced), each.named, each.about, each.value)
            for each in matches
        ],
    )


def outdate(db: Store, entries: Sequence[int]) -> None:
    """Take note that these entries say something else by now, where matches are kept at all."""
    db.execute(f"DELETE FROM matches WHERE entry IN ({numbers(entries)})")
    db.execute(
        "INSERT INTO matches (entry, topic, surfaced, named, about, value) "
        f"SELECT id, ?, surfaced, 0, 0, '[]' FROM entries WHERE id IN ({numbers(entries)}) "
        "AND EXISTS (SELECT 1 FROM facts WHERE name = 'matched')",
        (_OUTDATED,),
    )


def outdated(db: Store) -> set[int]:
    """The stories of the entries that say something else by now."""
    rows = db.execute(
        # In so many words, as only then SQLite takes the index of these.
        "SELECT story FROM entries WHERE id IN "
        f"(SELECT entry FROM matches WHERE topic = '{_OUTDATED}')"
    )
    return {story for (story,) in rows if story is not None}


def forget(db: Store, until: datetime) -> None:
    """Forget what was found in stories whose last entry surfaced by then."""
    db.execute(
        "DELETE FROM matches WHERE entry NOT IN (SELECT e.id FROM stories s "
        "CROSS JOIN entries e WHERE e.story = s.id AND s.last > ?)",
        (seconds(until),),
    )


def of_entries(db: Store, entries: Iterable[int]) -> dict[int, list[tuple[str, str]]]:
    """Topic and value of what was found in each of these entries, if anything was."""
    rows = db.execute(
        f"SELECT entry, topic, value FROM matches WHERE entry IN ({numbers(entries)})"
    )
    found: dict[int, list[tuple[str, str]]] = {}
    for entry, topic, value in rows:
        found.setdefault(entry, []).append((topic, value))
    return found


def about(
    db: Store, since: datetime, until: datetime, *, most: int, sources: Iterable[str]
) -> dict[int, int]:
    """The entries of a window that are about a topic, the newest first, each with its story.

    ``sources`` are the keys of those that count.
    """
    rows = db.execute(
        "SELECT id, story FROM entries WHERE id IN "
        "(SELECT entry FROM matches WHERE surfaced > ? AND surfaced <= ? AND about = 1) "
        f"AND story IS NOT NULL AND {heard(db, sources)} ORDER BY id DESC LIMIT ?",
        (seconds(since), seconds(until), most),
    )
    return dict(rows.fetchall())


def counts(db: Store, since: datetime, until: datetime) -> dict[str, tuple[int, int]]:
    """How many entries of a window have a keyword of each topic, and how many are about it."""
    rows = db.execute(
        "SELECT topic, count(*), sum(about) FROM matches "
        "WHERE surfaced > ? AND surfaced <= ? AND named = 1 GROUP BY topic",
        (seconds(since), seconds(until)),
    )
    return {topic: (named, about) for topic, named, about in rows}


def named(db: Store, topic: str, since: datetime, until: datetime, *, most: int) -> list[int]:
    """The newest entries of a window that have a keyword of a topic."""
    rows = db.execute(
        "SELECT entry FROM matches WHERE topic = ? AND surfaced > ? AND surfaced <= ? "
        "AND named = 1 ORDER BY entry DESC LIMIT ?",
        (topic, seconds(since), seconds(until), most),
    )
    return [entry for (entry,) in rows]


def titles(db: Store, topic: str, since: datetime, until: datetime) -> list[str]:
    """The titles of the entries of a window that have a keyword of a topic, oldest first."""
    rows = db.execute(
        "SELECT title FROM entries WHERE id IN (SELECT entry FROM matches "
        "WHERE topic = ? AND surfaced > ? AND surfaced <= ? AND named = 1) ORDER BY surfaced, id",
        (topic, seconds(since), seconds(until)),
    )
    return [title for (title,) in rows]


def complete(db: Store) -> int:
    """The number up to which all entries have a story and are indexed: what can be matched."""
    row = db.execute(
        "SELECT coalesce((SELECT min(id) - 1 FROM entries WHERE story IS NULL), "
        "(SELECT max(id) FROM entries), 0)"
    ).fetchone()
    return int(row[0])


def changed(db: Store, after: int, upto: int) -> set[int]:
    """The stories that entries with a number between these tell."""
    rows = db.execute("SELECT DISTINCT story FROM entries WHERE id > ? AND id <= ?", (after, upto))
    return {story for (story,) in rows if story is not None}
