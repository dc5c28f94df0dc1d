"""What a source answered to the entries that the store is to keep of it."""

from __future__ import annotations

from itertools import dropwhile
from types import MappingProxyType
from typing import TYPE_CHECKING, NamedTuple

from cio_digest.networks import registry
from cio_digest.ranking import noise
from cio_digest.runs import shortlinks
from cio_digest.store import entries as entry_table
from cio_digest.store import listings
from cio_digest.store import sources as source_table
from cio_digest.store import talks as talk_table
from cio_digest.text import believing, identity, normalize, sites

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import datetime

    from cio_digest.models import Entry, Polling, RawEntry, RawFeed, Source, Talk
    from cio_digest.models.rows import ListedEntry
    from cio_digest.store import Store


class Intake(NamedTuple):
    """What is to be kept of a feed.

    ``entries`` are new, or changed and then with the id of the stored one; ``present`` are the ids
    of those that the feed holds unchanged, by their hashes. ``held`` is how many new ones are too
    old to be taken for news. ``renamed`` are ids of stored entries with the names that they go by
    from now on. ``talks`` is where entries are discussed, by their hashes: it changes without them.
    """

    entries: Sequence[Entry] = ()
    present: Mapping[str, int] = MappingProxyType({})
    held: int = 0
    renamed: Sequence[tuple[int, str]] = ()
    talks: Mapping[str, Talk] = MappingProxyType({})


class _Task(NamedTuple):
    """A feed to take in, its source with its row id and what was remembered of it before.

    ``joins``: it is read for the first time, after others were on another occasion.
    """

    db: Store
    key: int
    source: Source
    before: Polling
    feed: RawFeed
    now: datetime
    joins: bool = False


def is_document(source: Source) -> bool:
    """Whether its feed is all that it lists, not only what it was asked for since the last one."""
    return not registry.kind(source.kind).social


def read(
    db: Store, key: int, source: Source, before: Polling, feed: RawFeed, now: datetime
) -> Intake:
    """Take in a feed of the source with this row id, ``before`` its state until now.

    What is known unchanged is passed over before any cleaning.
    """
    joins = before.succeeded is None and source_table.is_any_read(db, now)
    task = _Task(db, key, source, before, feed, now, joins)
    items = {normalize.fingerprint(raw): raw for raw in feed.entries}
    known = {} if before.succeeded is None else _known(db, source.key, items)
    new = {mark: raw for mark, raw in items.items() if mark not in known}
    # What a search finds is of many sites, and its own page is the network's.
    site = sites.site(feed) if new and not source.query else ""
    clean = (_clean(task, raw, mark, site) for mark, raw in new.items())
    changed = [entry for entry in clean if registry.keeps(source, entry)]
    talks = {mark: talk for mark, raw in items.items() if (talk := normalize.talk(raw))}
    if not is_document(source):
        # A network's own ids are one for each post, which two pages may bring with other counts.
        return Intake(_once(task, changed), known, talks=talks)
    names = dict(zip(items, identity.names(list(items.values())), strict=True))
    own = {name.value for name in names.values() if name.own}
    changed = [identity.named(entry, names[entry.hash]) for entry in changed]
    entries, renamed = _recognized(task, changed, own, list(known.values()))
    seen = {*known, *(entry.hash for entry in entries if entry.id)}
    lower = set(dropwhile(lambda mark: mark not in seen, items))
    entries, held = _surfaced(task, entries, lower)
    return Intake(entries, known, held, renamed, talks)


def keep(db: Store, key: int, source: Source, intake: Intake, now: datetime) -> int:
    """Keep what was taken in, and what the document held; gives how many entries are new."""
    entry_table.rename(db, intake.renamed)
    before = entry_table.total(db)
    numbers = entry_table.save(db, key, intake.entries)
    _keep_talks(db, intake, numbers)
    ids = set(numbers)
    held = ids.union(intake.present.values())
    if held and is_document(source):
        listings.keep(db, key, held, now)
    return sum(number > before for number in ids)


def _keep_talks(db: Store, intake: Intake, numbers: Sequence[int]) -> None:
    """Keep where entries are discussed: those saved under these ids, and what is unchanged."""
    saved = {entry.hash: number for entry, number in zip(intake.entries, numbers, strict=True)}
    known = {**intake.present, **saved}
    talk_table.keep(
        db, [(known[mark], talk) for mark, talk in intake.talks.items() if mark in known]
    )


def _known(db: Store, source: str, items: Mapping[str, RawEntry]) -> dict[str, int]:
    """The ids of the raw entries that are stored as they are, by any release."""
    known = entry_table.known(db, source, list(items))
    released = {
        normalize.released_fingerprint(raw): mark
        for mark, raw in items.items()
        if mark not in known
    }
    found = entry_table.known(db, source, list(released))
    return known | {released[mark]: key for mark, key in found.items()}


