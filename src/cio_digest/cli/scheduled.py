"""What is scheduled and how it went, for ``schedule status``."""

from __future__ import annotations

import os
from datetime import timedelta
from typing import TYPE_CHECKING

from cio_digest.cli import job
from cio_digest.models import Secret

if TYPE_CHECKING:
    from datetime import datetime, time

    from cio_digest.cli.setup import Setup
    from cio_digest.config import Config
    from cio_digest.models import Health
    from cio_digest.store.runs import Run

Row = tuple[str, str, str]
COLUMNS = ("what", "state", "last")
_NAMES = ("fetch", "mail")
_LATE = timedelta(days=2)  # for what is done each day, but not on a machine that is off


def show(started: Setup) -> int:
    """Print what is set up and how each part did last; gives 1 if something is wrong, else 0."""
    from cio_digest import render
    from cio_digest.cli.output import show
    from cio_digest.cli.surface import chosen, surface
    from cio_digest.networks import health
    from cio_digest.store import opened, runs
    from cio_digest.store import sources as table

    planned = _installed()
    with opened(started.store) as db:
        found = {name: runs.last(db, name) for name in _NAMES}
        states = table.states(db, started.config.sources)
    report = health.of(started.config.sources, states)
    rows = [
        _planned(planned),
        *(
            _job(name, found[name], planned, started.now)
            for name in _NAMES
            if found[name] or name in planned
        ),
        _read(report, started),
        ("log", "", str(job.log(started.store).absolute())),
    ]
    show(render.table(COLUMNS, rows, chosen(None), surface(os.environ)))
    return 0 if all(state in {"fine", ""} for _, state, _ in rows) else 1


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


def _read(report: Health, started: Setup) -> Row:
    """When sources were last read, by whomever, and how many need a person."""
    from cio_digest.render import words

    if report.last_fetch is None:
        return ("sources", "fine", "not read yet")
    told = f"read {words.age(report.last_fetch, started.now)}"
    failing = sum(each.sources for each in report.failing)
    if failing:
        told += f", {failing} failing: cio-digest sources list --failing"
    return ("sources", "fine", told)


def unheard(config: Config) -> list[str]:
    """The variables that a configuration takes secrets from; a scheduler has none of them."""
    return sorted(set(_variables((config.sources, config.accounts, config.mail))))


def _variables(value: object) -> list[str]:
    if isinstance(value, Secret):
        return [value.env] if value.env else []
    if isinstance(value, tuple):
        return [name for part in value for name in _variables(part)]
    return []
