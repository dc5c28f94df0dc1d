"""The times of a job as the reader and schedulers write them, and when one of them has come."""

from __future__ import annotations

import re
from datetime import date, datetime, time, timedelta, timezone, tzinfo
from typing import NamedTuple

NAMES = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
WORDS = {"daily": "mon-sun", "workdays": "mon-fri"}
TIMES = "05:00, 05:00,12:30 or hourly"
DAYS = "workdays, mon-fri or mon,thu"
_WEEK = 7
_TIME = re.compile(r"(\d{1,2}):(\d\d)", re.ASCII)


class Timetable(NamedTuple):
    """When something is done: at these times, on these weekdays (Monday is 0), all by default."""

    times: tuple[time, ...]
    days: tuple[int, ...] = tuple(range(_WEEK))

    @property
    def minutes(self) -> tuple[int, ...]:
        """The minutes of an hour at which it may be time."""
        return tuple(sorted({each.minute for each in self.times}))

    @property
    def hourly(self) -> bool:
        """Whether it is done every hour of the day, at one minute."""
        return len(self.times) == 24 and len(self.minutes) == 1


def times(text: str) -> tuple[time, ...] | None:
    """The times that a text means: ``05:00``, ``05:00,12:30``, ``hourly``, ``:07`` of each hour."""
    if text in {"hourly", ":"} or re.fullmatch(r":[0-5]\d", text, re.ASCII):
        minute = int(text[1:]) if text[1:].isdecimal() else 0
        return tuple(time(hour, minute) for hour in range(24))
    found = [_TIME.fullmatch(part.strip()) for part in text.split(",")]
    pairs = [(int(match[1]), int(match[2])) for match in found if match]
    if len(pairs) < len(found) or any(hour > 23 or minute > 59 for hour, minute in pairs):
        return None
    return tuple(sorted({time(*pair) for pair in pairs}))


def days(text: str) -> tuple[int, ...] | None:
    """The weekdays that a text means: ``mon``, ``mon,thu``, ``mon-fri``, ``workdays``."""
    found: set[int] = set()
    for part in WORDS.get(text, text).lower().split(","):
        first, dash, last = (word.strip()[:3] for word in part.partition("-"))
        if first not in NAMES or (dash and last not in NAMES):
            return None
        begin = NAMES.index(first)
        length = (NAMES.index(last) - begin) % _WEEK if dash else 0
        found |= {(begin + step) % _WEEK for step in range(length + 1)}
    return tuple(sorted(found))


def written(plan: Timetable) -> tuple[str, str]:
    """Its times and its days as ``times`` and ``days`` read them; no days where it is all."""
    clock = f":{plan.minutes[0]:02}" if plan.hourly else ",".join(map(_clock, plan.times))
    if len(plan.days) == _WEEK:
        return clock, ""
    if plan.days == tuple(range(5)):
        return clock, "mon-fri"
    return clock, ",".join(NAMES[day] for day in plan.days)


def told(plan: Timetable) -> str:
    """``at 05:00 every day``, ``every hour at :07``, ``at 06:30 on mon-fri``."""
    clock, named = written(plan)
    when = f"every hour at {clock}" if plan.hourly else f"at {clock.replace(',', ' and ')}"
    return f"{when} on {named}" if named else when if plan.hourly else f"{when} every day"


def last(plan: Timetable, now: datetime, zone: tzinfo | None) -> datetime:
    """The instant (UTC) at which it last was time, on the clock of a zone; none is the system's.

    An hour that autumn repeats counts the first time alone, so that nothing is done twice in it.
    """
    today = now.astimezone(zone).date()
    for back in range(_WEEK + 1):
        day = today - timedelta(days=back)
        if day.weekday() in plan.days:
            for at in sorted(plan.times, reverse=True):
                if (instant := _instant(day, at, zone)) <= now:
                    return instant
    return _instant(today - timedelta(days=_WEEK), plan.times[0], zone)


def shifted(plan: Timetable, minutes: int) -> Timetable:
    """The plan so many minutes later."""
    return plan._replace(times=tuple(sorted(_later(at, minutes) for at in plan.times)))


def _later(at: time, minutes: int) -> time:
    return (datetime.combine(date.min, at) + timedelta(minutes=minutes)).time()


def _instant(day: date, at: time, zone: tzinfo | None) -> datetime:
    clock = datetime.combine(day, at, tzinfo=zone)  # its fold is 0: the first of two
    return clock.astimezone(timezone.utc)


def _clock(at: time) -> str:
    return f"{at:%H:%M}"
