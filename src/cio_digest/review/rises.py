"""The store's kept trends to what rose, stayed and faded in a period, each with its line."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from cio_digest.review import moves as pure
from cio_digest.store import counts
from cio_digest.store import stories as story_table
from cio_digest.store import trends as trend_table
from cio_digest.trends import judge, titles, weekly
from cio_digest.trends.counting import oldest

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from datetime import date, datetime

    from cio_digest.models import Trend
    from cio_digest.models.pages import Risen
    from cio_digest.review.moves import Moves
    from cio_digest.review.period import Period
    from cio_digest.store import Store

WIDE = 3  # sources that tell a story before a term that rose for a day is worth a line
_DAYS = 28  # that a line of days has; of weeks, it has the period and as much before


def moves(db: Store, period: Period, now: datetime, most: int) -> Moves:
    """What rose in the period and in the time of the same length before it."""
    by_day = trend_table.between(db, trend_table.RISING, _before(period), period.last)
    by_day = pure.printed(by_day)
    found = pure.moves(by_day, period.first, most, _wide(db, by_day))
    lines = _lines(db, {each.term for kind in found for each in kind}, period, now)
    return pure.Moves(*(_drawn(kind, lines) for kind in found))


def _wide(db: Store, by_day: Mapping[date, Sequence[Trend]]) -> set[int]:
    """The stories that many tell, by the numbers that they had then."""
    ids = [story.story for moving in by_day.values() for trend in moving for story in trend.stories]
    current = dict(zip(ids, story_table.current(db, ids), strict=True))
    outlets = story_table.outlets(db, current.values())
    return {story for story, now in current.items() if outlets.get(now, 0) >= WIDE}


def _drawn(kind: tuple[Risen, ...], lines: dict[str, tuple[float, ...]]) -> tuple[Risen, ...]:
    return tuple(each._replace(history=lines[each.term]) for each in kind)


def step(period: Period, now: datetime) -> int:
    """How many days a value of a line stands for: 1 as long as days are counted, else 7."""
    first = period.last - timedelta(days=_DAYS - 1)
    return 1 if period.first >= first >= oldest(now) else weekly.WEEK.days


def notes(db: Store, period: Period) -> Iterator[str]:
    """Whether it was looked for at all what rises, in the period and before it."""
    judged = trend_table.judged(db, _before(period), period.last, titles.LEAST_HISTORY)
    if not any(day >= period.first for day in judged):
        yield "It is not known what rose: nothing was counted, or for too few days."
    elif not any(day < period.first for day in judged):
        yield "It is not known what rose before, and so neither what stayed nor what faded."


def _before(period: Period) -> date:
    """The first day of the time before it of the same length."""
    return period.first - (period.last - period.first) - timedelta(days=1)


def _lines(
    db: Store, terms: set[str], period: Period, now: datetime
) -> dict[str, tuple[float, ...]]:
    if not terms:
        return {}
    until = period.span.until
    if step(period, now) > 1:
        days = 2 * ((period.last - period.first).days + 1)
        return weekly.of_terms(db, terms, weekly.calendar(db, until, days))
    today = until.date()
    keys = {term: titles.key(term) for term in terms}
    tally = counts.of_terms(db, keys.values(), oldest(until))
    return {
        term: judge.shares(titles.counted(key, tally, today), tally, today)
        for term, key in keys.items()
    }
