"""Turns entries into the counts that say how much a word means in this reader's own feeds."""

from __future__ import annotations

from collections import Counter
from math import log
from typing import TYPE_CHECKING, NamedTuple

from cio_digest.text import words

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable, Mapping

    from cio_digest.models import Entry


def _are_known(_: Collection[str]) -> None:
    """Nothing to look up: all counts are there."""


class Statistics(NamedTuple):
    """Counts over the reader's entries: how many have each term (``words.terms``), mean lengths.

    ``look_up`` is called with terms before these are asked for, as an index on a server answers
    for many as quickly as for one.
    """

    documents: int = 0
    frequency: Mapping[str, int] = {}
    title_length: float = 10.0
    text_length: float = 60.0
    look_up: Callable[[Collection[str]], None] = _are_known

    def rarity(self, term: str) -> float:
        """How much a term says (BM25's inverse document frequency), above 0."""
        seen = self.frequency.get(term, 0)
        return log(1 + (self.documents - seen + 0.5) / (seen + 0.5))


def statistics(entries: Iterable[Entry]) -> Statistics:
    """Count terms over entries."""
    frequency: Counter[str] = Counter()
    documents = titles = texts = 0
    for entry in entries:
        title, text = words.terms(entry.title), words.terms(entry.text)
        frequency.update({*title, *text})
        documents, titles, texts = documents + 1, titles + len(title), texts + len(text)
    if not documents:
        return Statistics()
    return Statistics(documents, frequency, titles / documents, texts / documents)
