"""Jobs to tasks of the Windows Task Scheduler, as XML that ``schtasks`` takes.

[MS-TSCH], section 2.5, is the schema. A task is started each hour, also late where the machine was
off, and ``schedule run`` does what is still to be done. Nobody has tried this on Windows yet.
"""

from __future__ import annotations

import subprocess
from pathlib import Path
from typing import TYPE_CHECKING
from xml.etree.ElementTree import Element, SubElement, indent, tostring

from cio_digest.errors import ScheduleError
from cio_digest.schedule import calls, machine
from cio_digest.schedule.job import NAMES, drawn

if TYPE_CHECKING:
    from collections.abc import Sequence

    from cio_digest.config.paths import System
    from cio_digest.schedule.job import Job
    from cio_digest.schedule.plan import Timetable

NAMESPACE = "http://schemas.microsoft.com/windows/2004/02/mit/task"
_SETTINGS = {
    "MultipleInstancesPolicy": "IgnoreNew",
    "DisallowStartIfOnBatteries": "false",
    "StopIfGoingOnBatteries": "false",
    "StartWhenAvailable": "true",
    "ExecutionTimeLimit": "PT2H",
}
_DECLARATION = '<?xml version="1.0" encoding="UTF-16"?>\n'  # the one that schtasks writes and reads


def task(job: Job) -> str:
    """The XML of a task.

    Raises:
        ScheduleError: a path holds what XML cannot.
    """
    program, *arguments = job.command
    if not "".join(job.command).isprintable():
        raise ScheduleError(f"{job.command!r}: a task takes no such path; name another")
    root = Element("Task", version="1.2", xmlns=NAMESPACE)
    _add(SubElement(root, "RegistrationInfo"), {"Description": f"cio-digest {job.name}"})
    triggers = SubElement(root, "Triggers")
    for minute in job.plan.minutes:
        _trigger(triggers, minute)
    principal = SubElement(SubElement(root, "Principals"), "Principal", id="Reader")
    _add(principal, {"LogonType": "InteractiveToken", "RunLevel": "LeastPrivilege"})
    _add(SubElement(root, "Settings"), _SETTINGS)
    action = SubElement(SubElement(root, "Actions", Context="Reader"), "Exec")
    _add(action, {"Command": program, "Arguments": subprocess.list2cmdline(arguments)})
    indent(root)
    return _DECLARATION + tostring(root, encoding="unicode") + "\n"


def _trigger(triggers: Element, minute: int) -> None:
    """At a minute of every hour of every day, from some day in the past on."""
    trigger = SubElement(triggers, "CalendarTrigger")
    _add(trigger, {"StartBoundary": f"2026-01-01T00:{minute:02}:00"})
    _add(SubElement(trigger, "Repetition"), {"Interval": "PT1H", "Duration": "P1D"})
    _add(SubElement(trigger, "ScheduleByDay"), {"DaysInterval": "1"})


def _add(parent: Element, texts: dict[str, str]) -> None:
    for name, text in texts.items():
        SubElement(parent, name).text = text


def preview(jobs: Sequence[Job], system: System) -> str:
    """The tasks, each under its name."""
    drawn_jobs = [drawn(job, machine.lot(system)) for job in jobs]
    return "\n".join(f"<!-- {_name(job.name)} -->\n{task(job)}" for job in drawn_jobs)


def install(jobs: Sequence[Job], system: System) -> None:
    """Register the tasks."""
    from tempfile import TemporaryDirectory

    remove(system)
    with TemporaryDirectory(prefix="cio-digest-") as folder:
        for job in jobs:
            file = Path(folder, f"{job.name}.xml")
            file.write_text(task(drawn(job, machine.lot(system))), encoding="utf-16")
            machine.must("schtasks", "/Create", "/TN", _name(job.name), "/XML", str(file), "/F")


def remove(system: System) -> bool:
    """Take the tasks away."""
    there = installed(system)
    for name in there:
        machine.must("schtasks", "/Delete", "/TN", _name(name), "/F")
    return bool(there)


def installed(_: System) -> dict[str, Timetable]:
    """The jobs that are registered."""
    found: dict[str, Timetable] = {}
    for name in NAMES:
        done = machine.run("schtasks", "/Query", "/TN", _name(name), "/XML")
        if not done.code:
            # It is UTF-16 or what the console has; all that is read of it is ASCII.
            found |= calls.plans(done.output.replace(b"\0", b"").decode("utf-8", "replace"))
    return found


def present(system: System) -> bool:
    """Whether this is Windows."""
    return system.platform == "win32"


def _name(job: str) -> str:
    return rf"\cio-digest\{job}"
