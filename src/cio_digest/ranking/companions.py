"""Finds the words that keep a topic's company in the reader's own feeds: pseudo-relevance feedback.

The entries that match a topic best are taken as being about it; the words that stand in many of
them and in few others are its companions (Robertson's offer weight, "On term selection for query
expansion", 1990). They back the reader's keywords up and never outweigh them.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from heapq import heappush, heappushpop, nlargest
from math import log, sqrt
from typing import TYPE_CHECKING

from cio_digest.models import Entry, Topic
from cio_digest.ranking.match import Companion, compile  # noqa: A004
from cio_digest.text import words

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from cio_digest.ranking.statistics import Statistics

_BEST = 30  # entries that a topic is learnt from
_LEAST = 3  # of them that must have a word
_SEEDS = 200  # keywords; a topic with more needs no company
_MOST = 15  # companions of a topic
_WORDS = 80  # of each text
_WEIGHT = 0.15  # against a keyword of the same rarity

_Ranked = list[tuple[float, int, Entry]]


def companions(
    topics: Sequence[Topic], entries: Iterable[Entry], statistics: Statistics
) -> dict[str, tuple[Companion, ...]]:
    """The companions of every topic that has some, the weightiest first.

    Args:
        topics: as the reader wrote them.
        entries: recent entries; those that match nothing change nothing.
        statistics: counts over all entries that the weights are judged against.
    """
    seeded = [topic for topic in topics if len(topic.keywords) <= _SEEDS]
    matcher = compile(seeded, statistics)
    best: dict[str, _Ranked] = defaultdict(list)
    for number, entry in enumerate(entries):
        for match in matcher.match(entry):
            ranked = best[match.topic]
            push = heappush if len(ranked) < _BEST else heappushpop
            push(ranked, (match.score, -number, entry))
    found = {topic.name: _learn(topic, best[topic.name], statistics) for topic in seeded}
    return {name: learnt for name, learnt in found.items() if learnt}


def _bag(entry: Entry) -> frozenset[str]:
    found = {*words.terms(entry.title), *words.terms(entry.text[: _WORDS * 10])[:_WORDS]}
    return frozenset(term for term in found if len(term) > 1) - words.STOP_WORDS


def _learn(topic: Topic, ranked: _Ranked, statistics: Statistics) -> tuple[Companion, ...]:
    """The words that tell a topic's best entries from all others, its own keywords apart."""
    own = {term for keyword in topic.keywords for term in words.terms(keyword)}
    counts = Counter(term for *_, entry in ranked for term in _bag(entry) - own)
    weights = {
        term: _weight(
            count, len(ranked), statistics.frequency.get(term, count), statistics.documents
        )
        for term, count in counts.items()
        if count >= _LEAST
    }
    offers = nlargest(_MOST, weights, key=lambda term: (counts[term] * weights[term], term))
    return tuple(
        Companion(term, _WEIGHT * weights[term] * sqrt(counts[term] / len(ranked)))
        for term in offers
        if weights[term] > 0
    )


def _weight(inside: int, relevant: int, everywhere: int, documents: int) -> float:
    """Robertson and Sparck Jones's relevance weight of a word."""
    everywhere = max(everywhere, inside)
    outside = max(documents - everywhere - relevant + inside, 0) + 0.5
    return log((inside + 0.5) * outside / ((everywhere - inside + 0.5) * (relevant - inside + 0.5)))
