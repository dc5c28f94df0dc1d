"""One thing to do again and again, and the command that does it."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, NamedTuple

from cio_digest.schedule import plan

if TYPE_CHECKING:
    from cio_digest.schedule.plan import Timetable

NAMES = ("fetch", "mail", "deliver")


class Job(NamedTuple):
    """Something to do when its plan says so on the machine's clock, or up to ``spread`` later.

    ``program`` is the command line that it is started with, all paths in it absolute.
    """

    name: str
    plan: Timetable
    program: tuple[str, ...]
    spread: timedelta = timedelta()

    @property
    def command(self) -> tuple[str, ...]:
        """What the scheduler calls."""
        times, days = plan.written(self.plan)
        on = ("--on", days) if days else ()
        return (*self.program, "schedule", "run", self.name, "--at", times, *on)


def drawn(job: Job, lot: int) -> Job:
    """The job at one minute of its spread, for a scheduler that knows no random delay.

    ``lot`` is any number; the same one gives the same minute, so that setting a schedule up once
    more does not move it.
    """
    minutes = job.spread // timedelta(minutes=1)
    later = plan.shifted(job.plan, lot % (minutes + 1))
    return job._replace(plan=later, spread=timedelta())
