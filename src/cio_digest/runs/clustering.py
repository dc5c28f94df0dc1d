"""New entries of the store to their stories: recent ones by what they say, old ones by address."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cio_digest.store import clues as clue_table
from cio_digest.store import entries as entry_table
from cio_digest.store import stories as story_table
from cio_digest.store import transaction
from cio_digest.stories import cluster

if TYPE_CHECKING:
    from collections.abc import Iterable

    from cio_digest.models import Entry
    from cio_digest.store import Store

PART = 1_000  # entries clustered in one go: what bounds the memory of a first fetch
PAST = 100  # entries of each source, which show what it says in all of them
_WINDOW = int(cluster.WINDOW.total_seconds())


def run(db: Store) -> int:
    """Give every entry without a story one; gives how many these were.

    In parts, each committed whole, so that memory stays bounded on a first fetch of everything.
    All are learnt from before the first is compared: how rare a word is must not depend on the part
    that an entry is in.
    """
    count = _file_old(db)
    before = cluster.read(clue_table.rarity(db))
    while part := story_table.unlearnt_new(db, most=PART):
        with transaction(db):
            _learn(db, part)
    rarity = cluster.read(clue_table.rarity(db))
    while new := entry_table.unclustered(db, most=PART):
        with transaction(db):
            _cluster(db, new, before, rarity)
        before = rarity
        count += len(new)
    with transaction(db):
        clue_table.sweep(db, prints=PAST)
    return count


def _file_old(db: Store) -> int:
    """File what is too old for any later entry to be compared with: most of a first fetch.

    What its sources say in all of their entries is learnt from it, and how rare its words are.
    """
    since = clue_table.since(db)
    with transaction(db):
        count, sources = story_table.file(db, since, within=_WINDOW)
        several = max(1, PART // PAST)
        for start in range(0, len(sources), several):
            part = sources[start : start + several]
            _learn(db, story_table.unlearnt(db, part, most=PAST))
    return count


def _learn(db: Store, entries: Iterable[int]) -> None:
    """Keep the fingerprints of entries, by their ids, and how rare each word is after them."""
    new = entry_table.load(db, entries)
    pasts = story_table.pasts(db, {entry.source for entry in new}, most=PAST)
    habits = {source: cluster.Past(*past) for source, past in pasts.items()}
    prints, rarity = cluster.learn(new, habits, cluster.read(clue_table.rarity(db)))
    clue_table.learnt(db, prints, rarity.kept())


def _cluster(db: Store, new: list[Entry], before: cluster.Rarity, rarity: cluster.Rarity) -> None:
    """Give new entries their stories; ``before`` has the words that known entries may have."""
    prints = clue_table.fingerprints(db, [entry.id for entry in new])
    drafts = cluster.drafts(new, prints, rarity)
    # Nobody will look for what was told long before it came in.
    since = clue_table.since(db)
    fresh = [draft for draft in drafts if draft.time >= since]
    traces = clue_table.traces(db, cluster.searches(fresh, before))
    known = clue_table.opened(db, sorted(cluster.nearby(fresh, traces)))
    made = cluster.assign(drafts, rarity, traces, known)
    story_table.assign(db, made.stories, made.merged)
    clues = (
        (clue, int(draft.time), made.stories[draft.id])
        for draft in fresh
        for clue in cluster.clues(draft)
    )
    grown = {made.stories[draft.id] for draft in fresh}
    clue_table.save(db, clues, {story: made.open[story] for story in sorted(grown)})
