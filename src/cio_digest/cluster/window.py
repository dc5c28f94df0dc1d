"""Holds the stories that are still open, and finds the ones that an entry may belong to.

A story is the sum of its entries' word vectors. Sums are made when a story is first looked at: of
a large window most are never needed.
"""

from __future__ import annotations

from collections import defaultdict
from heapq import nlargest
from itertools import islice
from math import sqrt
from typing import TYPE_CHECKING

from cio_digest.cluster.draft import keywords
from cio_digest.cluster.nearby import CANDIDATES, POSTINGS

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from cio_digest.cluster.fingerprints import Fingerprint
    from cio_digest.cluster.rarity import Rarity, Vector


class Open:
    """An open story: its entries' vectors in sum, their times and tellers.

    Times are seconds since 1970; ``middle`` is the mean of the entries' times.
    """

    __slots__ = ("first", "id", "last", "middle", "pending", "size", "square", "tellers", "total")

    def __init__(self, story: int) -> None:
        self.id = story
        self.size = 0
        self.total: Vector = {}
        self.square = 0.0
        self.pending: list[Fingerprint] = []
        self.tellers: dict[str, int] = {}
        self.first, self.last, self.middle = float("inf"), float("-inf"), 0.0

    def extend(self, other: Open) -> None:
        """Take in the times and tellers of another story."""
        size = self.size + other.size
        self.middle = (self.middle * self.size + other.middle * other.size) / size
        self.size = size
        self.first, self.last = min(self.first, other.first), max(self.last, other.last)
        for teller, count in other.tellers.items():
            self.tellers[teller] = self.tellers.get(teller, 0) + count

    def add(self, vector: Vector) -> None:
        """Take in words."""
        total, square = self.total, self.square
        for word, value in vector.items():
            before = total.get(word, 0.0)
            total[word] = before + value
            square += (before + before + value) * value
        self.square = square

    @property
    def norm(self) -> float:
        """The length of the sum."""
        return sqrt(self.square)


def alone(story: int, time: float, teller: str) -> Open:
    """A story of one entry, its words still to come."""
    opened = Open(story)
    opened.size = 1
    opened.first = opened.last = opened.middle = time
    opened.tellers = {teller: 1} if teller else {}
    return opened


class Window:
    """The open stories and an index of their words.

    ``span`` is how long a story stays open, in seconds; ``asked`` are the words that will be looked
    up among the entries that were known before.
    """

    def __init__(self, rarity: Rarity, span: float, asked: set[int]) -> None:
        self._rarity = rarity
        self._span = span
        self._asked = asked
        # Word to stories, the one that used it last at the end (a dict serves as an ordered set).
        self._index: dict[int, dict[int, Open]] = defaultdict(dict)
        self.stories: dict[int, Open] = {}

    def remember(self, told: Open, fingerprint: Fingerprint) -> None:
        """Take in an entry of a known story, in order of time."""
        story = self.stories.setdefault(told.id, told)
        if story is not told:
            story.extend(told)
        story.pending.append(fingerprint)
        self._post(story, self._asked.intersection(fingerprint.words))

    def add(self, told: Open) -> Open:
        """Take in a new entry, into the story with that id."""
        story = self.stories.setdefault(told.id, told)
        if story is not told:
            story.extend(told)
            self._settle(story).add(told.total)
        self._post(story, told.total)
        return story

    def merge(self, gone: Open, kept: Open) -> Open:
        """Put a whole story into another."""
        kept.extend(gone)
        kept.add(gone.total)
        self._post(kept, gone.total)
        for word in gone.total:
            self._index[word].pop(gone.id, None)
        del self.stories[gone.id]
        return kept

    def near(self, told: Open) -> Iterator[Open]:
        """The open stories that share a story's most telling words, the likeliest first."""
        scores: dict[int, float] = defaultdict(float)
        early, late = told.first - self._span, told.last + self._span
        keys = keywords(told.total)
        for word in keys:
            value = told.total[word]
            for story in islice(reversed(self._index.get(word, {}).values()), POSTINGS):
                if story.last < early:
                    break
                if story.first <= late and story is not told:
                    scores[story.id] += value * value
        for number in nlargest(CANDIDATES, scores, key=scores.__getitem__):
            yield self._settle(self.stories[number])

    def _settle(self, story: Open) -> Open:
        """Make up the sum of a story that was only remembered."""
        for fingerprint in story.pending:
            story.add(self._rarity.vector(fingerprint))
        story.pending.clear()
        return story

    def _post(self, story: Open, words: Iterable[int]) -> None:
        for word in words:
            posting = self._index[word]
            if story.id in posting:
                del posting[story.id]
            posting[story.id] = story


def dot(one: Vector, other: Vector) -> float:
    """The inner product of two sparse vectors."""
    small, large = (one, other) if len(one) < len(other) else (other, one)
    return sum([value * large[word] for word, value in small.items() if word in large])
