"""Tells the items of one document apart, and knows again what its source listed before.

RSS 2.0 (``guid``) and RFC 4287, section 4.2.6 (``atom:id``) promise an id to each item. Publishers
give one id or one page to all of them, and new ids to all when their site moves.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from hashlib import blake2b
from typing import TYPE_CHECKING, NamedTuple, TypeAlias

from cio_digest.text import normalize
from cio_digest.text.urls import http, url

if TYPE_CHECKING:
    from collections.abc import (
        Callable,
        Collection,
        Hashable,
        Iterable,
        Iterator,
        Mapping,
        Sequence,
    )

    from cio_digest.models import Entry, RawEntry
    from cio_digest.models.rows import ListedEntry

    Key: TypeAlias = Callable[[Entry | ListedEntry], Hashable]


_TEXT = 12  # words that no two items of a series have in common, title included


class ItemName(NamedTuple):
    """What names an item within its document, empty where nothing of its own does.

    ``own`` tells the publisher's id from the item's address.
    """

    value: str = ""
    own: bool = False


def names(items: Sequence[RawEntry]) -> list[ItemName]:
    """The name of each item: its id, else its address, as far as no other item bears the same."""
    ids = [normalize.guid(item.id) for item in items]
    borne = Counter(filter(None, ids))
    if len(borne) == len(items):
        return [ItemName(value, own=True) for value in ids]
    places = [url(http(item.url)) for item in items]
    told = Counter(filter(None, places))
    return [
        ItemName(value, own=True)
        if value and borne[value] == 1
        else ItemName(place if told[place] == 1 and place not in borne else "")
        for value, place in zip(ids, places, strict=True)
    ]


def named(entry: Entry, name: ItemName) -> Entry:
    """The entry under its name within its document."""
    return entry._replace(guid=name.value or apart(entry))


def apart(entry: Entry) -> str:
    """A name of address with fragment, title and date, for an entry that no single one names."""
    parts = (entry.url, entry.title, str(entry.published or ""))
    return blake2b("\x1e".join(parts).encode(), digest_size=16).hexdigest()


def bearable(entry: Entry) -> Iterator[str]:
    """The names an entry can be stored under: the first that no other one of its source has."""
    yield entry.guid
    yield apart(entry)
    yield entry.hash
    yield f"{entry.hash} {entry.first_seen.timestamp():.0f}"


def recognized(
    entries: Sequence[Entry],
    own: Collection[str],
    named: Mapping[str, ListedEntry],
    listed: Iterable[ListedEntry],
    present: Collection[int],
) -> list[Entry]:
    """Entries with the ids of the stored ones that they are; one that is new keeps 0.

    Args:
        entries: of one document, by their names.
        own: the names that are publishers' ids.
        named: stored entries of the source that have one of the ``bearable`` names.
        listed: what the source's document held when it was read last.
        present: ids of stored entries that the document holds unchanged; nothing else is these.
    """
    taken = set(present)
    done: dict[str, Entry] = {}
    fresh: list[Entry] = []
    for entry in entries:
        for name in bearable(entry):
            old = named.get(name)
            if name in done or (old and old.id in taken):
                continue
            if old and (_reused if name in own else _other)(entry, old):
                continue
            done[name] = entry._replace(guid=name, id=old.id if old else 0)
            if old:
                taken.add(old.id)
            else:
                fresh.append(done[name])
            break
    known = {new.guid: old for new, old in _moved(fresh, listed, taken)}
    return [
        entry._replace(id=known[name].id) if name in known else entry
        for name, entry in done.items()
    ]


def returned(entries: Sequence[Entry], past: Iterable[ListedEntry]) -> list[Entry]:
    """New entries with the ids of those that their source listed once, and no other one is.

    Address and title are the same, and the date; without dates a text of some length.
    """
    taken = {entry.id for entry in entries}
    free = {_lasting(old): old.id for old in past if old.id not in taken}
    back = [0 if entry.id else free.pop(_lasting(entry), 0) for entry in entries]
    return [
        entry._replace(id=number) if number else entry
        for entry, number in zip(entries, back, strict=True)
    ]


def _lasting(entry: Entry | ListedEntry) -> Hashable:
    """What stays of an entry when its id changes; of what could be another one, only itself."""
    same = entry.published or (entry.text if len(entry.text.split()) >= _TEXT else "")
    return (entry.canonical, entry.title, same) if entry.canonical and same else id(entry)


def _other(entry: Entry, old: ListedEntry) -> bool:
    """Whether a stored entry that was named by the same address is another one after all.

    An edit leaves the date or the title; what has both anew has only its page in common with it, as
    the issues of a newsletter do.
    """
    if entry.title == old.title:
        return False
    dated = entry.published and old.published
    return entry.published != old.published if dated else entry.text != old.text


def _reused(entry: Entry, old: ListedEntry) -> bool:
    """Whether a publisher's id was passed on: address, text, title and date are all others.

    Some number the items of each document from 0, or call whatever is the latest ``latest``. Items
    without an address are one as long as they have one id.
    """
    moved = entry.canonical != old.canonical
    return moved and entry.text != old.text and _other(entry, old)


def _moved(
    fresh: Sequence[Entry], listed: Iterable[ListedEntry], matched_ids: Collection[int]
) -> Iterable[tuple[Entry, ListedEntry]]:
    """Pairs of a new entry and the listed one that it is, under another id, host or address.

    Only what the document no longer holds can be one of its new items. Beside title and date
    together nothing counts that two of its items share.
    """
    held: list[ListedEntry] = []
    gone: list[ListedEntry] = []
    for old in listed:
        (held if old.id in matched_ids else gone).append(old)
    for key, alone in _KEYS:
        if not (gone and fresh):
            return
        found: dict[Hashable, list[ListedEntry]] = defaultdict(list)
        for old in reversed(gone):
            found[key(old)].append(old)
        crowd = Counter([*map(key, held), *map(key, fresh)])
        pairs: dict[str, tuple[Entry, ListedEntry]] = {}
        for entry in fresh:
            mark = key(entry)
            same = found.get(mark) if mark is not None else None
            if same and not (alone and (len(same) > 1 or crowd[mark] > 1)):
                pairs[entry.guid] = (entry, same.pop())
        yield from pairs.values()
        matched = {old.id for _, old in pairs.values()}
        fresh = [entry for entry in fresh if entry.guid not in pairs]
        gone = [old for old in gone if old.id not in matched]


def _dated(entry: Entry | ListedEntry) -> Hashable:
    return (entry.title, entry.published) if entry.published else None


def _told(entry: Entry | ListedEntry) -> Hashable:
    """Title, text and the address but for its host."""
    place = entry.canonical.partition("://")[2].partition("/")[2]
    return (entry.title, entry.text, place) if place else None


def _said(entry: Entry | ListedEntry) -> Hashable:
    """Title and text, where these are more than a line that stands for something new each day."""
    undated = not entry.published
    return (entry.title, entry.text) if undated or len(entry.text.split()) >= _TEXT else None


def _retitled(entry: Entry | ListedEntry) -> Hashable:
    """Text and date: a headline that is rewritten often takes address and id with it."""
    same = entry.published and len(entry.text.split()) >= _TEXT
    return (entry.text, entry.published) if same else None


def _placed(entry: Entry | ListedEntry) -> Hashable:
    known = entry.canonical and entry.published
    return (entry.canonical, entry.published) if known else None


def _revised(entry: Entry | ListedEntry) -> Hashable:
    """Address and title, where the id is but the address with a mark of the revision."""
    at = entry.canonical
    return (at, entry.title) if at and entry.guid != at and url(entry.guid) == at else None


_KEYS: tuple[tuple[Key, bool], ...] = (
    (_dated, False),
    (_told, True),
    (_said, True),
    (_retitled, True),
    (_placed, True),
    (_revised, True),
)
