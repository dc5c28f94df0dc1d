"""Jobs to launch agents of the user's launchd (launchd.plist(5)).

launchd makes up for a sleep but not for a machine that was off, and tries nothing twice, so it
calls each hour, and ``schedule run`` does what is still to be done.
"""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING

from cio_digest.schedule import calls, machine
from cio_digest.schedule.job import NAMES, drawn

if TYPE_CHECKING:
    from collections.abc import Sequence

    from cio_digest.config.paths import System
    from cio_digest.schedule.job import Job
    from cio_digest.schedule.plan import Timetable


def label(name: str) -> str:
    """What launchd calls a job."""
    return f"cio-digest.{name}"


def agents(jobs: Sequence[Job]) -> dict[str, str]:
    """Each job's name with the text of its property list."""
    import plistlib

    return {
        job.name: plistlib.dumps(
            {
                "Label": label(job.name),
                "ProgramArguments": list(job.command),
                "StartCalendarInterval": [{"Minute": each} for each in job.plan.minutes],
                "ProcessType": "Background",
            },
            sort_keys=False,
        ).decode()
        for job in jobs
    }


def path(system: System, name: str) -> Path:
    """Where a job's agent is."""
    return Path(system.home, "Library", "LaunchAgents", f"{label(name)}.plist")


def preview(jobs: Sequence[Job], system: System) -> str:
    """The files, each under its path."""
    return "\n".join(f"# {path(system, name)}\n{text}" for name, text in _agents(jobs, system))


def install(jobs: Sequence[Job], system: System) -> None:
    """Write the agents and load them."""
    remove(system)
    for name, text in _agents(jobs, system):
        machine.write(path(system, name), text)
        machine.must("launchctl", "bootstrap", _domain(), str(path(system, name)))


def remove(system: System) -> bool:
    """Unload the agents and delete them."""
    there = [name for name in NAMES if path(system, name).exists()]
    for name in there:
        # It may not be loaded: the file is what counts.
        machine.run("launchctl", "bootout", f"{_domain()}/{label(name)}")
        machine.delete(path(system, name))
    return bool(there)


def installed(system: System) -> dict[str, Timetable]:
    """The jobs whose agents are there."""
    texts = (machine.read(path(system, name)) for name in NAMES)
    return {name: at for text in texts for name, at in calls.plans(text).items()}


def present(system: System) -> bool:
    """Whether this is a Mac."""
    return system.platform == "darwin"


def _agents(jobs: Sequence[Job], system: System) -> list[tuple[str, str]]:
    return [*agents([drawn(job, machine.lot(system)) for job in jobs]).items()]


def _domain() -> str:
    return f"gui/{os.getuid()}"
