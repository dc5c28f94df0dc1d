"""Turns fingerprints into vectors: a word weighs as much as it is rare.

Rarity (inverse document frequency) is counted over the last entries that came in, older ones
fading, and is kept from run to run instead of being counted again. While there are few, words
count as if English at large had come before them: a first morning clusters as a later one does.
The archives that new feeds bring along count as a few hundred entries at most, for rarity is asked
of what is in the news.
A word that only one entry has says little of how alike it is to others: it counts less.
"""

from __future__ import annotations

import struct
from collections import Counter, defaultdict
from functools import cache
from itertools import chain
from math import exp, log, sqrt
from operator import mul
from typing import TYPE_CHECKING

from cio_digest.stories import columns
from cio_digest.stories.fingerprints import number
from cio_digest.text import frequency

if TYPE_CHECKING:
    from array import array
    from collections.abc import Sequence

    from cio_digest.stories.fingerprints import Fingerprint

Vector = dict[int, float]

_ONLY = 0.3  # how much a word counts that no other entry has: it is in common with none
_SCARCE = 3  # entries at most that have a word which hardly any has
_LEARNT = 1_000  # entries from which a store knows which words these are
_BACKGROUND = 250  # entries that stand for English at large, as long as fewer have come in
_ARCHIVE = 300  # entries that an archive counts as at most
_LENGTH = 60  # words of such an entry
_SAMPLE = 20_000  # entries that count at one time
_HEAVY = 3.0  # weight of an entry from which the counts are brought down again
_FORGOTTEN = 0.3  # entries: what counts for less by then is forgotten
_HEAD = struct.Struct("<dd")


class Rarity:
    """How many of the last entries have each word.

    Older entries fade: instead of making all counts smaller at each run, what comes in weighs more
    (``weight``, that of the newest entry; ``total``, of all entries together). ``of`` has for every
    word the logarithm of how rare it is.
    """

    def __init__(
        self, counts: dict[int, float] | None = None, total: float = 0.0, weight: float = 1.0
    ) -> None:
        self._counts = counts or {}
        self._total = total
        self._weight = weight
        self.of = _Logarithms(self._counts, total, weight)
        self.learnt = self.of.learnt  # 0 to 1: how far it is known which words are nobody else's
        self.rarest = self.of.rarest  # how rare a word is that one entry has

    def __contains__(self, word: int) -> bool:
        """Whether a word was seen, and lately enough to be remembered."""
        return word in self._counts

    def scarce(self, word: int) -> bool:
        """Whether hardly any of the last entries has a word."""
        return self._counts.get(word, 0.0) <= _SCARCE * self._weight

    def seen(self, prints: Sequence[Fingerprint]) -> Rarity:
        """The same after more entries have come in."""
        counts, total, weight = self._renewed()
        room = max(1, _SAMPLE - len(prints))
        weight = max(weight, total / room)
        for word, count in Counter(chain.from_iterable(each.words for each in prints)).items():
            counts[word] = counts.get(word, 0.0) + count * weight
        return Rarity(counts, total + len(prints) * weight, weight)

    def against(self, archive: Rarity) -> Rarity:
        """The same with the words of an archive behind them, which was no news when it came in.

        All of it counts as a few hundred entries. In full, it would make rare, and so one event,
        whoever is in all of a morning's news and in little that was written before.
        """
        if not archive._total:
            return self
        counts, total, weight = self._renewed()
        share = weight * min(1.0, _ARCHIVE / archive._total)
        least = weight * _FORGOTTEN
        for word, count in archive._counts.items():
            if word in counts or count * share >= least:
                counts[word] = counts.get(word, 0.0) + count * share
        return Rarity(counts, total + archive._total * share, weight)

    def _renewed(self) -> tuple[dict[int, float], float, float]:
        """Counts, total and weight; the weight is one again, and rare words gone, now and then."""
        heavy = self._weight
        if heavy < _HEAVY:
            return dict(self._counts), self._total, heavy
        least = heavy * _FORGOTTEN
        counts = {word: count / heavy for word, count in self._counts.items() if count >= least}
        return counts, self._total / heavy, 1.0

    def vector(self, fingerprint: Fingerprint) -> Vector:
        """A fingerprint as a vector of length one."""
        words = fingerprint.words.tolist()
        values = [*map(mul, fingerprint.weights, map(self.of.__getitem__, words))]
        length = sqrt(sum(map(mul, values, values)))
        if not length:
            return {}
        pairs = zip(words, values, strict=True)
        return {word: value / length for word, value in pairs if value}

    def kept(self) -> bytes:
        """Total and weight, then all words, then all counts."""
        head = _HEAD.pack(self._total, self._weight)
        return head + columns.integers(self._counts) + columns.floats(self._counts.values())


class _Logarithms(dict[int, float]):
    """The weight of each word for being rare, computed when it is first needed."""

    def __init__(self, counts: dict[int, float], total: float, once: float) -> None:
        super().__init__()
        self._counts, self._total, self._once = counts, total + once / 2, once
        self.learnt = min(1.0, self._total / (_LEARNT * once))
        self._missing = max(0.0, _BACKGROUND * once - self._total)
        self._every = self._total + self._missing
        self.rarest = log(self._every / once)

    def __missing__(self, word: int) -> float:
        seen, once = self._counts.get(word, 0.0), self._once
        seen = max(seen, once)
        if self._missing:
            seen += self._missing * _usual().get(word, 0.0)
        value = log(self._every / seen)
        if value <= 0.0:
            value = 0.0
        elif (alone := 2 - seen / once) > 0.0:
            value *= 1 - alone * self.learnt * (1 - _ONLY)
        self[word] = value
        return value


@cache
def _usual() -> dict[int, float]:
    """The share of entries that have a word, for common English words by their hashes."""
    expected: dict[int, float] = defaultdict(float)  # how often in an entry
    for term, zipf in frequency.table().items():
        expected[number(term)] += _LENGTH * 10 ** (zipf - 9)
    return {word: 1 - exp(-times) for word, times in expected.items()}


def read(data: bytes) -> Rarity:
    """What ``Rarity.kept`` gave; nothing was seen where there are no bytes."""
    if not data:
        return Rarity()
    words, counts = _columns(data)
    return Rarity(dict(zip(words, counts, strict=True)), *_HEAD.unpack_from(data))


def read_weights(data: bytes) -> Rarity:
    """The same for weighing words (``of``), by no more than the few that several entries have.

    A word that one entry has weighs as one that none has.
    """
    if not data:
        return Rarity()
    words, counts = _columns(data)
    total, weight = _HEAD.unpack_from(data)
    several = {word: seen for word, seen in zip(words, counts, strict=True) if seen > weight}
    return Rarity(several, total, weight)


def _columns(data: bytes) -> tuple[array[int], array[float]]:
    """The words, and how many entries have each."""
    middle = _HEAD.size + (len(data) - _HEAD.size) // 2
    return columns.read_integers(data[_HEAD.size : middle]), columns.read_floats(data[middle:])
