"""The times of each job to what cron, systemd, launchd or Windows is given, and back.

A scheduler is one module with the functions of ``Scheduler`` and one line in ``WAYS``. Each of
them calls ``cio-digest schedule run``, which does a job once each time and again where it failed.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Protocol, cast

from cio_digest.schedule.due import is_due
from cio_digest.schedule.job import NAMES, Job, drawn

if TYPE_CHECKING:
    from collections.abc import Sequence

    from cio_digest.config.paths import System
    from cio_digest.schedule.plan import Timetable

__all__ = ["NAMES", "WAYS", "Job", "Scheduler", "drawn", "here", "is_due", "way"]

WAYS = {
    "cron": "cio_digest.schedule.cron",
    "systemd": "cio_digest.schedule.systemd",
    "launchd": "cio_digest.schedule.launchd",
    "windows": "cio_digest.schedule.windows",
}


class Scheduler(Protocol):
    """What a scheduler's module offers; each may raise ``ScheduleError``."""

    def preview(self, jobs: Sequence[Job], system: System, /) -> str:
        """What would be set up, as the files or lines that say it."""

    def install(self, jobs: Sequence[Job], system: System, /) -> None:
        """Set the jobs up in place of those set up before."""

    def remove(self, system: System, /) -> bool:
        """Take all jobs away and leave everything else; says whether there were any."""

    def installed(self, system: System, /) -> dict[str, Timetable]:
        """The names of the jobs that are set up, with their plans."""

    def present(self, system: System, /) -> bool:
        """Whether this machine has the scheduler."""


def way(name: str) -> Scheduler:
    """The scheduler of that name."""
    return cast("Scheduler", import_module(WAYS[name]))


def here(system: System) -> list[str]:
    """The schedulers that this machine has, the fittest first."""
    order = ("windows", "launchd", "systemd", "cron")
    return [name for name in order if way(name).present(system)]
