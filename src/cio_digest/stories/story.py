"""An open story: what its entries say in sum, when and by whom, and as bytes between two runs."""

from __future__ import annotations

import struct
from math import sqrt
from operator import mul
from typing import TYPE_CHECKING, NamedTuple
from zlib import crc32

from cio_digest.stories import columns

if TYPE_CHECKING:
    from array import array
    from collections.abc import Set as AbstractSet

    from cio_digest.stories.rarity import Rarity, Vector

_FORMAT = 2
_HEADS = {1: struct.Struct("<BIddddHH"), 2: struct.Struct("<BIddddHHH")}  # 1 knew no languages
_WORDS = 64
_TELLERS = 512


class OpenStory:
    """A story that may still grow: its entries' vectors in sum, their times and tellers.

    Times are seconds since 1970; ``middle`` is the mean of the entries' times. ``square`` is the
    sum's length, squared. What was kept of a story is weighed when its ``total`` is asked for: of
    most stories that an entry is compared with, ``words`` tell that they are others. A teller's
    CRC-32 stands for its name, a language's code for it as a number; entries whose language is not
    known count for none.
    """

    __slots__ = (
        "_kept",
        "_total",
        "first",
        "id",
        "languages",
        "last",
        "middle",
        "size",
        "square",
        "tellers",
    )

    def __init__(self, story: int) -> None:
        self.id = story
        self.size = 0
        self.first, self.last, self.middle = float("inf"), float("-inf"), 0.0
        self.square = 0.0
        self._total: Vector = {}
        self._kept: _KeptSum | None = None
        self.tellers: dict[int, int] = {}
        self.languages: dict[int, int] = {}

    def extend(self, other: OpenStory) -> None:
        """Take in all of another story."""
        total = self.total
        size = self.size + other.size
        self.middle = (self.middle * self.size + other.middle * other.size) / size
        self.size = size
        self.first, self.last = min(self.first, other.first), max(self.last, other.last)
        for teller, count in other.tellers.items():
            self.tellers[teller] = self.tellers.get(teller, 0) + count
        for language, count in other.languages.items():
            self.languages[language] = self.languages.get(language, 0) + count
        for word, value in other.total.items():
            before = total.get(word, 0.0)
            total[word] = before + value
            self.square += (before + before + value) * value

    @property
    def total(self) -> Vector:
        """The sum of the entries' vectors."""
        if self._kept:
            self._total, self._kept = self._kept.weighed(self.square), None
        return self._total

    @total.setter
    def total(self, total: Vector) -> None:
        self._total, self._kept = total, None

    @property
    def words(self) -> AbstractSet[int]:
        """The words of the sum."""
        return self._kept.words if self._kept else self._total.keys()

    def shares(self, other: OpenStory) -> AbstractSet[int]:
        """The words that both have; this one is weighed for it, the other not."""
        if other._kept:
            return other._kept.words.intersection(self.total)
        return self.total.keys() & other.total.keys()

    @property
    def norm(self) -> float:
        """The length of the sum."""
        return sqrt(self.square)


class _KeptSum(NamedTuple):
    """A sum as it was kept: words, a column of them, values without rarity, and rarity by now."""

    words: frozenset[int]
    column: array[int]
    values: bytes
    rarity: Rarity

    def weighed(self, square: float) -> Vector:
        """The sum, as long as it was: how alike entries are among themselves has not changed."""
        ordered = self.column.tolist()
        rare = map(self.rarity.of.__getitem__, ordered)
        values = [*map(mul, columns.read_floats(self.values), rare)]
        scale = sqrt(square / (sum(map(mul, values, values)) or 1.0))
        return dict(zip(ordered, [value * scale for value in values], strict=True))


def alone(story: int, time: float, teller: str, vector: Vector, language: str = "") -> OpenStory:
    """A story of one entry."""
    opened = OpenStory(story)
    opened.size = 1
    opened.first = opened.last = opened.middle = time
    opened.square = 1.0 if vector else 0.0
    opened.total = dict(vector)
    opened.tellers = {crc32(teller.encode()): 1}
    opened.languages = {int.from_bytes(language.encode(), "big"): 1} if language else {}
    return opened


def keep(story: OpenStory, rarity: Rarity) -> bytes:
    """About a kilobyte: a head, words and their values, tellers and their counts.

    Values are kept without rarity, which will have changed when they are read.
    """
    total = story.total
    words = sorted(total, key=total.__getitem__, reverse=True)[:_WORDS]
    tellers = dict(list(story.tellers.items())[-_TELLERS:])
    tells = [total[word] / (rarity.of[word] or 1.0) for word in words]
    times = (story.first, story.last, story.middle)
    lengths = (len(words), len(tellers), len(story.languages))
    head = _HEADS[_FORMAT].pack(_FORMAT, story.size, *times, story.square, *lengths)
    said = columns.integers(words) + columns.floats(tells)
    return head + said + _counts(tellers) + _counts(story.languages)


def read(story: int, data: bytes, rarity: Rarity) -> OpenStory:
    """What ``keep`` gave, words as rare as they are by now; no words if in another format."""
    opened = OpenStory(story)
    if not data or data[0] not in _HEADS:
        return opened
    head = _HEADS[data[0]]
    _, opened.size, *times, opened.square, words, tellers = _HEADS[1].unpack_from(data)
    opened.first, opened.last, opened.middle = times
    middle, end = head.size + 4 * words, head.size + 8 * words
    column = columns.read_integers(data[head.size : middle])
    opened._kept = _KeptSum(frozenset(column), column, data[middle:end], rarity)  # noqa: SLF001
    counts = columns.read_integers(data[end:])
    opened.tellers = dict(zip(counts[:tellers], counts[tellers : 2 * tellers], strict=True))
    languages = counts[2 * tellers :]  # what is left, of which an earlier format had none
    if languages:
        known = len(languages) // 2
        opened.languages = dict(zip(languages[:known], languages[known:], strict=True))
    return opened


def _counts(counts: dict[int, int]) -> bytes:
    return columns.integers(counts) + columns.integers(counts.values())
