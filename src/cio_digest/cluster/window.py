"""Holds the stories that are still open, and finds the ones an entry may belong to.

A story is the sum of its entries' word vectors. Every word weighs as much as it is rare in the
window (inverse document frequency) and an entry's vector has length one.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from heapq import nlargest
from itertools import islice
from math import log, sqrt

from cio_digest.cluster.fingerprint import Fingerprint

Vector = dict[int, float]

_KEYS = 12  # an entry is looked up by its most telling words
_POSTINGS = 64  # and each of them by the stories that used it last
_CANDIDATES = 20


class Rarity:
    """How much each word of a window says: the logarithm of how few entries have it."""

    def __init__(self, prints: Iterable[Fingerprint]) -> None:
        self._seen: Counter[int] = Counter()
        self._total = 0
        for each in prints:
            self._seen.update(each.words)
            self._total += 1

    def vector(self, fingerprint: Fingerprint) -> Vector:
        """A fingerprint as a vector of length one."""
        vector = {}
        for word, weight in zip(fingerprint.words, fingerprint.weights, strict=True):
            vector[word] = weight * log((self._total + 0.5) / (self._seen[word] or 1))
        length = sqrt(sum(value * value for value in vector.values()))
        return {word: value / length for word, value in vector.items()} if length > 0 else {}


class Open:
    """An open story: its entries' vectors in sum. Times are seconds since 1970."""

    __slots__ = ("first", "id", "last", "norm", "size", "total")

    def __init__(self, story: int) -> None:
        self.id = story
        self.size = 0
        self.total: Vector = {}
        self.norm = 0.0
        self.first = float("inf")
        self.last = float("-inf")

    def add(self, vector: Vector, first: float, last: float, size: int = 1) -> None:
        """Take in an entry, or a whole story."""
        for word, value in vector.items():
            self.total[word] = self.total.get(word, 0.0) + value
        self.norm = sqrt(sum(value * value for value in self.total.values()))
        self.size += size
        self.first = min(self.first, first)
        self.last = max(self.last, last)


class Window:
    """The open stories with an index of their words. ``span`` in seconds."""

    def __init__(self, span: float) -> None:
        self._span = span
        # Word to stories, the one that used it last at the end (a dict serves as an ordered set).
        self._index: dict[int, dict[int, Open]] = defaultdict(dict)
        self.stories: dict[int, Open] = {}

    def add(self, story: int, vector: Vector, time: float) -> Open:
        """Put an entry into a story, opening it if need be."""
        found = self.stories.get(story) or self.stories.setdefault(story, Open(story))
        found.add(vector, time, time)
        self._post(found, vector)
        return found

    def merge(self, gone: Open, kept: Open) -> None:
        """Put a whole story into another."""
        kept.add(gone.total, gone.first, gone.last, gone.size)
        self._post(kept, gone.total)
        for word in gone.total:
            self._index[word].pop(gone.id, None)
        del self.stories[gone.id]

    def near(self, vector: Vector, first: float, last: float) -> Iterator[Open]:
        """The open stories that share the most telling words, the likeliest first."""
        scores: dict[int, float] = defaultdict(float)
        for word in nlargest(_KEYS, vector, key=vector.__getitem__):
            for story in islice(reversed(self._index.get(word, {}).values()), _POSTINGS):
                if last >= story.first - self._span and first <= story.last + self._span:
                    scores[story.id] += vector[word] * story.total[word] / story.size
        for number in nlargest(_CANDIDATES, scores, key=scores.__getitem__):
            yield self.stories[number]

    def _post(self, story: Open, vector: Vector) -> None:
        for word in vector:
            posting = self._index[word]
            posting.pop(story.id, None)
            posting[story.id] = story


def dot(one: Vector, other: Vector) -> float:
    """The inner product of two sparse vectors."""
    small, large = (one, other) if len(one) < len(other) else (other, one)
    return sum(value * large[word] for word, value in small.items() if word in large)
