"""One thing to do each day, and the command that does it."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from typing import NamedTuple


class Job(NamedTuple):
    """Something to do once a day at ``at`` on the machine's clock, or up to ``spread`` later.

    ``program`` is the command line that it is started with, all paths in it absolute.
    """

    name: str
    at: time
    program: tuple[str, ...]
    spread: timedelta = timedelta()

    @property
    def command(self) -> tuple[str, ...]:
        """What the scheduler calls."""
        return (*self.program, "schedule", "run", self.name, "--at", f"{self.at:%H:%M}")


def drawn(job: Job, lot: int) -> Job:
    """The job at one minute of its spread, for a scheduler that knows no random delay.

    ``lot`` is any number; the same one gives the same minute, so that setting a schedule up once
    more does not move it.
    """
    minutes = job.spread // timedelta(minutes=1)
    shift = timedelta(minutes=lot % (minutes + 1))
    return job._replace(at=(datetime.combine(date.min, job.at) + shift).time(), spread=timedelta())
