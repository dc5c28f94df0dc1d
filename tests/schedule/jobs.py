"""Jobs as a reader would have them, each part with a default."""

from __future__ import annotations

from datetime import time, timedelta
from typing import TYPE_CHECKING

from cio_digest.config.paths import System
from cio_digest.schedule import Job
from cio_digest.schedule.plan import Timetable

if TYPE_CHECKING:
    from pathlib import Path

PROGRAM = ("/opt/reader/bin/cio-digest", "--store", "/srv/news/a b.db")


def fetch(*program: str, at: tuple[time, ...] = (time(5),), minutes: int = 15) -> Job:
    """The nightly fetch."""
    return Job("fetch", Timetable(at), program or PROGRAM, timedelta(minutes=minutes))


def mail(*program: str, days: tuple[int, ...] = tuple(range(7))) -> Job:
    """The morning mail."""
    return Job("mail", Timetable((time(6, 30),), days), program or PROGRAM)


def system(home: Path | str = "/home/ada", platform: str = "linux") -> System:
    """A machine whose user has this home and nothing else."""
    return System({}, platform, str(home))
