"""Whole runs, such as a nightly fetch: functions that return values and never print.

Each takes a ``Setup`` and, where it may take a while, a ``progress`` callback.
"""

from __future__ import annotations

import os
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime

    from cio_digest.config import Config
    from cio_digest.runs.spending import Estimate


class Setup(NamedTuple):
    """What every run starts from.

    The configuration, the store's path, the instant the run began (UTC), and the environment that
    credentials are taken from.
    """

    config: Config
    store: str
    now: datetime
    env: Mapping[str, str] = os.environ


class Progress(NamedTuple):
    """How far a run is: ``done`` of ``total`` sources, and what they brought.

    ``waiting`` names the places that have not answered yet. The first call of a fetch, before any
    source is asked, has the ``costs``: what each network that bills may cost at most.
    """

    done: int
    total: int
    new: int = 0
    failed: int = 0
    waiting: tuple[str, ...] = ()
    costs: tuple[Estimate, ...] = ()


def unwatched(_: Progress) -> None:
    """Show no progress."""
