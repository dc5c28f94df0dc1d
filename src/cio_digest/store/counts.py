"""How often each day spoke of what: the counts that trends are found by, added to at each fetch."""

from __future__ import annotations

from collections import defaultdict
from math import sqrt
from typing import TYPE_CHECKING

from cio_digest.models.rows import Tally
from cio_digest.store.engine import ALL, MOST_MARKS, marks, numbers
from cio_digest.store.times import day_number, day_of

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping, Sequence
    from datetime import date

    from cio_digest.store.engine import Store

_ROUNDING = 1e-6  # entries by which two ways to the same sum may differ


def add(db: Store, more: Tally) -> None:
    """Add a tally to what was counted before."""
    numbered = {day_number(day): total for day, total in more.totals.items()}
    days = db.execute(f"SELECT day FROM days WHERE day IN ({numbers(numbered)})")
    begun = {day for (day,) in days}
    db.executemany(
        "INSERT INTO days (day, entries) VALUES (?, ?) "
        "ON CONFLICT (day) DO UPDATE SET entries = days.entries + excluded.entries",
        [*numbered.items()],
    )
    _add_terms(db, {day_number(day): used for day, used in more.counts.items()}, begun)


def _add_terms(db: Store, counts: Mapping[int, Mapping[str, int]], begun: Collection[int]) -> None:
    """Add the uses of terms by day; those of a day that is not ``begun`` are simply kept."""
    rows = sorted((term, day, n) for day, used in counts.items() for term, n in used.items())
    insert = "INSERT INTO terms VALUES (?, ?, ?)"
    db.executemany(insert, [row for row in rows if row[1] not in begun])
    db.executemany(
        f"{insert} "
        "ON CONFLICT (term, day) DO UPDATE SET outlets = terms.outlets + excluded.outlets",
        [row for row in rows if row[1] in begun],
    )


def totals(db: Store, first: date) -> dict[date, int]:
    """How many entries each day had, from ``first`` on."""
    rows = db.execute("SELECT day, entries FROM days WHERE day >= ?", (day_number(first),))
    return {day_of(day): entries for day, entries in rows}


def of_terms(db: Store, terms: Iterable[str], first: date) -> Tally:
    """What is counted of these terms, from ``first`` on."""
    counts: dict[int, dict[str, int]] = defaultdict(dict)
    wanted = list(terms)
    for start in range(0, len(wanted), MOST_MARKS):
        part = wanted[start : start + MOST_MARKS]
        rows = db.execute(
            f"SELECT term, day, outlets FROM terms WHERE term IN ({marks(part)}) AND day >= ?",
            (*part, day_number(first)),
        )
        for term, day, outlets in rows:
            counts[day][term] = outlets
    return Tally(totals(db, first), {day_of(day): used for day, used in counts.items()})


def risen(
    db: Store,
    terms: Collection[str],
    expectation: Mapping[date, float],
    now: Iterable[date],
    *,
    least: float,
    floor: float,
) -> list[str]:
    """Those of the terms that are used more often ``now`` than their days before let expect.

    By at least so many standard deviations, as ``fallen`` has it. Most of the terms of a day are
    not, and of these no row need be read.
    """
    weights = {day_number(day): weight for day, weight in expectation.items()}
    cases = " ".join(f"WHEN {day} THEN {weight!r}" for day, weight in weights.items())
    today = {day_number(day) for day in now}
    first, wanted = min((*weights, *today), default=0), list(terms)
    found = []
    for start in range(0, len(wanted), MOST_MARKS):
        part = wanted[start : start + MOST_MARKS]
        rows = db.execute(
            f"SELECT term, sum(CASE WHEN day IN ({numbers(today)}) THEN outlets ELSE 0 END), "
            f"sum(outlets * CASE day {cases} ELSE 0.0 END) FROM terms "
            f"WHERE term IN ({marks(part)}) AND day >= ? GROUP BY term",
            (*part, first),
        )
        for term, seen, expected in rows:
            over = seen - expected + _ROUNDING
            if over > 0 and over * over >= least * least * (expected + floor):
                found.append(term)
    return found