def _clean(task: _Task, raw: RawEntry, mark: str, site: str) -> Entry:
    entry = normalize.entry(
        raw,
        source=task.source.key,
        now=task.now,
        first_fetch=task.before.succeeded is None,
        language=task.feed.language,
        network=task.source.network,
        site=site,
        home=task.feed.url,
        mark=mark,
    )
    if task.joins:
        entry = entry._replace(surfaced=believing.joined(entry.surfaced, task.now))
    elif task.before.succeeded and not is_document(task.source):
        # What somebody passed on counts from then.
        updated = believing.believable(raw.updated, task.now)
        moment = max(filter(None, (entry.published, updated)), default=task.now)
        if believing.is_passed(moment, task.before.succeeded, counted=task.source.least > 0):
            entry = entry._replace(surfaced=moment)
    entry = shortlinks.applied(task.db, entry)
    return entry._replace(noise=noise.kinds(entry))


def _once(task: _Task, entries: Sequence[Entry]) -> list[Entry]:
    """The entries that this source is to keep, of those that others of its network bring, too.

    An account keeps its own. What several searches find in one run is the first one's in order of
    their keys, whichever answered first; what an earlier run found stays where it is.
    """
    own, kind = task.source.key, f"{task.source.kind}://"
    if not task.source.query:
        return list(entries)
    kept = []
    for entry in entries:
        found = entry_table.elsewhere(task.db, own, kind, entry.guid)
        holders = sorted((key, told, number) for number, key, told in found if not _is_account(key))
        ours = True
        for key, told, number in holders[:1]:
            ours = own < key and not told
            if not told:
                entry_table.adopt(task.db, number, task.key if ours else None, entry.surfaced)
        if ours:
            kept.append(entry)
    return kept


def _is_account(key: str) -> bool:
    """Whether a source's key ends in a handle, not in a query."""
    return key.partition("://")[2].partition("/")[2].startswith("@")


def _recognized(
    task: _Task, changed: Sequence[Entry], own: set[str], present: Sequence[int]
) -> tuple[list[Entry], list[tuple[int, str]]]:
    """Changed entries with the ids of the stored ones that they are, and the names of these."""
    if not changed:
        return [], []
    if not entry_table.is_any(task.db, task.key):
        return identity.recognized(changed, own, {}, (), present), []
    names = dict.fromkeys(name for entry in changed for name in identity.bearable(entry))
    named = listings.named(task.db, task.key, list(names))
    # What comes out anew is an entry of its own; the withdrawn one makes room for its name.
    past = [old for each in changed if (old := named.get(each.guid)) and _released(each, old)]
    for old in past:
        named.pop(old.guid, None)
    gone = {old.id for old in past}
    listed = [old for old in listings.load(task.db, task.key) if old.id not in gone]
    entries = identity.recognized(changed, own, named, listed, present)
    if any(not entry.id and _may_be_back(entry, task) for entry in entries):
        stored = listings.latest(task.db, task.key)
        there = gone.union(present)
        entries = identity.returned(entries, [old for old in stored if old.id not in there])
    renamed = [(old.id, f"{old.guid} {old.id}") for old in past]
    return entries, renamed + [(entry.id, entry.guid) for entry in entries if entry.id]


def _may_be_back(entry: Entry, task: _Task) -> bool:
    """Whether an entry is old enough to have been listed before, or does not say how old it is."""
    since = task.before.succeeded
    return since is None or believing.is_late(entry.published, since, lower=True)


def _released(entry: Entry, old: ListedEntry) -> bool:
    """Whether a withdrawn entry comes out anew: dated later than that, with another text."""
    later = old.withdrawn and entry.published and entry.published > old.withdrawn
    return bool(later) and entry.text != old.text


def _surfaced(task: _Task, entries: Sequence[Entry], lower: set[str]) -> tuple[list[Entry], int]:
    """Entries with the times at which they became news, and how many are held back as old.

    ``lower`` are the hashes of those that stand below known ones, where undated news does not.
    """
    since = task.before.succeeded
    fresh = [entry for entry in entries if not entry.id]
    if since is None or not fresh:
        return list(entries), 0
    carried = not listings.is_kept(task.db, task.key)
    old = [
        entry
        for entry in fresh
        if (carried and entry.guid == identity.apart(entry))
        or believing.is_late(entry.published, since, lower=entry.hash in lower)
    ]
    flood = carried or believing.is_flood(len(old), since, task.now)
    newest = _newest(task) if old and not flood else None
    held = {
        entry.hash
        for entry in old
        if flood or believing.is_archived(entry.published, since, newest)
    }
    found = [
        entry._replace(surfaced=entry.published or believing.OLD) if entry.hash in held else entry
        for entry in entries
    ]
    return found, len(held)


def _newest(task: _Task) -> datetime | None:
    """The latest date of what the source's document held when it was read last."""
    dates = (old.published for old in listings.load(task.db, task.key))
    return max(filter(None, dates), default=None)
