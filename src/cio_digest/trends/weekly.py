"""Kept counts, of days and of the weeks before them, to a line of weeks of a term or topic."""

from __future__ import annotations

from collections import Counter
from datetime import timedelta
from typing import TYPE_CHECKING, NamedTuple

from cio_digest.store import counts, weeks
from cio_digest.trends.counting import EACH, oldest
from cio_digest.trends.titles import key

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping
    from datetime import date, datetime

    from cio_digest.models.rows import Tally
    from cio_digest.store import Store

WEEK = timedelta(days=7)
_SPARSE = 0.1  # part of a usual week's entries: with fewer a week tells nothing


class Calendar(NamedTuple):
    """The weeks that are known, by their Mondays, oldest first, and the entries of each.

    ``cut``: weeks before the first of them were asked for, too. ``daily`` is the first week whose
    days are still counted one by one.
    """

    weeks: tuple[date, ...]
    entries: Mapping[date, int]
    cut: bool
    daily: date


def calendar(db: Store, now: datetime, days: int) -> Calendar:
    """The weeks of so many days up to an instant, as far as they are known."""
    today, daily = now.date(), weeks.monday(oldest(now))
    first = weeks.monday(today - timedelta(days=days - 1))
    entries = _by_week(counts.totals(db, first))
    begun = min(weeks.begun(db) or daily, daily)
    usual = sum(entries.values()) / (len(entries) or 1)
    counted = [week for week, number in entries.items() if number > _SPARSE * usual]
    known = max(first, begun, min(counted, default=weeks.monday(today)))
    length = (weeks.monday(today) - known) // WEEK + 1
    mondays = tuple(known + number * WEEK for number in range(length))
    return Calendar(mondays, entries, cut=known > first, daily=daily)


def notes(known: Calendar) -> Iterator[str]:
    """What the reader should know of lines of these weeks."""
    first = known.weeks[0]
    if known.cut:
        yield f"Counts begin in the week of {first:%Y-%m-%d}; of the time before nothing is known."
    if first < known.daily:
        yield (
            f"Of weeks before {known.daily:%Y-%m-%d}, terms with fewer than {weeks.LEAST} uses "
            "were not kept."
        )


def of_terms(db: Store, terms: Iterable[str], known: Calendar) -> dict[str, tuple[float, ...]]:
    """The line of each term, as it is written: its uses a thousand entries of each week."""
    keys = {term: key(term) for term in terms}
    folded = weeks.of_terms(db, keys.values(), known.weeks[0])
    days = counts.of_terms(db, keys.values(), known.weeks[0])
    return {term: _line(name, folded, days, known) for term, name in keys.items()}


def of_topics(db: Store, topics: Iterable[str], known: Calendar) -> dict[str, tuple[float, ...]]:
    """The line of each topic: of a thousand entries of each week, how many are on it."""
    names = list(topics)
    folded = weeks.of_topics(db, names, known.weeks[0])
    days = counts.of_topics(db, names, known.weeks[0], per_outlet=EACH)
    return {name: _line(name, folded, days, known) for name in names}


def folded(history: tuple[float, ...], today: date, known: Calendar) -> tuple[float, ...]:
    """A line of days up to today as one of weeks, empty before it."""
    days = {
        today - timedelta(days=back): value for back, value in enumerate(reversed(history)) if value
    }
    sums: Counter[date] = Counter()
    for day, value in days.items():
        sums[weeks.monday(day)] += value  # type: ignore[assignment]
    return tuple(round(sums[week] / 7, 1) for week in known.weeks)


def _line(
    name: str, folded: Mapping[str, Mapping[date, int]], days: Tally, known: Calendar
) -> tuple[float, ...]:
    daily = {day: used[name] for day, used in days.counts.items() if name in used}
    uses = Counter(folded.get(name, {})) + Counter(_by_week(daily))
    usual = sum(known.entries.get(week, 0) for week in known.weeks) / len(known.weeks)
    return tuple(
        round(1000 * uses[week] / known.entries[week], 1)
        if known.entries.get(week, 0) > _SPARSE * usual
        else 0.0
        for week in known.weeks
    )


def _by_week(counts: Mapping[date, int]) -> dict[date, int]:
    sums: Counter[date] = Counter()
    for day, number in counts.items():
        sums[weeks.monday(day)] += number
    return dict(sums)
