"""A day, a clock and the last digest to the span of time that a digest covers."""

from __future__ import annotations

from datetime import date, datetime, timedelta, tzinfo
from typing import TYPE_CHECKING, NamedTuple

from cio_digest.text import days

if TYPE_CHECKING:
    from cio_digest.store.digests import LastDigest

DAY = timedelta(days=1)
AWAY = 3  # days from one digest to the next: from Friday to Monday
LONGEST = 31 * DAY
WEEK = 7


class Window(NamedTuple):
    """The reader's ``day``, and what it covers: after ``since`` up to ``until`` (UTC).

    ``away`` is how many days ago the last digest was, where that is more than two; ``back``, that
    the reader asked to look back, so that what earlier days showed is shown, too.
    """

    day: date
    since: datetime
    until: datetime
    away: int = 0
    back: bool = False


def of(
    day: date | None,
    now: datetime,
    zone: tzinfo | None,
    *,
    last: LastDigest | None = None,
    back: timedelta | None = None,
) -> Window:
    """The window of a day, today when none is given.

    Today goes on from the ``last`` digest, so that nothing falls between two mornings, but at
    least a day back and at most 31. A past day is that calendar day. ``back`` overrides both.
    """
    current = days.today(now, zone)
    if day is None or day >= current:
        if back:
            return Window(current, now - back, now, back=True)
        start = now - DAY if last is None else max(min(last.resume, now - DAY), now - LONGEST)
        return Window(current, start, now, _away(current, last))
    until = days.midnight(day + DAY, zone)
    if back:
        return Window(day, until - back, until, back=True)
    return Window(day, days.midnight(day, zone), until)


def _away(day: date, last: LastDigest | None) -> int:
    """How many days ago the last digest was, 0 where one or two."""
    gap = (day - last.day).days if last else 0
    return gap if gap >= AWAY else 0


def length(span: Window) -> int:
    """How many days a window has, at least one."""
    return max(1, round((span.until - span.since) / DAY))


def week(day: date, zone: tzinfo | None) -> list[datetime]:
    """The instants between which the seven days up to this one lie, one more than the days."""
    return [days.midnight(day - back * DAY, zone) for back in range(WEEK - 1, -2, -1)]
