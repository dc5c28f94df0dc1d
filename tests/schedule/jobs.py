"""Jobs as a reader would have them, each part with a default."""

from __future__ import annotations

from datetime import time, timedelta
from typing import TYPE_CHECKING

from cio_digest.config.paths import System
from cio_digest.schedule import Job

if TYPE_CHECKING:
    from pathlib import Path

PROGRAM = ("/opt/reader/bin/cio-digest", "--store", "/srv/news/a b.db")


def fetch(*program: str, at: time = time(5), minutes: int = 15) -> Job:
    """The nightly fetch."""
    return Job("fetch", at, program or PROGRAM, timedelta(minutes=minutes))


def mail(*program: str) -> Job:
    """The morning mail."""
    return Job("mail", time(6, 30), program or PROGRAM)


def system(home: Path | str = "/home/ada", platform: str = "linux") -> System:
    """A machine whose user has this home and nothing else."""
    return System({}, platform, str(home))
