"""What came in since the last time to what a reader's topics and trends need of it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cio_digest.runs import garbage
from cio_digest.search import kept
from cio_digest.trends import daily

if TYPE_CHECKING:
    from cio_digest.runs import Setup
    from cio_digest.store import Store


@garbage.unsought()
def catch_up(db: Store, setup: Setup) -> None:
    """Learn from new entries and judge what rises by them, and match what is new or changed."""
    behind, topics = daily.behind(db), setup.config.topics
    if behind:
        from cio_digest.search import topical

        topical.learn(db, topics, setup.now)
    # Of a team's store only workers know what is indexed.
    if not db.reader and not kept.covers(db, topics, setup.now):
        kept.keep(db, topics, setup.now)
    if behind:
        daily.keep(db, setup.config, setup.now)
