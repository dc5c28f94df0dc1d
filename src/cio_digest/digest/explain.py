"""A number in the digest printed last to the reasons for that story."""

from __future__ import annotations

from cio_digest.digest import items, saved
from cio_digest.errors import CioDigestError
from cio_digest.models import Explanation
from cio_digest.store import Store
from cio_digest.store import digests as digest_table
from cio_digest.store import entries as entry_table
from cio_digest.store import sources as source_table
from cio_digest.store import stories as story_table


def explain(db: Store, number: int) -> Explanation:
    """The story with this number, its terms and its entries.

    Raises:
        CioDigestError: no digest was printed yet, or it has no such number.
    """
    kept = digest_table.latest(db)
    if kept is None:
        raise CioDigestError("no digest was printed yet; run: cio-digest today")
    digest = saved.load(kept)
    shown = {item.number: item for item in items.shown(digest)}
    if number not in shown:
        has = f"no story {number}; it has 1 to {len(shown)}" if shown else "no stories"
        raise CioDigestError(f"the digest of {digest.date.isoformat()} has {has}")
    item = shown[number]
    titles = source_table.titles(db)
    story = story_table.current(db, [item.story])[0]
    entries = entry_table.of_stories(db, [story], digest.until).get(story, [])
    named = (entry._replace(publisher=items.teller(entry, titles)) for entry in entries)
    return Explanation(item, tuple(named), digest.now)
