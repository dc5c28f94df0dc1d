"""Gives each new entry its story: by address, by words, else a story of its own.

Works through new entries in order of time, against stories that stay open for four days after
their last entry. An entry joins the story most like it; a story that grew may turn out to be one
with another, and then the older id stays (agglomerative clustering, done online).
"""

from __future__ import annotations

from collections import defaultdict
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, NamedTuple

from cio_digest.cluster import boilerplate
from cio_digest.cluster.fingerprints import fingerprint, read
from cio_digest.cluster.likeness import likeness
from cio_digest.cluster.rarity import Rarity
from cio_digest.cluster.window import Open, Window, alone, keywords

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from cio_digest.models import Entry

WINDOW = timedelta(days=4)  # how long a story stays open after its last entry

_SAME = 0.20  # likeness from which two tellings are one event
_DATED = 788918400.0  # 1995: an entry without a time tells no event, for its words mean none
_FEWEST = 4  # words and pairs: a shorter title ("Photo", "Open thread") tells no event


class Member(NamedTuple):
    """What the store keeps of an entry that has its story: columns of the entry and two more.

    ``time`` is ``Entry.surfaced``; ``links`` are those of a social entry, else empty.
    """

    id: int
    story: int
    time: datetime
    source: str
    publisher: str
    canonical: str
    links: tuple[str, ...]
    fingerprint: bytes


class Assignments(NamedTuple):
    """What a run decided.

    ``stories``: entry id to story id, for every new entry. ``merged``: pairs of a story id that is
    an alias from now on and the one that it stands for. ``fingerprints``: what to keep by entry id.
    """

    stories: dict[int, int]
    merged: tuple[tuple[int, int], ...]
    fingerprints: dict[int, bytes]


def member(entry: Entry, story: int, kept: bytes) -> Member:
    """An entry as the next run wants to know it."""
    links = entry.links if entry.network else ()
    place = (entry.surfaced, entry.source, entry.publisher, entry.canonical)
    return Member(entry.id, story, *place, links, kept)


def assign(
    new: Sequence[Entry],
    known: Iterable[Member] = (),
    titles: Mapping[str, Sequence[str]] | None = None,
) -> Assignments:
    """Decide the stories of new entries.

    An entry that already has a story (an update) keeps it.

    Args:
        new: entries with ids, in any order.
        known: the members of every story that has an entry within ``WINDOW`` of a new one.
        titles: for each source with new entries its recent titles, which teach its boilerplate.
    """
    prints = _fingerprints(new, titles or {})
    fresh = [member(entry, entry.story, prints[entry.id]) for entry in new]
    old = [each for each in known if each.id not in prints]
    run = _Run(old, fresh)
    for each in sorted(fresh, key=_order):
        run.place(each)
    stories = {entry: run.kept(story) for entry, story in run.story_of.items()}
    return Assignments(stories, tuple((gone, run.kept(gone)) for gone in run.alias), prints)


class _Run:
    """One run over new entries: the open stories, their addresses, and what was decided."""

    def __init__(self, old: Sequence[Member], fresh: Sequence[Member]) -> None:
        self._old = sorted(old, key=_order, reverse=True)
        self._prints = {each.id: read(each.fingerprint, each.source) for each in (*old, *fresh)}
        rarity = Rarity([*self._prints.values()])
        self._vectors = {each.id: rarity.vector(self._prints[each.id]) for each in fresh}
        asked = {word for vector in self._vectors.values() for word in keywords(vector)}
        self._window = Window(rarity, WINDOW.total_seconds(), asked)
        self._asked = {address for each in fresh for address in (each.canonical, *each.links)}
        self._addresses: dict[str, list[tuple[float, int]]] = defaultdict(list)
        self.story_of: dict[int, int] = {}
        self.alias: dict[int, int] = {}

    def kept(self, story: int) -> int:
        """The story that a story id stands for now."""
        while story in self.alias:
            story = self.alias[story]
        return story

    def place(self, new: Member) -> None:
        """Find the story of a new entry, and see whether that makes two stories one."""
        self._remember(new.time + WINDOW)
        told = _told(new, new.id)
        told.add(self._vectors[new.id])
        story = self.kept(new.story) or self._by_address(new) or self._by_words(told)
        told.id = story or new.id
        grown = self._window.add(told)
        while story and (other := self._nearest(grown)):
            grown = self._merge(grown, other)
        self.story_of[new.id] = grown.id
        self._note(new, grown.id)

    def _remember(self, until: datetime) -> None:
        """Take in the known entries up to a time: what a word was used for last is looked up."""
        while self._old and self._old[-1].time <= until:
            each = self._old.pop()
            story = self.kept(each.story)
            self._window.remember(_told(each, story), self._prints[each.id])
            self._note(each, story)

    def _by_address(self, new: Member) -> int:
        """The story told at the same address, or at the ones that a social entry links to.

        A post that links to several stories is a round-up and tells none of them.
        """
        linked = {story for link in new.links for story in self._told_at(link, new)}
        story = max(self._told_at(new.canonical, new), default=0)
        return story or (linked.pop() if len(linked) == 1 else 0)

    def _told_at(self, address: str, new: Member) -> set[int]:
        time, span = new.time.timestamp(), WINDOW.total_seconds()
        found = self._addresses.get(address, ())
        return {self.kept(story) for when, story in found if abs(time - when) <= span}

    def _by_words(self, told: Open) -> int:
        """The story most like a new entry, 0 if none is like enough."""
        nearest = self._nearest(told)
        return nearest.id if nearest else 0

    def _nearest(self, told: Open) -> Open | None:
        """The story most like this one, if one is like enough to be the same."""
        best, found = _SAME, None
        tells = told.first >= _DATED and len(told.total) >= _FEWEST
        for other in self._window.near(told) if tells else ():
            if len(other.total) >= _FEWEST and (value := likeness(told, other)) >= best:
                best, found = value, other
        return found

    def _merge(self, one: Open, other: Open) -> Open:
        """Make one story of two; the older id stays."""
        kept, gone = (one, other) if one.id < other.id else (other, one)
        self.alias[gone.id] = kept.id
        return self._window.merge(gone, kept)

    def _note(self, each: Member, story: int) -> None:
        """Remember where a story was told."""
        for address in (each.canonical, *each.links):
            if address and address in self._asked:
                self._addresses[address].append((each.time.timestamp(), story))


def _told(each: Member, story: int) -> Open:
    return alone(story, each.time.timestamp(), each.publisher or each.source)


def _order(each: Member) -> tuple[datetime, int]:
    return each.time, each.id


def _fingerprints(
    entries: Sequence[Entry], titles: Mapping[str, Sequence[str]]
) -> dict[int, bytes]:
    """The fingerprint of each new entry, its source's boilerplate left out."""
    seen: dict[str, list[str]] = defaultdict(list)
    for entry in entries:
        seen[entry.source].append(entry.title)
    phrases = {
        source: boilerplate.learn([*titles.get(source, ()), *fresh])
        for source, fresh in seen.items()
    }
    return {entry.id: fingerprint(entry, phrases[entry.source]) for entry in entries}
