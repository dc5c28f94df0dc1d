"""When a job was last done to whether it is its time again."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from datetime import time

SKEW = timedelta(minutes=15)  # what was done later than that from now on, a wrong clock did
LATEST = timedelta(hours=18)  # after its time; a morning's mail is not for the next night


def is_due(at: time, done: datetime | None, now: datetime) -> bool:
    """Whether the last ``at`` has come, not too long ago, and nothing was done since.

    ``now`` is in the time zone that ``at`` is meant in.
    """
    planned = now.replace(hour=at.hour, minute=at.minute, second=0, microsecond=0)
    if planned > now:
        planned -= timedelta(days=1)
    return now - planned < LATEST and (done is None or not planned <= done <= now + SKEW)
