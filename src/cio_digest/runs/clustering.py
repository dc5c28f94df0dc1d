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
    """
    count = _file_old(db)
    while new := entry_table.unclustered(db, most=PART):
        with transaction(db):
            _cluster(db, new)
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
        rarity = cluster.read(clue_table.rarity(db))
        for start in range(0, len(sources), PART // PAST):
            part = sources[start : start + PART // PAST]
            new = entry_table.load(db, story_table.unlearnt(db, part, most=PAST))
            prints, rarity = cluster.learn(new, _pasts(db, new), rarity)
            clue_table.keep_fingerprints(db, prints)
        if count:
            clue_table.keep_rarity(db, rarity.kept())
    return count


def _pasts(db: Store, new: Iterable[Entry]) -> dict[str, cluster.Past]:
    pasts = story_table.pasts(db, {entry.source for entry in new}, most=PAST)
    return {source: cluster.Past(*past) for source, past in pasts.items()}


def _cluster(db: Store, new: list[Entry]) -> None:
    before = cluster.read(clue_table.rarity(db))
    drafts, rarity = cluster.drafts(new, _pasts(db, new), before)
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
    prints = {draft.id: draft.fingerprint for draft in drafts}
    grown = {made.stories[draft.id] for draft in fresh}
    states = {story: made.open[story] for story in sorted(grown)}
    clue_table.save(db, clues, prints, states, rarity.kept())
