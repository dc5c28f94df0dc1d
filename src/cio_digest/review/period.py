"""A week, a month or a quarter as readers type it to the days and the window that are meant."""

from __future__ import annotations

import re
from datetime import date, datetime, timedelta, tzinfo
from typing import NamedTuple

from cio_digest.digest import window
from cio_digest.text import days

WEEK, MONTH, QUARTER = (timedelta(days=number) for number in (7, 30, 91))
LONGEST = timedelta(days=366)
_FIRST = 1970  # before it not every day has an instant
WRITTEN = {"week": "2026-W47", "month": "2026-10", "quarter": "2026-Q3"}

_FORMS = {
    "week": re.compile(r"([0-9]{4})-?[wW]([0-9]{1,2})"),
    "month": re.compile(r"([0-9]{4})-([0-9]{1,2})"),
    "quarter": re.compile(r"([0-9]{4})-?[qQ]([1-4])"),
}


class Period(NamedTuple):
    """The reader's days from ``first`` to ``last``, and the window of the store that they are."""

    first: date
    last: date
    span: window.Window


def back(length: timedelta, now: datetime, zone: tzinfo | None) -> Period:
    """So long up to now."""
    span = window.of(None, now, zone, back=min(length, LONGEST))
    return Period(days.today(span.since, zone), span.day, span)


def calendar(unit: str, text: str, now: datetime, zone: tzinfo | None) -> Period | None:
    """A week, month or quarter by its name, up to now; None where it is no such name."""
    bounds = _bounds(unit, text.strip())
    if bounds is None:
        return None
    first, last = bounds
    until = min(days.midnight(last + window.DAY, zone), now)
    last = min(last, days.today(now, zone))
    return Period(first, last, window.Window(last, days.midnight(first, zone), until))


def _bounds(unit: str, text: str) -> tuple[date, date] | None:
    """Its first and its last day."""
    match = _FORMS[unit].fullmatch(text)
    if match is None:
        return None
    year, number = int(match[1]), int(match[2])
    if year < _FIRST:
        return None
    try:
        if unit == "week":
            return date.fromisocalendar(year, number, 1), date.fromisocalendar(year, number, 7)
        months = 1 if unit == "month" else 3
        start = date(year, (number - 1) * months + 1, 1)
        after = start.year * 12 + start.month - 1 + months
        return start, date(after // 12, after % 12 + 1, 1) - window.DAY
    except ValueError:
        return None


def edges(period: Period, zone: tzinfo | None) -> list[datetime]:
    """The instants between which its days lie, one more than the days."""
    count = (period.last - period.first).days + 1
    return [days.midnight(period.first + number * window.DAY, zone) for number in range(count + 1)]
