"""A fetch before a digest is made, where the store is too old for one."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cio_digest.cli.failures import say
from cio_digest.errors import LockedError, UnwritableError

if TYPE_CHECKING:
    from cio_digest.cli.setup import Setup


def freshen(started: Setup) -> None:
    """Fetch first when the store is too old or a run was cut short; there is still the store."""
    from cio_digest.networks.polling import SKEW
    from cio_digest.store import entries, opened
    from cio_digest.store import sources as table

    with opened(started.store) as db:
        read, whole = table.last_read(db), not entries.unclustered(db, most=1)
    # A read in the future was none: the clock was ahead then.
    if read and whole and -SKEW < started.now - read < started.config.settings.max_age:
        return
    from cio_digest.cli.fetching import fetch, offline

    try:
        outcomes = fetch(started, started.config.sources, brief=True)
    except (LockedError, UnwritableError) as error:
        say(f"{error}; showing what is there so far")
        return
    if offline(outcomes, started.config.sources) and read:
        say(f"showing what was read by {read:%Y-%m-%d %H:%M} UTC")
