"""Jobs to marked lines of a crontab (crontab(5)), and everything else in it left as it is.

cron knows no catching up and no second try, so it calls each hour, and ``schedule run`` does what
is still to be done.
"""

from __future__ import annotations

import shlex
import shutil
from typing import TYPE_CHECKING

from cio_digest.errors import ScheduleError
from cio_digest.schedule import calls, machine
from cio_digest.schedule.job import drawn

if TYPE_CHECKING:
    from collections.abc import Sequence

    from cio_digest.config.paths import System
    from cio_digest.schedule.job import Job
    from cio_digest.schedule.plan import Timetable

BEGIN = "# >>> cio-digest schedule (cio-digest schedule --remove takes it away)"
END = "# <<< cio-digest schedule"
_LONGEST = 990  # characters of a command that every cron takes (Debian's stops at 1000)


def block(jobs: Sequence[Job]) -> str:
    """The marked lines; each job is called at its minutes of every hour.

    Raises:
        ScheduleError: a path cannot stand in a crontab.
    """
    lines = [f"{_minutes(job)} * * * * {_command(job)}" for job in jobs]
    return "".join(f"{line}\n" for line in (BEGIN, *lines, END))


def _minutes(job: Job) -> str:
    return ",".join(map(str, job.plan.minutes))


def _command(job: Job) -> str:
    command = shlex.join(job.command)
    if not command.isprintable():
        raise ScheduleError(f"{command!r}: a crontab takes no such path; name another")
    command = command.replace("%", r"\%")  # else a line break
    if len(command) > _LONGEST:
        raise ScheduleError("the paths are too long for a crontab; give shorter ones")
    return command


def put(crontab: str, block: str) -> str:
    """The crontab with these marked lines, in place of those it had, else at its end."""
    before, _, after = _parts(crontab)
    if before and not before.endswith("\n"):
        before += "\n"
    return before + block + after


def taken(crontab: str) -> str:
    """The crontab without the marked lines; whatever else it holds stays byte for byte."""
    before, _, after = _parts(crontab)
    return before + after


def _parts(crontab: str) -> tuple[str, str, str]:
    """What stands before, between and after the marks; all of it before where there are none."""
    lines = crontab.splitlines(keepends=True)
    bare = [line.strip() for line in lines]
    if BEGIN not in bare:
        return crontab, "", ""
    first = bare.index(BEGIN)
    if END not in bare[first:]:
        raise ScheduleError(
            f'the crontab has the line "{BEGIN}" but no "{END}" below it; '
            "mend it with crontab -e, nothing was changed"
        )
    last = bare.index(END, first) + 1
    return "".join(lines[:first]), "".join(lines[first:last]), "".join(lines[last:])


def preview(jobs: Sequence[Job], system: System) -> str:
    """The lines that the crontab would get."""
    return block([drawn(job, machine.lot(system)) for job in jobs])


def install(jobs: Sequence[Job], system: System) -> None:
    """Put the jobs into the user's crontab."""
    _write(put(_read(), preview(jobs, system)))


def remove(_: System) -> bool:
    """Take the marked lines out of the user's crontab, if it has any."""
    crontab = _read()
    rest = taken(crontab)
    if rest == crontab:
        return False
    _write(rest)
    return True


def installed(_: System) -> dict[str, Timetable]:
    """The jobs of the user's crontab."""
    return calls.plans(_parts(_read())[1])


def present(_: System) -> bool:
    """Whether there are crontabs here."""
    return shutil.which("crontab") is not None


def _read() -> str:
    done = machine.run("crontab", "-l")
    if done.code and b"no crontab" not in done.complaint:
        raise ScheduleError(f"crontab -l: {machine.words(done)}")
    return done.output.decode("utf-8", "surrogateescape")


def _write(crontab: str) -> None:
    machine.must("crontab", "-", data=crontab.encode("utf-8", "surrogateescape"))
