"""Gives each new entry its story: by address, by words, else a story of its own.

Works through new entries in order of time, against stories that stay open for four days after
their last entry. An entry joins the story most like it; a story that grew may turn out to be one
with another, and then the older id stays (agglomerative clustering, done online).
"""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, NamedTuple
from zlib import crc32

from cio_digest.stories import advisories, corrections, headlines, moulds, subjects
from cio_digest.stories.draft import ADDRESSES, listings, places
from cio_digest.stories.likeness import AGAIN, likeness, overlap, repeated, slight
from cio_digest.stories.nearby import WINDOW
from cio_digest.stories.story import alone, keep, read
from cio_digest.stories.subjects import Report
from cio_digest.stories.window import OpenStories
from cio_digest.text.speakers import CATALOGUES

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping, Sequence

    from cio_digest.stories.draft import Draft
    from cio_digest.stories.nearby import Traces
    from cio_digest.stories.rarity import Rarity
    from cio_digest.stories.story import OpenStory

_SAME = 0.205  # likeness from which two tellings are one event
_SURELY = 0.65  # the same, even if two names are all that they share: most of what both say
_ONE_SOURCE = 0.5  # share of pairs of their reports that one source told
_NEW = 0.015  # less, as long as words that nobody else has count in full
_DATED = 788918400.0  # 1995: an entry without a time tells no event, for its words mean none
_APART = {crc32(name.encode()) for name in CATALOGUES}  # as stories keep their tellers
_OTHER = 0.03  # overlap under which an entry shares other words with another story
TITLES = 3  # of a story that say whom it is about: more would say the same
_FEWEST = 4  # words and pairs: a shorter title ("Photo", "Open thread") tells no event


class Known(NamedTuple):
    """The stories of earlier runs that may grow: as they were kept, and titles with their texts."""

    open: Mapping[int, bytes]
    headlines: Mapping[int, Sequence[tuple[str, str]]]


class Assignments(NamedTuple):
    """What a run decided.

    ``stories``: entry id to story id, for every new entry. ``merged``: pairs of a story id that is
    an alias from now on and the one that it stands for. ``open``: what to keep of each story that
    grew, for the next run.
    """

    stories: dict[int, int]
    merged: tuple[tuple[int, int], ...]
    open: dict[int, bytes]


def assign(new: Sequence[Draft], rarity: Rarity, traces: Traces, known: Known) -> Assignments:
    """Decide the stories of new entries.

    Args:
        new: drafts of entries with ids, in any order.
        rarity: how rare each word is.
        traces: the clues that known entries left.
        known: the stories that are ``nearby``.
    """
    run = _Run(new, rarity, traces, known)
    for draft in sorted(new, key=lambda draft: (draft.time, draft.id)):
        run.place(draft)
    stories = {entry: run.kept(story) for entry, story in run.story_of.items()}
    merged = tuple((gone, run.kept(gone)) for gone in run.alias)
    grown = {key: keep(run.stories[key], rarity) for key in sorted({*stories.values()})}
    return Assignments(stories, merged, grown)


