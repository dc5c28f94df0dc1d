"""The store to what is remembered of each source."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from cio_digest.models import Polling
    from cio_digest.runs import Setup


def states(setup: Setup) -> dict[str, Polling]:
    """The state of each source by its key."""
    from cio_digest.store import opened
    from cio_digest.store import sources as table

    with opened(setup.store) as db:
        return table.states(db, setup.config.sources)
