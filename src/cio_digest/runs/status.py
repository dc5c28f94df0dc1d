"""What is scheduled and how each job ended last, a row for each."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from cio_digest.runs import logfile

if TYPE_CHECKING:
    from datetime import datetime, time

    from cio_digest.models import Health
    from cio_digest.runs import Setup
    from cio_digest.store.runs import Run

Row = tuple[str, str, str]  # what, its state ("fine" or "" where nothing is wrong), how it went
_NAMES = ("fetch", "mail")
_LATE = timedelta(days=2)  # for what is done each day, but not on a machine that is off


def rows(setup: Setup) -> list[Row]:
    """What is set up and how each part did last.

    Raises:
        StoreError: the store cannot be used.
        ScheduleError: a scheduler cannot be asked.
    """
    from pathlib import Path

    from cio_digest.networks import health
    from cio_digest.store import opened, runs
    from cio_digest.store import sources as table

    planned = _installed()
    with opened(setup.store) as db:
        last = {name: runs.last(db, name) for name in _NAMES}
        states = table.states(db, setup.config.sources)
    report = health.of(setup.config.sources, states)
    return [
        _planned(planned),
        *(
            _job(name, last[name], planned, setup.now)
            for name in _NAMES
            if last[name] or name in planned
        ),
        _read(report, setup.now),
        ("log", "", str(Path(logfile.place(setup.store)).absolute())),
    ]


def _installed() -> dict[str, tuple[str, time]]:
    """Each job that is set up, with its scheduler and its time."""
    from cio_digest import schedule
    from cio_digest.config import paths

    system = paths.here()
    return {
        name: (way, at)
        for way in schedule.here(system)
        for name, at in schedule.way(way).installed(system).items()
    }


def _planned(planned: dict[str, tuple[str, time]]) -> Row:
    if not planned:
        return ("schedule", "none", "cio-digest schedule --install sets it up")
    told = ", ".join(f"{name} at {at:%H:%M} by {way}" for name, (way, at) in planned.items())
    return ("schedule", "fine", told)


def _job(name: str, last: Run | None, planned: dict[str, tuple[str, time]], now: datetime) -> Row:
    """How a job ended the last time, with its last words where it failed; late if long ago."""
    from cio_digest.render import words

    if last is None:
        return (name, "fine", "has not run yet")
    told = words.age(last.started, now)
    if last.done and name in planned and now - last.started > _LATE:
        return (name, "late", f"{told}; does {planned[name][0]} run on this machine?")
    if last.code == 0:
        return (name, "fine", told)
    said = f": {last.said}" if last.said else ""
    if last.done:
        return (name, "fine", f"{told}, with failures{said}")
    return (name, "failed", f"{told}, exit code {last.code}{said}")


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
