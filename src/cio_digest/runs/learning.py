"""What came in since the last time to what a reader's topics and trends need of it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cio_digest.trends import daily

if TYPE_CHECKING:
    from cio_digest.runs import Setup
    from cio_digest.store import Store


def catch_up(db: Store, setup: Setup) -> None:
    """Learn from new entries, and judge what rises by them; nothing where there are none."""
    if daily.behind(db):
        from cio_digest.search import kept, topical

        topical.learn(db, setup.config.topics, setup.now)
        if not db.reader:  # what workers have indexed by then, only they know
            kept.keep(db, setup.config.topics, setup.now)
        daily.keep(db, setup.config, setup.now)
