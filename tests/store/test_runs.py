"""How jobs ended is kept, the latest first at hand, and not for ever."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from tests.conftest import NOW

from cio_digest.store import runs
from cio_digest.store.runs import Run

if TYPE_CHECKING:
    from cio_digest.store import Store

DAY = timedelta(days=1)


def run(day: int, code: int = 0, job: str = "fetch") -> Run:
    """A run of ten seconds."""
    return Run(job, NOW + day * DAY, NOW + day * DAY + timedelta(seconds=10), code, f"day {day}")


def test_the_last_run_and_the_last_that_did_its_work(db: Store) -> None:
    """Some failures are still done; another job's runs do not count."""
    for each in (run(0), run(1, 3), run(2, 1), run(3, job="mail")):
        runs.save(db, each)
    assert runs.last(db, "fetch") == run(2, 1)
    assert runs.last_done(db, "fetch") == NOW + DAY
    assert runs.last_done(db, "mail") == NOW + 3 * DAY


def test_without_a_run(db: Store) -> None:
    """There is nothing to tell."""
    assert runs.last(db, "fetch") is None
    assert runs.last_done(db, "fetch") is None


def test_old_runs_are_forgotten(db: Store) -> None:
    """Each job keeps so many, whatever the other does."""
    runs.save(db, run(0, job="mail"))
    for day in range(runs.KEPT + 5):
        runs.save(db, run(day))
    kept = db.execute("SELECT job, count(*) FROM runs GROUP BY job").fetchall()
    assert kept == [("fetch", runs.KEPT), ("mail", 1)]
    assert runs.last(db, "fetch") == run(runs.KEPT + 4)
