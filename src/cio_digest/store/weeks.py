"""What was counted of terms and topics by week, once the days are too old to be compared with.

A week is kept as its Monday. Of a term its uses of seven days are summed up, an outlet counting
once a day; terms that are hardly used are left out, so that the table stays bounded.
"""

from __future__ import annotations

from collections import defaultdict
from datetime import date, timedelta
from typing import TYPE_CHECKING

from cio_digest.store import facts
from cio_digest.store.times import day_number, day_of

if TYPE_CHECKING:
    from collections.abc import Iterable

    from cio_digest.store.engine import Store

LEAST = 3  # uses in a week: a term with fewer is not kept
MOST = 2_000  # terms of a week that are kept, the commonest
KEPT = 5 * 366  # days
_DAYS = 7
_MOST_MARKS = 500  # SQLite builds of long ago take 999 parameters
_BEGUN = "weeks kept from"  # the fact that says from which week on
_MONDAY = "{0} - ({0} + 3) % 7"  # of a day since 1970, which began on a Thursday


def monday(day: date) -> date:
    """The first day of a day's week."""
    return day - timedelta(days=day.weekday())


def fold(db: Store, before: date, *, per_outlet: int) -> None:
    """Make weeks of the days before a Monday, and forget these days and weeks of long ago.

    Of a topic an outlet has ``per_outlet`` entries a day at most.
    """
    end = day_number(before)
    weeks = db.execute(
        f"SELECT DISTINCT {_MONDAY.format('day')} FROM terms WHERE day < ? UNION "
        f"SELECT DISTINCT {_MONDAY.format('day')} FROM topic_days WHERE day < ? ORDER BY 1",
        (end, end),
    ).fetchall()
    for (week,) in weeks:
        _fold(db, week, per_outlet)
    if weeks and not facts.number(db, _BEGUN):
        facts.remember(db, _BEGUN, weeks[0][0])
    if weeks:
        for table in ("term_weeks", "topic_weeks"):
            db.execute(f"DELETE FROM {table} WHERE week < ?", (end - KEPT,))


def _fold(db: Store, week: int, per_outlet: int) -> None:
    days = (week, week + _DAYS - 1)
    db.execute(
        "INSERT INTO term_weeks (term, week, outlets) SELECT term, ?, sum(outlets) FROM terms "
        "WHERE day BETWEEN ? AND ? GROUP BY term HAVING sum(outlets) >= ? "
        "ORDER BY sum(outlets) DESC, term LIMIT ? "
        "ON CONFLICT (term, week) DO UPDATE SET outlets = term_weeks.outlets + excluded.outlets",
        (week, *days, LEAST, MOST),
    )
    db.execute(
        "INSERT INTO topic_weeks (topic, week, entries) SELECT topic, ?, "
        "sum(CASE WHEN entries > ? THEN ? ELSE entries END) FROM topic_days "
        "WHERE day BETWEEN ? AND ? GROUP BY topic "
        "ON CONFLICT (topic, week) DO UPDATE SET entries = topic_weeks.entries + excluded.entries",
        (week, per_outlet, per_outlet, *days),
    )
    for table in ("terms", "topic_days"):
        db.execute(f"DELETE FROM {table} WHERE day BETWEEN ? AND ?", days)


def begun(db: Store) -> date | None:
    """The first week that was ever folded, None where none was yet."""
    number = facts.number(db, _BEGUN)
    return day_of(number) if number else None


def of_terms(db: Store, terms: Iterable[str], first: date) -> dict[str, dict[date, int]]:
    """The uses of each of these terms by week, from the week ``first`` on."""
    return _of(db, "term", "outlets", terms, first)


def of_topics(db: Store, topics: Iterable[str], first: date) -> dict[str, dict[date, int]]:
    """The entries on each of these topics by week, from the week ``first`` on."""
    return _of(db, "topic", "entries", topics, first)


def _of(
    db: Store, name: str, column: str, names: Iterable[str], first: date
) -> dict[str, dict[date, int]]:
    weeks: dict[str, dict[date, int]] = defaultdict(dict)
    wanted = list(names)
    for start in range(0, len(wanted), _MOST_MARKS):
        part = wanted[start : start + _MOST_MARKS]
        rows = db.execute(
            f"SELECT {name}, week, {column} FROM {name}_weeks "
            f"WHERE {name} IN ({', '.join('?' * len(part))}) AND week >= ?",
            (*part, day_number(first)),
        )
        for key, week, number in rows:
            weeks[key][day_of(week)] = number
    return dict(weeks)
