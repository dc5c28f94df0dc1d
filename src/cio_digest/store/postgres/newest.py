"""The newest entries that match a query, of however many: older ones are left alone.

The order of work is told to the server. It knows neither how rare a rare word is nor, of a reader's
view of entries, that it has each number once; so it would read the words of all times, or compare
whatever matches with whatever the reader follows.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from cio_digest.store.engine import Condition, Store

_SPAN = 10_000  # entries that are looked at first
_WIDER = 4  # times as many each time that there were too few
_AT_ONCE = 200_000  # entries that are joined whole with what matches, such as those of some days
_LATEST = """
    SELECT {name}.id, {name}.story, {name}.surfaced FROM (
        SELECT +entry AS entry FROM entry_words
        WHERE vector @@ CAST(? AS tsquery) AND entry BETWEEN ? AND ? ORDER BY 1 DESC
    ) w CROSS JOIN LATERAL (
        SELECT * FROM entries {name} WHERE {name}.id = w.entry AND {where} LIMIT 1
    ) {name} ORDER BY w.entry DESC LIMIT ?
"""
# The words of what a reader sees, where that is less than what matches.
_SEEN = """
    SELECT entries.id, entries.story, entries.surfaced FROM entries CROSS JOIN LATERAL (
        SELECT 1 FROM entry_words w
        WHERE w.entry = entries.id AND vector @@ CAST(? AS tsquery) LIMIT 1
    ) w WHERE entries.id BETWEEN ? AND ? AND {where} ORDER BY +entries.id DESC LIMIT ?
"""
# The words of few entries, whatever else matches.
_OF_FEW = """
    SELECT e.id, e.story, e.surfaced FROM entries e CROSS JOIN LATERAL (
        SELECT 1 FROM entry_words w WHERE w.entry = e.id AND vector @@ CAST(? AS tsquery) LIMIT 1
    ) w WHERE {where} ORDER BY +e.id DESC LIMIT ?
"""
# All of a short span. The plus: or the server would begin with the newest, in hope of an early end.
_BETWEEN = """
    SELECT entries.id, entries.story FROM entry_words
    JOIN entries ON entries.id = entry_words.entry
    WHERE vector @@ CAST(? AS tsquery) AND entry_words.entry BETWEEN ? AND ? AND {where}
    ORDER BY +entries.id DESC LIMIT ?
"""


def of_all(db: Store, tsquery: str, where: Condition, most: int) -> list[tuple[int, int, int]]:
    """Of all entries those that a condition on ``e`` holds for, with story and time."""
    if where.few:
        query = _OF_FEW.format(where=where.sql)
        return db.execute(query, (tsquery, *where.values, most)).fetchall()
    (last,) = db.execute("SELECT coalesce(max(entry), 0) FROM entry_words").fetchone()
    latest = _LATEST.format(name="e", where=where.sql)
    return _back(db, latest, tsquery, (_first(db, where.since), last), where, most)


def between(
    db: Store, tsquery: str, share: float, rows: tuple[int, int], where: Condition, most: int
) -> list[tuple[int, int]]:
    """Of entries between two rows those that a condition on ``entries`` holds for, with story.

    ``share`` is how much of all entries may match where a reader sees but some, else 0.
    """
    if where.few and rows[1] - rows[0] < _AT_ONCE:
        query = _BETWEEN.format(where=where.sql)
        return db.execute(query, (tsquery, *rows, *where.values, most)).fetchall()
    statement = _SEEN if share and _seen(db, rows[1]) < share else _LATEST
    query = statement.format(name="entries", where=where.sql)
    return [row[:2] for row in _back(db, query, tsquery, rows, where, most)]


def _seen(db: Store, last: int) -> float:
    """How much of the newest entries, up to a row, a reader sees."""
    query = "SELECT count(*) FROM entries WHERE id BETWEEN ? AND ?"
    (count,) = db.execute(query, (last - _SPAN + 1, last)).fetchone()
    return int(count) / min(_SPAN, max(last, 1))


def _first(db: Store, since: int) -> int:
    """The lowest number of an entry that surfaced after a time (Unix seconds), if any."""
    if not since:
        return 1
    query = "SELECT coalesce(min(+id), 1) FROM entries WHERE surfaced > ?"
    return int(db.execute(query, (since,)).fetchone()[0])


def _back(
    db: Store, latest: str, tsquery: str, rows: tuple[int, int], where: Condition, most: int
) -> list[tuple[int, int, int]]:
    """Go back from the newest row, in spans that widen, until there are enough."""
    least, high = rows
    found: list[tuple[int, int, int]] = []
    span = _SPAN
    while high >= least and len(found) < most:
        low = max(least, high - span + 1)
        found += db.execute(latest, (tsquery, low, high, *where.values, most - len(found)))
        high, span = low - 1, _WIDER * span
    return found
