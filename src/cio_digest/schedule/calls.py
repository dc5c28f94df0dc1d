"""What a scheduler was given, as text, to the jobs and times that it says."""

from __future__ import annotations

import re
from datetime import time

_GAP = r"(?:</?string>|\W)+"  # between two words, also of a property list
_CALL = re.compile(_GAP.join((r"\bschedule", "run", r"(\w+)", "at", r"(\d\d):(\d\d)\b")))


def times(text: str) -> dict[str, time]:
    """The jobs that a text calls, each with the time that it names."""
    return {name: time(int(hour), int(minute)) for name, hour, minute in _CALL.findall(text)}
