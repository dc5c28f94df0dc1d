"""Gives each new entry its story: by address, by words, else a story of its own.

Works through the new entries in order of time, against stories that stay open for four days
after their last entry. An entry joins the story nearest to it; a story that grew may turn out to
be one with another, and then the older id stays (agglomerative clustering, done online).
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import datetime, timedelta
from typing import NamedTuple

from cio_digest.cluster import boilerplate
from cio_digest.cluster.fingerprint import fingerprint, read
from cio_digest.cluster.window import Open, Rarity, Vector, Window, dot
from cio_digest.models import Entry

WINDOW = timedelta(days=4)  # how long a story stays open after its last entry

_NEAR = 0.26  # likeness from which two tellings are one event
_BLEND = 0.2  # how much cohesion counts beside the average link


class Member(NamedTuple):
    """What the store keeps of an entry that has its story. ``time`` is ``Entry.surfaced``."""

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
    entries = sorted(new, key=lambda entry: (entry.surfaced, entry.id))
    prints = _fingerprints(entries, titles or {})
    updated = {entry.id for entry in entries}
    members = sorted(
        (member for member in known if member.id not in updated),
        key=lambda member: (member.time, member.id),
    )
    run = _Run(
        Rarity(read(kept) for kept in (*(m.fingerprint for m in members), *prints.values()))
    )
    for member in members:
        run.remember(member)
    for entry in entries:
        run.place(entry, prints[entry.id])
    stories = {entry: run.kept(story) for entry, story in run.story_of.items()}
    merged = tuple((gone, run.kept(gone)) for gone in run.alias)
    return Assignments(stories, merged, prints)


class _Run:
    """One run over new entries: the open stories, their addresses, and what was decided."""

    def __init__(self, rarity: Rarity) -> None:
        self._rarity = rarity
        self._window = Window(WINDOW.total_seconds())
        self._addresses: dict[str, list[tuple[float, int]]] = defaultdict(list)
        self.story_of: dict[int, int] = {}
        self.alias: dict[int, int] = {}

    def kept(self, story: int) -> int:
        """The story that a story id stands for now."""
        while story in self.alias:
            story = self.alias[story]
        return story

    def remember(self, member: Member) -> None:
        """Take in an entry whose story is known."""
        time = member.time.timestamp()
        self._window.add(member.story, self._rarity.vector(read(member.fingerprint)), time)
        self._note(member.canonical, time, member.story)

    def place(self, entry: Entry, print_: bytes) -> None:
        """Find the story of a new entry, and see whether that makes two stories one."""
        time = entry.surfaced.timestamp()
        vector = self._rarity.vector(read(print_))
        named = list(self._by_address(entry, time))
        story = entry.story or (named[0] if named else self._by_words(vector, time))
        grown = self._window.add(story or entry.id, vector, time)
        for other in named[1:]:
            if other in self._window.stories and other != grown.id:
                grown = self._merge(grown, self._window.stories[other])
        while nearest := self._nearest(grown.total, grown):
            grown = self._merge(grown, nearest)
        self.story_of[entry.id] = grown.id
        self._note(entry.canonical, time, grown.id)

    def _by_address(self, entry: Entry, time: float) -> Iterator[int]:
        """The stories of entries at the same address, or at one that a social entry links to."""
        links = entry.links if entry.network else ()
        for address in dict.fromkeys((entry.canonical, *links)):
            for when, story in reversed(self._addresses.get(address, ())):
                if abs(time - when) <= WINDOW.total_seconds():
                    yield self.kept(story)
                    break

    def _by_words(self, vector: Vector, time: float) -> int:
        """The nearest story, 0 if none is near enough."""
        alone = Open(0)
        alone.add(vector, time, time)
        nearest = self._nearest(vector, alone)
        return nearest.id if nearest else 0

    def _nearest(self, vector: Vector, story: Open) -> Open | None:
        """The story most like this one, of those that are near enough to be the same."""
        best, found = _NEAR, None
        for other in self._window.near(vector, story.first, story.last):
            if other.id != story.id and (value := likeness(story, other)) >= best:
                best, found = value, other
        return found

    def _merge(self, one: Open, other: Open) -> Open:
        """Make one story of two; the older id stays."""
        kept, gone = (one, other) if one.id < other.id else (other, one)
        self._window.merge(gone, kept)
        self.alias[gone.id] = kept.id
        return kept

    def _note(self, address: str, time: float, story: int) -> None:
        """Remember where a story was told."""
        if address:
            self._addresses[address].append((time, story))


def likeness(one: Open, other: Open) -> float:
    """How much two stories tell the same, 0 to 1.

    The mean cosine between their entries (average link), raised for stories whose own entries
    differ among themselves as much (the cosine of the sums): many tellings of one event do.
    """
    product = dot(one.total, other.total)
    if product <= 0:
        return 0.0
    average = product / (one.size * other.size)
    cosine = product / (one.norm * other.norm)
    return float(average ** (1 - _BLEND) * cosine**_BLEND)


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
