"""What a scheduler was given, as text, to the jobs and plans that it says."""

from __future__ import annotations

import re

from cio_digest.schedule import plan
from cio_digest.schedule.plan import Timetable

_GAP = r"(?:</?string>|[^\w:])+"  # between two words, also of a property list
_TIMES = r"((?:\d\d)?:\d\d(?:,\d\d:\d\d)*)"
_CALL = re.compile(
    _GAP.join((r"\bschedule", "run", r"(\w+)", "at", _TIMES)) + rf"(?:{_GAP}on{_GAP}([a-z,-]+))?"
)


def plans(text: str) -> dict[str, Timetable]:
    """The jobs that a text calls, each with the plan that it names."""
    found = {}
    for name, clock, named in _CALL.findall(text):
        times, days = plan.times(clock), plan.days(named or "daily")
        if times and days:
            found[name] = Timetable(times, days)
    return found
