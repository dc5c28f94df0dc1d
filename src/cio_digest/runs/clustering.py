"""New entries of the store to their stories: recent ones by what they say, old ones by address."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cio_digest.store import clues as clue_table
from cio_digest.store import entries as entry_table
from cio_digest.store import stories as story_table
from cio_digest.store import transaction
from cio_digest.stories import cluster

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from cio_digest.models import Entry
    from cio_digest.store import Store

PART = 1_000  # entries clustered in one go: what bounds the memory of a first fetch
PAST = 100  # entries of each source, which show what it says in all of them
_WINDOW = int(cluster.WINDOW.total_seconds())


def run(db: Store) -> int:
    """Give the entries that have no story one; gives how many these were.

    In parts, each committed whole, so that memory stays bounded on a first fetch of everything.
    All are learnt from before the first is compared: how rare a word is must not depend on the part
    that an entry is in. What comes in meanwhile waits for the next run.
    """
    known = clue_table.rarity(db)
    with transaction(db):
        # Of a store where an earlier version learnt in another way, all sources are learnt anew.
        forgotten = [] if known else story_table.clustered(db)
        count = _file_old(db)
        sources = dict.fromkeys([*forgotten, *story_table.awaiting(db)])
        before = rarity = _learn_old(db, list(sources), cluster.read(known))
    while part := story_table.unlearnt_new(db, most=PART):
        with transaction(db):
            rarity = _learn(db, part, rarity)
            clue_table.keep_rarity(db, rarity.kept())
    while new := entry_table.learnt(db, most=PART):
        with transaction(db):
            _cluster(db, new, before, rarity)
        before = rarity
        count += len(new)
    with transaction(db):
        clue_table.sweep(db, prints=PAST)
    return count


def _file_old(db: Store) -> int:
    """File what is too old for any later entry to be compared with; gives how many these were.

    They are most of a first fetch.
    """
    return story_table.file(db, clue_table.since(db), within=_WINDOW)


def _learn_old(db: Store, sources: Sequence[str], rarity: cluster.Rarity) -> cluster.Rarity:
    """Learn what sources that have news say always; gives how rare words are after that.

    What was filed of a source that is silent teaches nothing about news.
    """
    several = max(1, PART // PAST)
    archive = cluster.Rarity()
    for start in range(0, len(sources), several):
        if old := story_table.unlearnt(db, sources[start : start + several], most=PAST):
            archive = _learn(db, old, archive)
    after = rarity.against(archive)
    if after is not rarity:
        clue_table.keep_rarity(db, after.kept())
    return after


def _learn(db: Store, entries: Iterable[int], rarity: cluster.Rarity) -> cluster.Rarity:
    """Keep the fingerprints of entries, by their ids; gives how rare each word is after them."""
    new = entry_table.texts(db, entries)
    pasts = story_table.pasts(db, {entry.source for entry in new}, most=PAST)
    habits = {source: cluster.Past(*past) for source, past in pasts.items()}
    prints, rarity = cluster.learn(new, habits, rarity)
    clue_table.keep_fingerprints(db, prints)
    return rarity


def _cluster(db: Store, new: list[Entry], before: cluster.Rarity, rarity: cluster.Rarity) -> None:
    """Give new entries their stories; ``before`` has the words that known entries may have."""
    prints = clue_table.fingerprints(db, [entry.id for entry in new])
    drafts = cluster.drafts(new, prints, rarity)
    # Nobody will look for what was told long before it came in.
    since = clue_table.since(db)
    fresh = [draft for draft in drafts if draft.time >= since]
    traces = clue_table.traces(db, cluster.searches(fresh, before))
    near = sorted(cluster.nearby(fresh, traces))
    headlines = clue_table.headlines(db, near, most=cluster.TITLES, characters=cluster.SAID)
    known = cluster.Known(clue_table.opened(db, near), headlines)
    made = cluster.assign(drafts, rarity, traces, known)
    story_table.assign(db, made.stories, made.merged)
    clues = (
        (clue, int(draft.time), made.stories[draft.id])
        for draft in fresh
        for clue in cluster.clues(draft)
    )
    grown = {made.stories[draft.id] for draft in fresh}
    clue_table.save(db, clues, {story: made.open[story] for story in sorted(grown)})