def fallen(
    db: Store, expectation: Mapping[date, float], now: Iterable[date], *, least: float, floor: float
) -> dict[date, dict[str, int]]:
    """The uses by day of terms used less often ``now`` than their days before let expect.

    By at least so many standard deviations, of a Poisson count with a floor. ``expectation`` is
    what a use on each of the days before adds to what is expected.
    """
    if not expectation:
        return {}
    weights = {day_number(day): weight for day, weight in expectation.items()}
    today = {day_number(day) for day in now}
    # What is missing is at least this much.
    square = least * least
    enough = (square + sqrt(square * square + 4 * square * floor)) / 2 - _ROUNDING
    missing = {**weights, **dict.fromkeys(today, -1.0)}
    cases = " ".join(f"WHEN {day} THEN {weight!r}" for day, weight in missing.items())
    # Most terms have too few uses, however late: that is quicker to find than what they are worth.
    several = (
        "SELECT term FROM terms WHERE day BETWEEN ? AND ? GROUP BY term HAVING sum(outlets) >= ?"
    )
    missed = (
        f"SELECT term FROM terms WHERE term IN ({several}) GROUP BY term "
        f"HAVING sum(outlets * CASE day {cases} ELSE 0.0 END) >= ?"
    )
    rows = db.execute(
        f"SELECT term, day, outlets FROM terms WHERE term IN ({missed})",
        (min(weights), max(weights), enough / max(weights.values()), enough),
    ).fetchall()
    expected: dict[str, float] = defaultdict(float)
    seen: dict[str, int] = defaultdict(int)
    for term, day, outlets in rows:
        if day in today:
            seen[term] += outlets
        else:
            expected[term] += outlets * weights.get(day, 0.0)
    fallen = {
        term
        for term, uses in expected.items()
        if uses > seen[term] and (uses - seen[term]) ** 2 >= square * (uses + floor)
    }
    counts: dict[int, dict[str, int]] = defaultdict(dict)
    for term, day, outlets in rows:
        if term in fallen:
            counts[day][term] = outlets
    return {day_of(day): used for day, used in counts.items()}


def prune(db: Store, days: Iterable[date], *, most: int) -> None:
    """Forget of each of these days all but its commonest terms."""
    numbered = [day_number(day) for day in days]
    query = f"SELECT day FROM terms WHERE day IN ({numbers(numbered)}) GROUP BY day "
    crowded = db.execute(f"{query} HAVING count(*) > ?", (most,)).fetchall() if numbered else []
    for (day,) in crowded:
        db.execute(
            "DELETE FROM terms WHERE day = ?1 AND term IN (SELECT term FROM terms WHERE day = ?1 "
            "ORDER BY outlets DESC, term LIMIT ?3 OFFSET ?2)",
            (day, most, ALL),
        )


def add_topics(db: Store, counts: Mapping[tuple[str, date, str], int]) -> None:
    """Add the number of entries that a topic is in, by topic, day and outlet."""
    db.executemany(
        "INSERT INTO topic_days VALUES (?, ?, ?, ?) "
        "ON CONFLICT (topic, day, outlet) DO UPDATE "
        "SET entries = topic_days.entries + excluded.entries",
        [(topic, day_number(day), who, n) for (topic, day, who), n in counts.items()],
    )


def forget_topics(db: Store) -> None:
    """Forget what was counted of topics, as they have changed."""
    db.execute("DELETE FROM topic_days")


def of_topics(db: Store, topics: Sequence[str], first: date, *, per_outlet: int) -> Tally:
    """What is counted of these topics, an outlet having ``per_outlet`` entries a day at most."""
    rows = [
        row
        for start in range(0, len(topics), MOST_MARKS)
        for row in db.execute(
            "SELECT topic, day, sum(CASE WHEN entries < ? THEN entries ELSE ? END) FROM topic_days "
            f"WHERE topic IN ({marks(topics[start : start + MOST_MARKS])}) AND day >= ? "
            "GROUP BY topic, day",
            (per_outlet, per_outlet, *topics[start : start + MOST_MARKS], day_number(first)),
        )
    ]
    counts: dict[date, dict[str, int]] = defaultdict(dict)
    for topic, day, entries in rows:
        counts[day_of(day)][topic] = entries
    return Tally(totals(db, first), dict(counts))
