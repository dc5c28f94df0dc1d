"""Times as readers type them, everywhere alike: 2026-11-22, yesterday, 90m, 12h, 7d, 2w."""

from __future__ import annotations

import re
from datetime import date, datetime, timedelta, tzinfo
from typing import NamedTuple

from cio_digest.text import days

WRITTEN = "write it like 2026-11-22, yesterday, 12h, 7d or 2w"

_NAMED = {"today": 0, "yesterday": 1, "tomorrow": -1}
_UNITS = {"m": "minutes", "h": "hours", "d": "days", "w": "weeks"}
_SPAN = "([0-9]{1,4})([mhdw])"
_EARLIEST = 1995
_DAY = timedelta(days=1)


class When(NamedTuple):
    """A day: on the calendar, or so many days before today; or a span of time."""

    on: date | None = None
    before: int = 0
    span: timedelta | None = None

    def day(self, today: date, *, ahead: bool = False) -> date:
        """The day that is meant; a span counts back from today, or whole days ``ahead``."""
        if self.on:
            return self.on
        if self.span is None:
            return today - timedelta(days=self.before)
        return today + timedelta(days=-(-self.span // _DAY)) if ahead else today - self.span

    def instant(self, now: datetime, zone: tzinfo | None) -> datetime:
        """The instant that is meant: so long before now, or when the day begins in the zone."""
        if self.span is not None:
            return now - self.span
        return days.midnight(self.day(days.today(now, zone)), zone)


def read(text: str) -> When | None:
    """What is meant, None where it is no time; days before feeds existed are none."""
    word = text.strip().casefold()
    if word in _NAMED:
        return When(before=_NAMED[word])
    if match := re.fullmatch(_SPAN, word):
        number, unit = match.groups()
        return When(span=timedelta(**{_UNITS[unit]: int(number)})) if int(number) else None
    try:
        day = date.fromisoformat(word)
    except ValueError:
        return None
    return When(on=day) if day.year >= _EARLIEST else None
