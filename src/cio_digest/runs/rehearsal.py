"""The demo's world read as it would have been over the last weeks, a digest each morning."""

from __future__ import annotations

from datetime import timedelta, timezone
from typing import TYPE_CHECKING

from cio_digest import digest
from cio_digest.runs import nightly, update, waiting
from cio_digest.runs.connection import connected
from cio_digest.store import opened
from cio_digest.text import days
from cio_digest.trends.judge import judge

if TYPE_CHECKING:
    from cio_digest.runs import Setup
    from cio_digest.store import Store

JUDGED = 13  # days before today on which it was looked for what rises: two weeks for a review
MORNINGS = 28  # on which the digest was read, today's included


def fill(setup: Setup) -> None:
    """Read the invented sources and make their digest, so that ``explain 1`` has a story 1."""
    with opened(setup.store) as db:
        waiting.run(_read(setup, db))
        nightly.digestible(db, setup)
        _judge_days(db, setup)
        _make_digests(setup, db)


async def _read(setup: Setup, db: Store) -> None:
    due = update.due(db, setup.config.sources, setup.now)
    async with connected(setup, (), db=db) as connection:
        await update.run(db, due, connection, setup.now)


def _judge_days(db: Store, setup: Setup) -> None:
    """What rose on the days before, as a fetch at the end of each would have found it.

    At another time there would be entries of that day that were still to come.
    """
    today = days.midnight(setup.now.date(), timezone.utc)
    for back in range(JUDGED, 0, -1):
        judge(db, setup.config, today - timedelta(days=back - 1, seconds=1))


def _make_digests(setup: Setup, db: Store) -> None:
    """Today's digest and those of the mornings before, so that sources are judged by something.

    Today's comes first, and is printed again at the end: what earlier mornings showed is not to be
    missing from it, as it is a newcomer's.
    """
    for back in (0, *range(1, MORNINGS), 0):
        digest.make(db, setup.config, setup.now - timedelta(days=back), digest.DigestOptions())
