"""What is scheduled and how each job ended last, a row for each."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from cio_digest.errors import ScheduleError
from cio_digest.runs import logfile
from cio_digest.store import facts

if TYPE_CHECKING:
    from datetime import datetime

    from cio_digest.models import Health
    from cio_digest.runs import Setup
    from cio_digest.schedule.plan import Timetable
    from cio_digest.store.runs import Run

Row = tuple[str, str, str]  # what, its state ("fine" or "" where nothing is wrong), how it went
_LATE = timedelta(hours=36)  # after its time; a machine may be off for a day
_INSTALLED = "schedule installed"  # the fact in the store: when, in seconds since 1970

Planned = dict[str, tuple[str, "Timetable"]]  # each job that is set up: its scheduler and its plan


def rows(setup: Setup) -> list[Row]:
    """What is set up and how each part did last.

    Raises:
        StoreError: the store cannot be used.
        ScheduleError: a scheduler cannot be asked.
    """
    from pathlib import Path

    from cio_digest.networks import health
    from cio_digest.store import opened
    from cio_digest.store import sources as table

    planned = _installed()
    with opened(setup.store) as db:
        states = table.states(db, setup.config.sources)
    report = health.of(setup.config.sources, states)
    return [
        _planned(planned),
        *_jobs(setup, planned),
        _read(report, setup.now),
        ("log", "", str(Path(logfile.place(setup.store)).absolute())),
    ]


def scheduled(setup: Setup) -> list[Row]:
    """What is set up here and how each job did last, for the doctor; nothing where none is.

    Raises:
        StoreError: the store cannot be used.
    """
    try:
        planned = _installed()
    except ScheduleError as error:
        return [("schedule", "wrong", str(error))]
    if not planned:
        return [_planned(planned)]
    jobs = [(f"{name} job", state, said) for name, state, said in _jobs(setup, planned)]
    return [_planned(planned), *jobs]


def note_installation(setup: Setup) -> None:
    """Note that a schedule was set up, so that it can be told when nothing comes of it.

    Raises:
        StoreError: the store cannot be used.
    """
    from cio_digest.store import if_writable, opened

    with opened(setup.store) as db, if_writable(db):
        facts.remember(db, _INSTALLED, int(setup.now.timestamp()))


def _installed() -> Planned:
    """Each job that is set up, with its scheduler and its plan."""
    from cio_digest import schedule
    from cio_digest.config import paths

    system = paths.here()
    return {
        name: (way, when)
        for way in schedule.here(system)
        for name, when in schedule.way(way).installed(system).items()
    }


def _planned(planned: Planned) -> Row:
    from cio_digest.schedule import plan

    if not planned:
        return ("schedule", "none", "cio-digest schedule --install sets it up")
    told = "; ".join(f"{name} {plan.told(when)} by {way}" for name, (way, when) in planned.items())
    return ("schedule", "fine", told)


def _jobs(setup: Setup, planned: Planned) -> list[Row]:
    from cio_digest.schedule import NAMES
    from cio_digest.store import opened, runs

    with opened(setup.store) as db:
        last = {name: runs.last(db, name) for name in NAMES}
        installed = facts.number(db, _INSTALLED)
    return [
        _job(name, run, planned, setup.now)
        if run
        else _never(name, planned[name], installed, setup.now)
        for name, run in last.items()
        if run or name in planned
    ]


def _never(name: str, planned: tuple[str, Timetable], installed: int, now: datetime) -> Row:
    """A job that was never run; that is late where its time has come since it was set up."""
    from cio_digest.render import words

    way, when = planned
    since = now.fromtimestamp(installed, now.tzinfo)
    if not installed or not _is_late(when, since, now):
        return (name, "fine", "has not run yet")
    told = f"has never run, and was set up {words.age(since, now)}"
    return (name, "late", f"{told}; does {way} run on this machine?")


def _job(name: str, last: Run, planned: Planned, now: datetime) -> Row:
    """How a job ended the last time, with its last words where it failed; late if long ago."""
    from cio_digest.render import words

    told = words.age(last.started, now)
    if last.done and name in planned and _is_late(planned[name][1], last.started, now):
        return (name, "late", f"{told}; does {planned[name][0]} run on this machine?")
    if last.code == 0:
        return (name, "fine", told)
    said = f": {last.said}" if last.said else ""
    if last.done:
        return (name, "fine", f"{told}, with failures{said}")
    return (name, "failed", f"{told}, exit code {last.code}{said}")


def _is_late(when: Timetable, since: datetime, now: datetime) -> bool:
    """Whether one of its times, long enough ago, has passed since then."""
    from cio_digest.schedule import plan

    return since < plan.last(when, now - _LATE, None)


def _read(report: Health, now: datetime) -> Row:
    """When sources were last read, by whomever, and how many need a person."""
    from cio_digest.render import words

    if report.last_fetch is None:
        return ("sources", "fine", "not read yet")
    told = f"read {words.age(report.last_fetch, now)}"
    failing = sum(each.sources for each in report.failing)
    if failing:
        told += f", {failing} failing: cio-digest sources list --failing"
    return ("sources", "fine", told)
