"""Turns the entries that carry a term into what they have in common.

A term is news when the entries that carry it also share other words that rise: "horigome" comes
with "skateboarding" and "gold", "latest" with anything.
"""

from __future__ import annotations

from collections.abc import Mapping
from math import sqrt
from typing import TYPE_CHECKING, TypeAlias

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Sequence

Vector: TypeAlias = Mapping[str, float]


def coherence(term: str, texts: Sequence[Iterable[str]], weights: Mapping[str, float]) -> float:
    """The mean cosine between the entries by their rising words, those of the term left out."""
    if len(texts) < 2:
        return 0.0
    total, alone = _sum(texts, weights, without=term.split())
    return (_squares(total) - alone) / (len(texts) * (len(texts) - 1))


def profile(texts: Iterable[Iterable[str]], weights: Mapping[str, float]) -> Vector:
    """The rising words that entries share, as a vector of length one."""
    total, _ = _sum(texts, weights)
    length = sqrt(_squares(total))
    return {word: value / length for word, value in total.items()}


def cosine(one: Vector, other: Vector) -> float:
    """The likeness of two vectors of length one."""
    return sum(value * other.get(word, 0.0) for word, value in one.items())


def _sum(
    texts: Iterable[Iterable[str]], weights: Mapping[str, float], without: Collection[str] = ()
) -> tuple[dict[str, float], int]:
    """The sum of the vectors of length one of texts, and how many have a word at all."""
    total: dict[str, float] = {}
    telling = 0
    for text in texts:
        words = [word for word in text if word not in without]
        if words:
            telling += 1
            values = [weights[word] for word in words]
            length = sqrt(sum([value * value for value in values]))
            for word, value in zip(words, values, strict=True):
                total[word] = total.get(word, 0.0) + value / length
    return total, telling


def _squares(vector: Vector) -> float:
    return sum([value * value for value in vector.values()])
