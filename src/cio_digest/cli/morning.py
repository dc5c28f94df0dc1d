"""The digest that a command sends on: sources read first, hooks told of it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cio_digest.cli import progress, unkept
from cio_digest.cli.failures import say

if TYPE_CHECKING:
    from cio_digest.models import Digest
    from cio_digest.runs import Setup
    from cio_digest.text.when import When


def made(started: Setup, day: When | None, *, dry: bool) -> Digest:
    """The digest of a day, or of today; ``dry``, it is only looked at and no event."""
    from cio_digest import digest
    from cio_digest.cli.fetching import freshen
    from cio_digest.runs import hooks, morning

    options = digest.DigestOptions(morning.begun(started, day))
    under_way = day is None and freshen(started, patient=True)
    with progress.line() as tell:
        found = morning.make(
            started, options, unkept.tell, progress.summing(tell), under_way=under_way
        )
    if not dry:
        say(*hooks.digest_made(started, found, options))
    return found
