"""The store to what is remembered of each source."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from cio_digest.cli.setup import Setup
    from cio_digest.models import Polling


def states(started: Setup) -> dict[str, Polling]:
    """The state of each source by its key."""
    from cio_digest.store import opened
    from cio_digest.store import sources as table

    with opened(started.store) as db:
        return table.states(db, started.config.sources)
