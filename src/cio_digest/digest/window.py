"""A day, a clock and the last digest to the span of time that a digest covers."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta, timezone, tzinfo
from typing import NamedTuple

DAY = timedelta(days=1)
LONGEST = timedelta(days=4)
WEEK = 7


class Window(NamedTuple):
    """The reader's ``day``, and what it covers: after ``since`` up to ``until`` (UTC)."""

    day: date
    since: datetime
    until: datetime


def today(now: datetime, zone: tzinfo | None) -> date:
    """The date on the reader's calendar; no zone means the system's."""
    return now.astimezone(zone).date()


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
    current = today(now, zone)
    if day is None or day >= current:
        start = now - DAY if before is None else max(min(before, now - DAY), now - LONGEST)
        return Window(current, now - back if back else start, now)
    until = midnight(day + DAY, zone)
    return Window(day, until - back if back else midnight(day, zone), until)


def week(day: date, zone: tzinfo | None) -> list[datetime]:
    """The instants between which the seven days up to this one lie, one more than the days."""
    return [midnight(day - back * DAY, zone) for back in range(WEEK - 1, -2, -1)]


def midnight(day: date, zone: tzinfo | None) -> datetime:
    """The instant a day begins on the reader's calendar."""
    start = datetime.combine(day, time(), tzinfo=zone)
    return start.astimezone(timezone.utc)
