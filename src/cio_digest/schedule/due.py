"""When a job was last done to whether it is its time again."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from cio_digest.schedule import plan

if TYPE_CHECKING:
    from datetime import datetime, tzinfo

    from cio_digest.schedule.plan import Timetable

SKEW = timedelta(minutes=15)  # what was done later than that from now on, a wrong clock did
LATEST = timedelta(hours=18)  # after its time; a morning's mail is not for the next night


def is_due(
    when: Timetable, done: datetime | None, now: datetime, zone: tzinfo | None = None
) -> bool:
    """Whether one of its times has come, not too long ago, and nothing was done since.

    The times are meant on the clock of ``zone``; none is the system's.
    """
    planned = plan.last(when, now, zone)
    return now - planned < LATEST and (done is None or not planned <= done <= now + SKEW)
