"""Turns the entries that carry a term into what they have in common.

A term is news when the entries that carry it also share other words that rise: "horigome" comes
with "skateboarding" and "gold", "latest" with anything.
"""

from __future__ import annotations

from collections import defaultdict
from math import sqrt
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

Vector = dict[str, float]


def coherence(term: str, texts: Sequence[Iterable[str]], weights: Mapping[str, float]) -> float:
    """The mean cosine between the entries by their rising words, those of the term left out."""
    if len(texts) < 2:
        return 0.0
    own = set(term.split())
    vectors = [_vector(set(text) - own, weights) for text in texts]
    alone = sum(1 for vector in vectors if vector)
    return (_squares(_sum(vectors)) - alone) / (len(texts) * (len(texts) - 1))


def profile(texts: Iterable[Iterable[str]], weights: Mapping[str, float]) -> Vector:
    """The rising words that entries share, as a vector of length one."""
    return _unit(_sum(_vector(text, weights) for text in texts))


def cosine(one: Vector, other: Vector) -> float:
    """The likeness of two vectors of length one."""
    return sum(value * other.get(word, 0.0) for word, value in one.items())


def _vector(text: Iterable[str], weights: Mapping[str, float]) -> Vector:
    return _unit({word: weights[word] for word in sorted(text) if word in weights})


def _unit(vector: Vector) -> Vector:
    length = sqrt(_squares(vector))
    return {word: value / length for word, value in vector.items()} if length else {}


def _sum(vectors: Iterable[Vector]) -> Vector:
    total: Vector = defaultdict(float)
    for vector in vectors:
        for word, value in vector.items():
            total[word] += value
    return total


def _squares(vector: Vector) -> float:
    return sum(value * value for value in vector.values())