class _Run:
    """One run over new entries: the open stories, their addresses, and what was decided."""

    def __init__(self, new: Sequence[Draft], rarity: Rarity, traces: Traces, known: Known) -> None:
        self.stories = {key: read(key, value, rarity) for key, value in known.open.items()}
        self._rarity = rarity
        self._same = _SAME - _NEW * (1 - rarity.learnt)
        self._listings = listings(new)
        # By story what its new entries stood beside: two of one document tell no one story there.
        self._beside = moulds.shared(new)
        # By story the numbers of advisories in its titles.
        titles = [(each.id, each.title) for each in new]
        titles += [(story, title) for story, told in known.headlines.items() for title, _ in told]
        self._numbers = _numbers(titles)
        self._window = OpenStories(WINDOW.total_seconds(), self.stories)
        self._addresses: dict[int, list[tuple[float, int]]] = defaultdict(list)
        # The latest at the end, from where they are taken when their time has come.
        self._traces = self._recalled(traces, min((draft.time for draft in new), default=0.0))
        self._titled: dict[int, list[Report]] = defaultdict(list)  # by story
        for story, told in known.headlines.items():
            self._titled[story] = [Report(*each) for each in told]
        self.story_of: dict[int, int] = {}
        self.alias: dict[int, int] = {}

    def kept(self, story: int) -> int:
        """The story that a story id stands for now."""
        while story in self.alias:
            story = self.alias[story]
        return story

    def place(self, draft: Draft) -> None:
        """Find the story of a new entry, and see whether that makes two stories one."""
        self._recall(draft.time + WINDOW.total_seconds())
        told = alone(draft.id, draft.time, draft.teller, draft.vector, draft.language)
        if draft.spot and draft.page in self._listings:
            self._beside[draft.id].add((draft.spot, draft.seen, 0, 0, 0))
        series = self._earlier(draft)
        if corrections.corrects(draft.title):  # news to who was told otherwise by an earlier digest
            near = self._window.near(told)
            series |= {other.id for other in near if draft.time - other.first > AGAIN}
        if draft.title:
            self._titled[draft.id].append(Report(draft.title, draft.said))
        story = self._copied(draft) or self._by_address(draft) or self._by_words(told, series)
        told.id = story or draft.id
        grown = self._window.add(told)
        self._take(grown.id, draft.id)
        while story and (other := self._nearest(grown, series)):
            grown = self._merge(grown, other)
        self.story_of[draft.id] = grown.id
        for place in places(draft):
            self._addresses[place].append((draft.time, grown.id))

    def _recalled(self, traces: Traces, first: float) -> list[tuple[int, int, int]]:
        """Take in the traces that the first entry may meet, nearly all; gives the later ones."""
        until = first + WINDOW.total_seconds()
        later = []
        for clue, found in traces.items():
            known = sorted(found)
            if known[-1][0] > until:
                later += [(when, story, clue) for when, story in known if when > until]
                known = [each for each in known if each[0] <= until]
            if clue >= ADDRESSES:
                self._addresses[clue].extend(known)
            else:
                self._window.recall(clue, (story for _, story in known))
        return sorted(later, reverse=True)

    def _recall(self, until: float) -> None:
        """Take in the traces up to a time: what a word was used for last is looked up."""
        while self._traces and self._traces[-1][0] <= until:
            when, story, clue = self._traces.pop()
            story = self.kept(story)
            if clue >= ADDRESSES:
                self._addresses[clue].append((when, story))
            else:
                self._window.recall(clue, (story,))

    def _copied(self, new: Draft) -> int:
        """The story of the same entry, which its source has told before."""
        return max((s for mark in new.copies for s in self._told_at(mark, new.time)), default=0)

    def _by_address(self, new: Draft) -> int:
        """The story told at the same address, or at the ones that a social entry links to.

        An address where one source tells several entries (a changelog, the page of a daily
        programme) is no article's own, and a post that links to several stories is a round-up:
        they tell none of them. What a catalogue says of a page is a story of its own.
        """
        if new.teller in CATALOGUES or self._told_at(new.spot, new.time):
            return 0
        for addresses in ((new.page,), new.links):
            own = (place for place in addresses if place not in self._listings)
            stories = {story for place in own for story in self._told_at(place, new.time)}
            if len(stories) == 1:
                return stories.pop()
        return 0

    def _told_at(self, place: int, time: float) -> set[int]:
        found = self._addresses.get(place, ()) if place else ()
        span = WINDOW.total_seconds()
        return {self.kept(story) for when, story in found if abs(time - when) <= span}

    def _earlier(self, new: Draft) -> set[int]:
        """The stories of the earlier issues of a series: what a source calls the same again."""
        found = [told for mark in new.series for told in self._addresses.get(mark, ())]
        return {self.kept(story) for when, story in found if abs(new.time - when) > AGAIN}

    def _by_words(self, story: OpenStory, without: Collection[int]) -> int:
        """The story most like a new entry, 0 if none is like enough; ``without`` these."""
        nearest = self._nearest(story, without)
        if nearest and self._rounds_up(story, nearest):
            story.total = {}  # it tells no event, now or later
            return 0
        return nearest.id if nearest else 0

    def _rounds_up(self, new: OpenStory, nearest: OpenStory) -> bool:
        """Whether a new entry tells another story as well, in other words than the nearest."""
        return any(
            likeness(new, other, self._same) >= self._same
            and overlap(new.total, nearest.total, other.total) < _OTHER
            for other in self._window.near(new)
            if other is not nearest and not _listed(other)
        )

    def _nearest(self, story: OpenStory, without: Collection[int]) -> OpenStory | None:
        """The story most like this one, if one is like enough to be the same."""
        best, found = self._same, None
        tells = story.first >= _DATED and len(story.total) >= _FEWEST and not _listed(story)
        beside, numbers = self._beside.get(story.id, set()), self._numbers.get(story.id)
        for other in self._window.near(story) if tells else ():
            if other.id in without:
                continue
            if beside and not beside.isdisjoint(self._beside.get(other.id, ())):
                continue
            if numbers and advisories.differ(numbers, self._numbers.get(other.id, numbers)):
                continue
            if len(other.words) < _FEWEST or (value := likeness(story, other, best)) < best:
                continue
            if value < _SURELY and slight(story.total, other.total, self._rarity):
                continue
            if value < _SURELY and self._unrelated(story, other):
                continue
            if not _listed(other) and not self._opposed(story, other):
                best, found = value, other
        return found

    def _unrelated(self, story: OpenStory, other: OpenStory) -> bool:
        """Whether one source told them, and neither has what a headline of the other says."""
        if repeated(story, other) < _ONE_SOURCE:
            return False
        ours, theirs = self._titles(story.id), self._titles(other.id)
        known = headlines.told(ours, story.total, other.total)
        return not known and not headlines.told(theirs, other.total, story.total)

    def _titles(self, story: int) -> list[str]:
        return [report.title for report in self._titled.get(story, [])[:TITLES]]

    def _opposed(self, story: OpenStory, other: OpenStory) -> bool:
        """Whether their headlines say the same of two names: two events."""
        return any(
            subjects.opposed(ours, theirs, story.words, other.words)
            for ours in self._titled.get(story.id, [])[:TITLES]
            for theirs in self._titled.get(other.id, [])[:TITLES]
        )

    def _merge(self, one: OpenStory, other: OpenStory) -> OpenStory:
        """Make one story of two; the older id stays."""
        kept, gone = (one, other) if one.id < other.id else (other, one)
        self.alias[gone.id] = kept.id
        self._take(kept.id, gone.id)
        return self._window.merge(gone, kept)

    def _take(self, story: int, gone: int) -> None:
        """What keeps a story from others counts for the one that it is part of from now on."""
        if story != gone:
            self._beside[story] |= self._beside.pop(gone, set())
            self._titled[story] += self._titled.pop(gone, [])
            if numbers := self._numbers.pop(gone, None):
                self._numbers[story] = numbers | self._numbers.get(story, frozenset())


def _numbers(titles: Iterable[tuple[int, str]]) -> dict[int, frozenset[str]]:
    """The numbers of advisories in the titles of each story that has any."""
    numbers: dict[int, frozenset[str]] = defaultdict(frozenset)
    for story, title in titles:
        if named := advisories.numbers(title):
            numbers[story] |= named
    return dict(numbers)


def _listed(story: OpenStory) -> bool:
    """Whether a catalogue tells the story, which is then told by no words but its own."""
    return not _APART.isdisjoint(story.tellers)
