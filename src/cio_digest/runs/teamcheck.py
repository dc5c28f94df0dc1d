"""What ``doctor`` tells of a store on a server: the server, a team's workers, what they left."""

from __future__ import annotations

from datetime import timedelta
from time import perf_counter
from typing import TYPE_CHECKING

from cio_digest.render import words
from cio_digest.runs import team, update
from cio_digest.store.postgres import condition, lock, readers
from cio_digest.store.postgres.connection import PostgreSQL

if TYPE_CHECKING:
    from cio_digest.runs import Setup
    from cio_digest.store import Store

Row = tuple[str, str, str]
_NO_PAGES = "workers read no pages of stories, only feeds; take it out of [digest] here"
_TASKS = {"fetch": "fetch", "stories": "make stories", "mail": "mail"}
_NEEDED = ("fetch", "stories")  # mail may be sent by a timer
_LATE = timedelta(minutes=15)


def rows(db: Store, setup: Setup) -> list[Row]:
    """The server with how long an answer takes, and where the store is a team's, its workers."""
    assert isinstance(db, PostgreSQL)  # noqa: S101 - asked for a store on a server alone
    began = perf_counter()
    version = condition.version(db)
    took = (perf_counter() - began) * 1000
    whose = f", as reader {db.reader}" if db.reader else ""
    found = [("server", "fine", f"PostgreSQL {version}, answers in {took:.1f} ms{whose}")]
    runs_team = not db.reader and readers.is_team(db)
    # Which workers do not do, whatever feeds.toml wants.
    if setup.config.settings.read_pages and (db.reader or runs_team):
        found.append(("read_pages", "wrong", _NO_PAGES))
    if not runs_team:
        return found
    left_out = [
        ("readers", "wrong", f"{name} is left out: {why}")
        for name, why in team.left_out(db).items()
    ]
    return [*found, *left_out, _workers(db), *_waiting(db, setup)]


def _workers(db: PostgreSQL) -> Row:
    """How many workers there are for each kind of task."""
    many = {task: lock.present(db, team.WORKER.format(task)) for task in _TASKS}
    what = "workers: " + ", ".join(f"{many[task]} {verb}" for task, verb in _TASKS.items())
    missing = [task for task in _NEEDED if not many[task]]
    if missing:
        command = " ".join(f"--queue {task}" for task in missing)
        return ("workers", "wrong", f"{what}; start more: cio-digest worker {command}")
    return ("workers", "fine", what)


def _waiting(db: PostgreSQL, setup: Setup) -> list[Row]:
    """What workers should have done a quarter of an hour ago."""
    found: list[Row] = []
    due = update.due(db, team.sources(setup).sources, setup.now - _LATE)
    late = sum(not state.error for _, state in due)  # with one it was put off, and is due all along
    if late:
        what = f"{words.count(late, 'source')} to be asked for more than 15 minutes"
        found.append(("workers", "wrong", f"{what}; start more: cio-digest worker --queue fetch"))
    count, first = condition.unclustered(db)
    if first and setup.now - first > _LATE:
        what = f"{words.count(count, 'entry')} without a story"
        found.append(("workers", "wrong", f"{what}, the first since {first:%Y-%m-%d %H:%M} UTC"))
    return found
