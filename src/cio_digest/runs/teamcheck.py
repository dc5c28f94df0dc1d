"""What ``doctor`` tells of a store on a server: the server, the queue and its workers."""

from __future__ import annotations

from time import perf_counter
from typing import TYPE_CHECKING

from cio_digest.store.postgres import condition
from cio_digest.store.postgres.connection import PostgreSQL

if TYPE_CHECKING:
    from cio_digest.store import Store

Row = tuple[str, str, str]
_NO_PAGES = "workers read no pages of stories, only feeds; take it out of [digest] here"
_SILENT = 60  # seconds without a sign of life, after which a worker does not run
_LATE = 15 * 60  # seconds that a task may wait


def rows(db: Store, *, reads_pages: bool = False) -> list[Row]:
    """The server with how long an answer takes, and where the store is a team's, its queue.

    ``reads_pages`` is what feeds.toml wants of pages, which workers do not do.
    """
    assert isinstance(db, PostgreSQL)  # noqa: S101 - asked for a store on a server alone
    began = perf_counter()
    version = condition.version(db)
    took = (perf_counter() - began) * 1000
    whose = f", as reader {db.reader}" if db.reader else ""
    found = [("server", "fine", f"PostgreSQL {version}, answers in {took:.1f} ms{whose}")]
    tasks = condition.tasks(db)
    if reads_pages and (db.reader or tasks):
        found.append(("read_pages", "wrong", _NO_PAGES))
    return [*found, _queue(tasks)] if tasks else found


def _queue(tasks: condition.Tasks) -> Row:
    alive = [beat for beat in tasks.workers if beat < _SILENT]
    what = f"{len(alive)} workers" if len(alive) != 1 else "1 worker"
    if alive:
        what += f", the last sign of life {alive[0]} s ago"
    what += f"; {tasks.waiting} tasks wait"
    if tasks.waiting:
        what += f", the first for {tasks.longest // 60} min"
    if not alive:
        return ("workers", "wrong", f"{what}; nothing is fetched; start one: cio-digest worker")
    return ("workers", "wrong" if tasks.waiting and tasks.longest > _LATE else "fine", what)
