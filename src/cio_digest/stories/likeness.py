"""Turns two stories into how likely they tell one event: by words, times and tellers."""

from __future__ import annotations

from heapq import nlargest
from math import sqrt
from typing import TYPE_CHECKING

from cio_digest.stories.fingerprints import translated

if TYPE_CHECKING:
    from collections.abc import Collection

    from cio_digest.stories.rarity import Rarity, Vector
    from cio_digest.stories.story import OpenStory

_COHESION = 0.8  # how much the likeness of the sums counts beside the mean likeness of entries
_CROSSING = 0.9  # of a title that can stand in another language: names, figures, common words
_WORDED = 0.5  # of a title with its text, which has more words that can't
_COMMON = 0.5  # what common words may say of two languages, against names and figures
_TEXT = 24  # words and pairs: more than most titles have
_ALONE = 0.7  # what one shared word may say, against all others that two entries share
_SURER = 1.4  # times as much at most, where many tellings have it: a name is in many affairs
_NAME = 2  # words of one
_MOSTLY = 0.9  # of all that two stories share
_HALF_LIFE = 86400.0  # seconds apart that make two tellings half as likely the same
_ROUNDED = 1 - 1e-9  # two ways to one sum may differ by as much
_COPY = 0.8  # likeness from which one text is a copy of the other, whenever it came
_REPEAT = 0.8  # a source seldom tells an event twice
AGAIN = 43200.0  # seconds from which what a source says again is the next of a series


def likeness(one: OpenStory, other: OpenStory, least: float = 0.0) -> float:
    """How much two stories tell the same, 0 to 1; 0 where a glance tells that it is not ``least``.

    The mean cosine between their entries (average link) with the cosine of their sums: the more
    tellings a story has, the more surely the words they share are its event's and the rest noise.
    Not so within one source, where they may as well be its template. One shared word is no event,
    however rare it is: it says little more than the others that are shared (``_ALONE``), and a bit
    more where many tellings have it. Two stories that grew hours apart are rather two events than
    one whose reports never met: time between them counts the more. Of two languages names, figures
    and common words of news are compared: they are as alike as these are among all words that could
    be the same, and common words say no more than ``_COMMON`` times what the others do.
    """
    common = one.shares(other)
    if len(common) < 2:
        return 0.0
    few = float(min(one.size, other.size))
    apart = abs(one.middle - other.middle)
    late = (0.5 / few) ** (apart / _HALF_LIFE)
    pairs, norms = one.size * other.size, one.norm * other.norm
    abroad = _abroad(one, other)
    comparable = 1 - abroad * (1 - _crossing(one, other)) if abroad else 1.0
    # Copies are alike whenever they came, all others the less the farther apart.
    alike = _COPY if least >= _COPY * late else least / late
    if not _may_share(one, other, common, alike * min(pairs, norms) * comparable * _ROUNDED):
        return 0.0
    product = shared(one.total, other.total, _ALONE * min(sqrt(pairs), _SURER))
    if abroad:
        borne = _borne_out(one.total, other.total)
        product = min(product, abroad * borne + (1 - abroad) * product)
    if product <= 0:
        return 0.0
    average = product / pairs / comparable
    cosine = min(product / norms / comparable, 1.0)
    again = repeated(one, other)
    cohesion = _COHESION * (1 - again)
    alike = average ** (1 - cohesion) * cosine**cohesion
    if alike >= _COPY and not again:
        return float(alike)
    if alike >= _COPY and again > 0.5 and apart > AGAIN:
        return 0.0
    return float(alike * late * _REPEAT**again)


def _may_share(one: OpenStory, other: OpenStory, common: Collection[int], enough: float) -> bool:
    """Whether the inner product of two stories with these words in common may be so much.

    By Cauchy and Schwarz's inequality where that tells, for which the other need not be weighed.
    """
    ours = one.total
    square = sum([(value := ours[word]) * value for word in common])
    if sqrt(square * other.square) < enough:
        return False
    theirs = other.total
    return sum([ours[word] * theirs[word] for word in common]) >= enough


def _abroad(one: OpenStory, other: OpenStory) -> float:
    """The share of pairs of entries that are known to be in different languages."""
    if not one.languages or not other.languages:
        return 0.0
    known = sum(one.languages.values()) * sum(other.languages.values())
    same = sum(count * other.languages.get(code, 0) for code, count in one.languages.items())
    return (known - same) / (one.size * other.size)


def _borne_out(one: Vector, other: Vector) -> float:
    """What two stories share, no more of it in translated words than names and figures bear out.

    An attack on a hospital is told in the same words wherever it is.
    """
    small, large = (one, other) if len(one) < len(other) else (other, one)
    products = {word: value * large[word] for word, value in small.items() if word in large}
    common = sum(products[word] for word in products.keys() & translated())
    others = sum(products[word] for word in products.keys() - translated())
    return others + min(common, _COMMON * others)


def _crossing(one: OpenStory, other: OpenStory) -> float:
    """How much of two stories can be in common if they are told in different languages."""
    told = min(len(one.words), len(other.words))
    return _WORDED if told > _TEXT and min(one.size, other.size) == 1 else _CROSSING


def repeated(one: OpenStory, other: OpenStory) -> float:
    """The share of pairs of entries that have the same teller."""
    few, many = (one, other) if len(one.tellers) < len(other.tellers) else (other, one)
    pairs = sum(count * many.tellers.get(teller, 0) for teller, count in few.tellers.items())
    return pairs / (one.size * other.size)


def shared(one: Vector, other: Vector, alone: float) -> float:
    """The inner product of two sparse vectors, no addend above ``alone`` times all others."""
    small, large = (one, other) if len(one) < len(other) else (other, one)
    products = [value * large[word] for word, value in small.items() if word in large]
    if not products:
        return 0.0
    most = max(products)
    others = sum(products) - most
    return others + min(most, alone * others)


def slight(one: Vector, other: Vector, rarity: Rarity) -> bool:
    """Whether all that two stories share is two words that hardly any entry has.

    A name, or a vendor and its product, is in the news for more than one thing.
    """
    small, large = (one, other) if len(one) < len(other) else (other, one)
    products = {word: value * large[word] for word, value in small.items() if word in large}
    name = nlargest(_NAME, products, key=products.__getitem__)
    said = sum(products[word] for word in name)
    return said >= _MOSTLY * sum(products.values()) and all(map(rarity.scarce, name))


def overlap(new: Vector, one: Vector, other: Vector) -> float:
    """How far what an entry shares with two stories is the same, 0 to 1.

    0 where it shares other words with each, as a round-up of several affairs does.
    """
    shares = [_shares(new, story) for story in (one, other)]
    return sum(min(share, shares[1].get(word, 0.0)) for word, share in shares[0].items())


def _shares(new: Vector, story: Vector) -> Vector:
    """The share of each word in what an entry and a story have in common."""
    products = {word: value * story[word] for word, value in new.items() if word in story}
    total = sum(products.values())
    return {word: product / total for word, product in products.items()} if total else {}
