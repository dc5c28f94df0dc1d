"""One job of the schedule: run in a process of its own, logged, and noted in the store."""

from __future__ import annotations

from datetime import datetime, timedelta, timezone
from typing import TYPE_CHECKING, NamedTuple

from cio_digest.errors import UnwritableError
from cio_digest.runs import logfile

if TYPE_CHECKING:
    from collections.abc import Sequence

    from cio_digest.schedule.plan import Timetable
    from cio_digest.store.runs import Run

# What each job is. Watched keywords are looked for where there are any.
_STEPS = {"fetch": ("fetch", "--alert"), "mail": ("mail",), "deliver": ("deliver",)}
_STALE = timedelta(hours=12)  # a fetch that was slept through: a mail would tell yesterday's news
_LONGEST = 50 * 60  # seconds of a step; cron and launchd call again after an hour
_SAID = 500  # characters of its last words that are kept of a run


class JobResult(NamedTuple):
    """How a job ended and what it printed; ``repeated`` where the run before ended the same way."""

    run: Run
    lines: list[str]
    repeated: bool


def run(
    store: str, program: tuple[str, ...], name: str, when: Timetable | None, now: datetime
) -> JobResult | None:
    """Do a job, unless it was done since the last of its times.

    ``program`` is the command line that starts cio-digest with this store. Where it cannot be noted
    that a job was done, nothing is done by the clock: a mail would go out again each hour.

    Raises:
        StoreError: the store cannot be used.
        UnwritableError: nothing can be noted in it.
    """
    from cio_digest.schedule import is_due
    from cio_digest.store import check, if_writable, opened, runs
    from cio_digest.store import sources as table

    with opened(store) as db:
        before, done = runs.last(db, name), runs.last_done(db, name)
        read = table.last_read(db)
        if when and not is_due(when, done, now):
            return None
        unwritable = check.unwritable(db) if when else ""
    if unwritable:
        raise UnwritableError(
            store, f"{unwritable}; {name} was not done, for it could not be noted"
        )
    steps = [_STEPS[name]]
    if name != "fetch" and (read is None or now - read > _STALE):
        steps = [_STEPS["fetch"], *steps]
    made, printed = _ran(program, steps, name, now)
    printed += _log(store, made, printed)
    with opened(store) as db, if_writable(db):
        runs.save(db, made)
    repeated = before is not None and (before.code, before.said) == (made.code, made.said)
    return JobResult(made, printed, repeated)


def _ran(
    itself: tuple[str, ...], steps: Sequence[tuple[str, ...]], name: str, started: datetime
) -> tuple[Run, list[str]]:
    """How the job ended, with the first step that was not done, and the lines that were printed."""
    from cio_digest.store.runs import DONE, Run

    begun, code = datetime.now(timezone.utc), 0
    printed: list[str] = []
    said: list[str] = []
    for step in steps:
        code, out, said = _called((*itself, *step))
        printed += [*out, *said]
        if code not in DONE:
            break
    if name == "deliver" and code in DONE and code:
        code = 1  # those that did not get it are to be tried again; the others get it once
    took = datetime.now(timezone.utc) - begun
    return Run(name, started, started + took, code, said[-1][:_SAID] if said else ""), printed


def _called(command: tuple[str, ...]) -> tuple[int, list[str], list[str]]:
    """The exit code of a command, and its lines on stdout and stderr."""
    import subprocess

    try:
        done = subprocess.run(  # noqa: S603 - this program itself, and no shell
            command,
            stdin=subprocess.DEVNULL,
            capture_output=True,
            timeout=_LONGEST,
            check=False,
        )
    except subprocess.TimeoutExpired as late:
        ended = f"did not end within {_LONGEST / 60:g} minutes, and was stopped"
        return 1, _lines(late.stdout), [*_lines(late.stderr), ended]
    return done.returncode, _lines(done.stdout), _lines(done.stderr)


def _lines(output: bytes | None) -> list[str]:
    lines = (output or b"").decode(errors="replace").splitlines()
    return [line.removeprefix("cio-digest: ") for line in lines]


def _log(store: str, run: Run, printed: list[str]) -> list[str]:
    """Add a run to the log of its store; gives a line that says why where it cannot be."""
    took = (run.ended - run.started).total_seconds()
    stamp = f"{run.started:%Y-%m-%dT%H:%M:%SZ} {run.job}"
    lines = [*printed, f"ended after {took:.0f} s with exit code {run.code}"]
    path = logfile.place(store)
    try:
        logfile.add(path, [f"{stamp}: {line}" for line in lines if line])
    except OSError as error:
        return [f"{path}: cannot be written: {error.strerror}"]
    return []
