"""The store's new entries to what rises in it: counted and judged at each fetch, then only read.

new entries ─count─► counts per day ─judge─► what rises and falls, kept ─page─► ``trends``
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from cio_digest.store import entries as entry_table
from cio_digest.store import facts

if TYPE_CHECKING:
    from datetime import datetime

    from cio_digest.config import Config
    from cio_digest.store import Store

_KEPT = "trends kept"  # the fact that says up to which entry


def keep(db: Store, config: Config, now: datetime) -> None:
    """Count what came in since the last time, and keep what rises and falls by it."""
    from cio_digest.trends.counting import count  # showing what was kept needs none of it
    from cio_digest.trends.judge import judge

    last = entry_table.total(db)
    count(db, config.topics, now)
    judge(db, config, now)
    facts.remember(db, _KEPT, last)


def behind(db: Store) -> bool:
    """Whether entries came in that nothing was kept of: a run was cut short before it got there."""
    return facts.number(db, _KEPT) < entry_table.total(db)
