"""Turns the last entries of a source into its template: the words that most of them have.

What most entries of one source say ("An interview with…", "Points: 3") tells no event.
"""

from __future__ import annotations

from collections import Counter
from itertools import chain
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

SAMPLE = 100  # entries of a source, its last ones
_OFTEN = 0.25  # share of a source's entries from which a word is part of its template
_LEAST = 10  # entries of a source that show its template


def template(entries: Sequence[Iterable[int]]) -> dict[int, float]:
    """The words that several entries of a source have, with the share of the others that do.

    Args:
        entries: the words of each entry, as hashes, each once; the last ``SAMPLE`` count.
    """
    own = entries[-SAMPLE:]
    if len(own) < _LEAST:
        return {}
    counts = Counter(chain.from_iterable(own))
    shares = {word: (seen - 1) / (len(own) - 1) for word, seen in counts.items() if seen > 2}
    return {word: share for word, share in shares.items() if share >= _OFTEN}
