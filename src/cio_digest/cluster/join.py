"""Gives each new entry its story: by address, by words, else a story of its own.

Works through new entries in order of time, against stories that stay open for four days after
their last entry. An entry joins the story most like it; a story that grew may turn out to be one
with another, and then the older id stays (agglomerative clustering, done online).
"""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, NamedTuple

from cio_digest.cluster.draft import keywords
from cio_digest.cluster.fingerprints import read
from cio_digest.cluster.likeness import likeness
from cio_digest.cluster.nearby import WINDOW
from cio_digest.cluster.window import Open, Window, alone

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from datetime import datetime

    from cio_digest.cluster.draft import Draft, Member
    from cio_digest.cluster.rarity import Rarity

_SAME = 0.20  # likeness from which two tellings are one event
_DATED = 788918400.0  # 1995: an entry without a time tells no event, for its words mean none
_FEWEST = 4  # words and pairs: a shorter title ("Photo", "Open thread") tells no event


class Assignments(NamedTuple):
    """What a run decided.

    ``stories``: entry id to story id, for every new entry. ``merged``: pairs of a story id that is
    an alias from now on and the one that it stands for.
    """

    stories: dict[int, int]
    merged: tuple[tuple[int, int], ...]


def assign(new: Sequence[Draft], known: Iterable[Member], rarity: Rarity) -> Assignments:
    """Decide the stories of new entries.

    An entry that already has a story (an update) keeps it.

    Args:
        new: drafts of entries with ids, in any order.
        known: the members of the stories that are ``nearby``.
        rarity: how rare each word is.
    """
    fresh = {draft.member.id for draft in new}
    run = _Run([each for each in known if each.id not in fresh], new, rarity)
    for draft in sorted(new, key=lambda draft: _order(draft.member)):
        run.place(draft)
    stories = {entry: run.kept(story) for entry, story in run.story_of.items()}
    return Assignments(stories, tuple((gone, run.kept(gone)) for gone in run.alias))


class _Run:
    """One run over new entries: the open stories, their addresses, and what was decided."""

    def __init__(self, old: Sequence[Member], new: Sequence[Draft], rarity: Rarity) -> None:
        self._old = sorted(old, key=_order, reverse=True)
        asked = {word for draft in new for word in keywords(draft.vector)}
        self._window = Window(rarity, WINDOW.total_seconds(), asked)
        fresh = (draft.member for draft in new)
        self._asked = {address for each in fresh for address in (each.canonical, *each.links)}
        self._addresses: dict[str, list[tuple[float, int]]] = defaultdict(list)
        self.story_of: dict[int, int] = {}
        self.alias: dict[int, int] = {}

    def kept(self, story: int) -> int:
        """The story that a story id stands for now."""
        while story in self.alias:
            story = self.alias[story]
        return story

    def place(self, draft: Draft) -> None:
        """Find the story of a new entry, and see whether that makes two stories one."""
        new = draft.member
        self._remember(new.time + WINDOW)
        told = _told(new, new.id)
        told.add(draft.vector)
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
            self._window.remember(_told(each, story), read(each.fingerprint))
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
