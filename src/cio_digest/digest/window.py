"""A day, a clock and the last digest to the span of time that a digest covers."""

from __future__ import annotations

from datetime import date, datetime, timedelta, tzinfo
from typing import NamedTuple

from cio_digest.text import days

DAY = timedelta(days=1)
LONGEST = timedelta(days=4)
WEEK = 7


class Window(NamedTuple):
    """The reader's ``day``, and what it covers: after ``since`` up to ``until`` (UTC)."""

    day: date
    since: datetime
    until: datetime


def of(
    day: date | None,
    now: datetime,
    zone: tzinfo | None,
    *,
    before: datetime | None = None,
    back: timedelta | None = None,
) -> Window:
    """The window of a day, today when none is given.

    Today reaches back to the digest ``before`` it, so that nothing falls between two mornings, but
    at least a day and at most four. A past day is that calendar day. ``back`` overrides both.
    """
    current = days.today(now, zone)
    if day is None or day >= current:
        start = now - DAY if before is None else max(min(before, now - DAY), now - LONGEST)
        return Window(current, now - back if back else start, now)
    until = days.midnight(day + DAY, zone)
    return Window(day, until - back if back else days.midnight(day, zone), until)


def week(day: date, zone: tzinfo | None) -> list[datetime]:
    """The instants between which the seven days up to this one lie, one more than the days."""
    return [days.midnight(day - back * DAY, zone) for back in range(WEEK - 1, -2, -1)]
