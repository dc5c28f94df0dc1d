"""How the jobs of the schedule ended, each with its last words."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from cio_digest.store.times import moment, seconds
from cio_digest.store.transactions import transaction

if TYPE_CHECKING:
    from datetime import datetime

    from cio_digest.store.engine import Store

KEPT = 100  # runs of a job
DONE = (0, 3)  # exit codes of a job that need no second try


class Run(NamedTuple):
    """One run of a job: when it began and ended, its exit code and its last line on stderr."""

    job: str
    started: datetime
    ended: datetime
    code: int
    said: str = ""

    @property
    def done(self) -> bool:
        """Whether the job was done, if with sources or readers that failed."""
        return self.code in DONE


def save(db: Store, run: Run) -> None:
    """Keep how a run ended, and forget those of long ago."""
    with transaction(db):
        times = (seconds(run.started), seconds(run.ended))
        db.execute(
            "INSERT INTO runs VALUES (?, ?, ?, ?, ?) ON CONFLICT (job, started) DO UPDATE SET "
            "ended = excluded.ended, code = excluded.code, said = excluded.said",
            (run.job, *times, run.code, run.said),
        )
        db.execute(
            "DELETE FROM runs WHERE job = ?1 AND started <= "
            "(SELECT started FROM runs WHERE job = ?1 ORDER BY started DESC LIMIT 1 OFFSET ?2)",
            (run.job, KEPT),
        )


def last(db: Store, job: str) -> Run | None:
    """The last run of a job."""
    row = db.execute(
        "SELECT job, started, ended, code, said FROM runs WHERE job = ? "
        "ORDER BY started DESC LIMIT 1",
        (job,),
    ).fetchone()
    return Run(row[0], moment(row[1]), moment(row[2]), *row[3:]) if row else None


def last_done(db: Store, job: str) -> datetime | None:
    """When the last run of a job began that did what it should."""
    row: tuple[int | None] = db.execute(
        f"SELECT max(started) FROM runs WHERE job = ? AND code IN {DONE}", (job,)
    ).fetchone()
    return moment(row[0])
