"""Finds words that often occur with a topic in the reader's feeds: pseudo-relevance feedback.

The entries that match a topic best are taken as being about it; the words that stand in many of
them and in few others are its companions (Robertson's offer weight, "On term selection for query
expansion", 1990). They back the reader's keywords up and never outweigh them, and tell entries
about the topic from those that only mention it.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from heapq import heappush, heappushpop, nlargest
from itertools import chain
from math import log, sqrt
from typing import TYPE_CHECKING

from cio_digest.models import Entry, Topic
from cio_digest.ranking import sense
from cio_digest.ranking.about import is_record
from cio_digest.ranking.match import COMPANY_WORDS, Companion, compile  # noqa: A004
from cio_digest.text import words

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from cio_digest.ranking.names import Usage
    from cio_digest.ranking.statistics import Statistics

_BEST = 60  # entries that a topic is learnt from
_VERY_BEST = 30  # of them, those that say what adds to a score
_LEAST = 3  # of them that must have a word
_SOURCES = 2  # that must have a word: what one alone says is its way of speaking
_SEEDS = 200  # keywords; a topic with more needs no company
_MOST = 60  # companions of a topic
_SCORED = 15  # of them, those that add to a score
_WEIGHT = 0.15  # against a keyword of the same rarity

_CONTRACTION = re.compile(r"['’](?:t|re|ve|ll|d|m)$", re.IGNORECASE)
_NONE = (0.0, 0.0)
_Ranked = list[tuple[float, int, Entry]]


def companions(
    topics: Sequence[Topic],
    entries: Iterable[Entry],
    statistics: Statistics,
    usages: Mapping[str, Usage] | None = None,
) -> dict[str, tuple[Companion, ...]]:
    """The companions of every topic that has some, the weightiest first.

    Args:
        topics: as the reader wrote them.
        entries: recent entries; those that match nothing change nothing.
        statistics: counts over all entries that the weights are judged against.
        usages: how the entries write keywords that may be names, by keyword.
    """
    seeded = [topic for topic in topics if len(topic.keywords) <= _SEEDS]
    matcher = compile(seeded, statistics, usages=usages)
    subjects = sense.subjects(topics)
    best: dict[str, _Ranked] = defaultdict(list)
    for number, entry in enumerate(entries):
        for match in matcher.weigh(entry):
            ranked = best[match.topic]
            if len(ranked) == _BEST and (match.score, -number) < ranked[0][:2]:
                continue
            if not any(hit.kind in {"whole", "parts"} for hit in match.hits):
                continue  # a common word keeps another company than the name
            own = [hit for hit in match.hits if hit.kind == "whole"]
            if sense.is_another(entry, own, subjects[match.topic]):
                continue  # and so does one in another sense
            if is_record(entry):
                continue  # its labels and tags are not what anybody says of the topic
            push = heappush if len(ranked) < _BEST else heappushpop
            push(ranked, (match.score, -number, entry))
    found = {topic.name: _learn(topic, best[topic.name], statistics) for topic in seeded}
    return {name: learnt for name, learnt in found.items() if learnt}


def _bag(entry: Entry) -> frozenset[str]:
    """The words of an entry that may be company; no "don't", which says nothing."""
    lead = words.written(entry.text[: COMPANY_WORDS * 10])[:COMPANY_WORDS]
    written = [*words.written(entry.title), *lead]
    whole = (word for word in written if word.isalnum() or not _CONTRACTION.search(word))
    found = chain.from_iterable(map(words.normal, whole))
    return frozenset(term for term in found if len(term) > 1) - words.STOP_WORDS


def _learn(topic: Topic, ranked: _Ranked, statistics: Statistics) -> tuple[Companion, ...]:
    """The words that tell a topic's best entries from all others, its own keywords apart."""
    own = {term for keyword in topic.keywords for term in words.terms(keyword)}
    best = [entry for *_, entry in sorted(ranked, key=lambda one: one[:2])]
    bags = [_bag(entry) - own for entry in best]
    sources = defaultdict[str, set[str]](set)
    for entry, bag in zip(best, bags, strict=True):
        for term in bag:
            sources[term].add(entry.source)
    least = min(_SOURCES, len({entry.source for entry in best}))
    bags = [frozenset(term for term in bag if len(sources[term]) >= least) for bag in bags]
    scored = _offers(bags[-_VERY_BEST:], statistics, _SCORED)
    telling = _offers(bags, statistics, _MOST)
    return tuple(
        Companion(term, _worth(*scored.get(term, _NONE)), telling.get(term, _NONE)[0])
        for term in {**scored, **telling}
    )


def _worth(weight: float, share: float) -> float:
    """What a companion adds to a score."""
    return _WEIGHT * weight * sqrt(share)


def _offers(
    bags: Sequence[frozenset[str]], statistics: Statistics, most: int
) -> dict[str, tuple[float, float]]:
    """The words with the highest offer weights: each with its relevance weight and its share."""
    every = Counter(chain.from_iterable(bags))
    counts = {term: count for term, count in every.items() if count >= _LEAST}
    statistics.look_up(counts)
    weights = {
        term: _weight(count, len(bags), everywhere, statistics.documents)
        for term, count in counts.items()
        # What an index cuts in two, such as "224,000", would seem to be the topic's own.
        if (everywhere := statistics.frequency.get(term, 0)) >= count
    }
    offers = nlargest(most, weights, key=lambda term: (counts[term] * weights[term], term))
    return {term: (weights[term], counts[term] / len(bags)) for term in offers if weights[term] > 0}


def _weight(inside: int, relevant: int, everywhere: int, documents: int) -> float:
    """Robertson and Sparck Jones's relevance weight of a word."""
    everywhere = max(everywhere, inside)
    outside = max(documents - everywhere - relevant + inside, 0) + 0.5
    return log((inside + 0.5) * outside / ((everywhere - inside + 0.5) * (relevant - inside + 0.5)))
