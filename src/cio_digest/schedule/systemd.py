"""Jobs to timers and services of the user's systemd (systemd.timer(5), systemd.service(5))."""

from __future__ import annotations

import re
import shutil
from pathlib import Path
from typing import TYPE_CHECKING

from cio_digest.errors import ScheduleError
from cio_digest.schedule import calls, machine, plan
from cio_digest.schedule.job import NAMES

if TYPE_CHECKING:
    from collections.abc import Sequence

    from cio_digest.config.paths import System
    from cio_digest.schedule.job import Job
    from cio_digest.schedule.plan import Timetable

_LINGER = Path("/var/lib/systemd/linger")  # a file for each user of loginctl enable-linger
_SAFE = re.compile(r"[\w@%+=:,./-]+", re.ASCII)

# A second try every ten minutes, six of them, for a network that is not there yet after a sleep; 2
# is a mistake in feeds.toml, which no second try mends, 3 that some sources failed.
_SERVICE = """\
[Unit]
Description=cio-digest {name}
Documentation=man:cio-digest(1)
StartLimitIntervalSec=3h
StartLimitBurst=6

[Service]
ExecStart={command}
SuccessExitStatus=3
Restart=on-failure
RestartSec=10min
RestartPreventExitStatus=2
"""
_TIMER = """\
[Unit]
Description=cio-digest {name}, {told}

[Timer]
{calendar}
RandomizedDelaySec={spread}
Persistent=true

[Install]
WantedBy=timers.target
"""


def units(jobs: Sequence[Job]) -> dict[str, str]:
    """Each file's name with its text."""
    found = {}
    for job in jobs:
        command = " ".join(map(quoted, job.command))
        found[f"cio-digest-{job.name}.service"] = _SERVICE.format(name=job.name, command=command)
        spread = int(job.spread.total_seconds())
        found[f"cio-digest-{job.name}.timer"] = _TIMER.format(
            name=job.name, told=plan.told(job.plan), calendar=_calendar(job.plan), spread=spread
        )
    return found


def _calendar(when: Timetable) -> str:
    """Its lines of systemd.time(7)."""
    week = range(len(plan.NAMES))
    names = ",".join(plan.NAMES[day].title() for day in when.days)
    days = "" if when.days == tuple(week) else f"{names} "
    clocks = [f"*:{when.minutes[0]:02}"] if when.hourly else [f"{at:%H:%M}" for at in when.times]
    return "\n".join(f"OnCalendar={days}*-*-* {clock}:00" for clock in clocks)


def quoted(word: str) -> str:
    """One word of a command line as systemd reads it: no specifier, no variable, no split."""
    plain = word.replace("%", "%%")
    if _SAFE.fullmatch(word):
        return plain
    escaped = plain.replace("\\", "\\\\").replace('"', '\\"').replace("$", "$$")
    return '"' + escaped.replace("\n", "\\n").replace("\t", "\\t") + '"'


def folder(system: System) -> Path:
    """Where the user's units are."""
    base = system.env.get("XDG_CONFIG_HOME", "")
    if not base.startswith("/"):
        base = f"{system.home}/.config"
    return Path(base, "systemd", "user")


def preview(jobs: Sequence[Job], system: System) -> str:
    """The files, each under its path."""
    here = folder(system)
    return "\n".join(f"# {here / name}\n{text}" for name, text in units(jobs).items())


def install(jobs: Sequence[Job], system: System) -> None:
    """Write the units and start their timers; none stays where that fails, for it would never run.

    Raises:
        ScheduleError: the user's systemd cannot be reached, or does not take them.
    """
    remove(system)
    try:
        for name, text in units(jobs).items():
            machine.write(folder(system) / name, text)
        machine.must("systemctl", "--user", "daemon-reload")
        timers = [f"cio-digest-{job.name}.timer" for job in jobs]
        machine.must("systemctl", "--user", "enable", "--now", *timers)
    except ScheduleError:
        remove(system)
        raise


def remove(system: System) -> bool:
    """Stop the timers and delete the units."""
    here = folder(system)
    mine = [f"cio-digest-{name}.{kind}" for name in NAMES for kind in ("timer", "service")]
    there = [name for name in mine if (here / name).exists()]
    if not there:
        return False
    timers = [name for name in there if name.endswith(".timer")]
    if timers:
        # They may be stopped already, or no systemd run now: the files are what counts.
        machine.run("systemctl", "--user", "disable", "--now", *timers)
    for name in there:
        machine.delete(here / name)
    machine.run("systemctl", "--user", "daemon-reload")
    # One that failed would be listed until the next login.
    machine.run("systemctl", "--user", "reset-failed", "cio-digest-*.service")
    return True


def installed(system: System) -> dict[str, Timetable]:
    """The jobs whose units are there."""
    here = folder(system)
    texts = (machine.read(here / f"cio-digest-{name}.service") for name in NAMES)
    return {name: at for text in texts for name, at in calls.plans(text).items()}


def lingers(folder: Path = _LINGER) -> bool:
    """Whether the user's own systemd runs without a login, too."""
    from getpass import getuser

    return (folder / getuser()).exists()


def present(system: System) -> bool:
    """Whether the user's own systemd runs."""
    runtime = system.env.get("XDG_RUNTIME_DIR", "")
    private = Path(runtime, "systemd", "private")
    return bool(runtime) and private.exists() and shutil.which("systemctl") is not None
