"""How well an entry fits a query: BM25 as FTS5 counts it (https://sqlite.org/fts5.html#bm25).

So that a search puts the same entries first on either engine. A tsvector keeps the first 255 places
of a word, which no entry's text exceeds.
"""

from __future__ import annotations

import re
from math import log
from typing import TYPE_CHECKING

from cio_digest.store.search import TITLE

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from cio_digest.store.postgres.queries import Phrase

_K1, _B = 1.2, 0.75
_LEAST = 1e-6  # what a phrase weighs that more than half of the entries have


def measure(
    phrases: Sequence[Phrase], hits: Sequence[int], entries: int, words: int
) -> Callable[[int, str], float]:
    """A function that takes an entry's number of words and its tsvector, and gives its fit.

    ``hits`` are in how many entries each phrase stands; ``entries`` and ``words`` are all there
    are.
    """
    weights = [_weight(number, entries) for number in hits]
    readers = [[_reader(phrase, at) for at in range(len(phrase.words))] for phrase in phrases]
    average = words / entries if entries else 1.0

    def fit(size: int, vector: str) -> float:
        score = 0.0
        for phrase, weight, reads in zip(phrases, weights, readers, strict=True):
            often = _occurrences(phrase, reads, vector)
            score += weight * (
                (often * (_K1 + 1.0)) / (often + _K1 * (1 - _B + _B * size / average))
            )
        return score

    return fit


def _weight(hits: int, entries: int) -> float:
    weight = log((entries - hits + 0.5) / (hits + 0.5))
    return weight if weight > 0 else _LEAST


def _reader(phrase: Phrase, at: int) -> re.Pattern[str]:
    """What finds a phrase's word in a tsvector's text, with its places."""
    begins = phrase.prefix and at == len(phrase.words) - 1
    rest = "[^']*" if begins else ""
    return re.compile(f"(?:^| )'{re.escape(phrase.words[at])}{rest}':([0-9A,]+)")


def _occurrences(phrase: Phrase, readers: Sequence[re.Pattern[str]], vector: str) -> float:
    """How often a phrase stands there; in the title it counts more."""
    places = [_places(reader, vector) for reader in readers]
    begins = places[0]
    for distance, later in enumerate(places[1:], 1):
        begins = {at: heading for at, heading in begins.items() if at + distance in later}
    return sum(
        TITLE if heading else 1.0 for heading in begins.values() if heading or not phrase.titles
    )


def _places(reader: re.Pattern[str], vector: str) -> dict[int, bool]:
    """The places of a word, and whether each is in the title."""
    return {
        int(place.rstrip("A")): place.endswith("A")
        for match in reader.finditer(vector)
        for place in match[1].split(",")
    }
