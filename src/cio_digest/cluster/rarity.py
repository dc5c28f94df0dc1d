"""Turns fingerprints into vectors: a word weighs as much as it is rare.

Rare in the window (inverse document frequency), and rare in its own source: what most entries of
one source say ("An interview with…", "Points: 3") is its template and tells no event.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from itertools import chain
from math import log, sqrt
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from cio_digest.cluster.fingerprints import Fingerprint

Vector = dict[int, float]

_SAMPLE = 20_000  # entries, the last ones, that rarity is counted over
_OWN_SAMPLE = 100  # and of each source
_OFTEN = 0.25  # share of a source's entries from which a word is part of its template
_LEAST = 10  # entries of a source that show its template


class Rarity:
    """How much each word says, in a window and in each of its sources."""

    def __init__(self, prints: Sequence[Fingerprint]) -> None:
        sample = prints[-_SAMPLE:]
        self._seen = _counts(sample)
        self._total = len(sample)
        self._sources: dict[str, list[Fingerprint]] = defaultdict(list)
        self._templates: dict[str, dict[int, float]] = {"": {}}
        for each in prints:
            self._sources[each.source].append(each)

    def vector(self, fingerprint: Fingerprint) -> Vector:
        """A fingerprint as a vector of length one."""
        total, seen = self._total + 0.5, self._seen
        template = self._template(fingerprint.source)
        vector = {
            word: weight * log(total / (seen[word] or 1)) * (1 - template.get(word, 0.0))
            for word, weight in zip(fingerprint.words, fingerprint.weights, strict=True)
        }
        length = sqrt(sum([value * value for value in vector.values()]))
        return {word: value / length for word, value in vector.items()} if length > 0 else {}

    def _template(self, source: str) -> dict[int, float]:
        """The words that several entries of a source have, with the share that have them."""
        if source not in self._templates:
            own = self._sources[source][-_OWN_SAMPLE:]
            others = len(own) - 1
            counts = _counts(own) if len(own) >= _LEAST else {}
            shares = {word: (seen - 1) / others for word, seen in counts.items() if seen > 2}
            self._templates[source] = {w: s for w, s in shares.items() if s >= _OFTEN}
        return self._templates[source]


def _counts(prints: Sequence[Fingerprint]) -> Counter[int]:
    return Counter(chain.from_iterable(each.words for each in prints))
