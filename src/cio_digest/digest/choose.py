"""Scored stories to those of a digest: the best for the room they take, varied, few per source.

Greedy, in the manner of maximal marginal relevance (Carbonell and Goldstein, SIGIR 1998): each pick
is the story with the most score for its share of both limits, minutes and number (Toyoda,
Management Science 21, 1975), less what it repeats of the stories picked before.
"""

from __future__ import annotations

from collections import Counter
from heapq import heapify, heappop, heappush
from typing import TYPE_CHECKING, NamedTuple

from cio_digest.render.words import count
from cio_digest.text import words

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from datetime import date

    from cio_digest.models import Term

FLOOR = 1.0
VARIETY = 0.5
LATE = 5  # stories added to a day's digest after it was first shown, each time


class Candidate(NamedTuple):
    """A story that could be shown: its terms for its best topic, and what showing it costs.

    ``late`` is the day of a story that came long after it was told; each has room of its own.
    """

    story: int
    topic: str
    terms: tuple[Term, ...]
    score: float
    minutes: float
    outlet: str
    title: str
    late: date | None = None


class Budget(NamedTuple):
    """What the reader has: stories, minutes, and patience for one outlet."""

    stories: int
    minutes: float
    per_source: int


def choose(candidates: Sequence[Candidate], budget: Budget) -> list[Candidate]:
    """The stories to show, best first."""
    picked = [each for each, objection in decisions(candidates, budget) if not objection]
    return sorted(picked, key=lambda each: (-each.score, each.story))


def decisions(candidates: Sequence[Candidate], budget: Budget) -> Iterator[tuple[Candidate, str]]:
    """Each candidate as soon as it is decided on, with what speaks against it, if anything."""
    left = {each.story: each for each in candidates if each.score >= FLOOR}
    ranking = _Ranking(left, budget)
    taken: Counter[tuple[str, date | None]] = Counter()
    minutes = 0.0
    while left:
        picked = taken.total()
        # The budget only shrinks: what does not fit now never will.
        for each in list(left.values()):
            if objection := _objection(each, budget, picked, taken, minutes):
                yield left.pop(each.story), objection
        if left:
            best = ranking.pick()
            yield left.pop(best.story), ""
            taken[best.outlet, best.late] += 1
            minutes += best.minutes
    for each in candidates:
        if each.score < FLOOR:
            yield each, f"below the floor by {FLOOR - each.score:.1f}"


def _objection(
    candidate: Candidate,
    budget: Budget,
    picked: int,
    counts: Counter[tuple[str, date | None]],
    minutes: float,
) -> str:
    if picked >= budget.stories:
        one = budget.stories == 1
        worth = (
            "the story worth more has" if one else f"the {budget.stories} stories worth more have"
        )
        return f"{worth} filled the digest"
    if counts[candidate.outlet, candidate.late] >= budget.per_source:
        return f"{candidate.outlet} has {count(budget.per_source, 'story')} already"
    if minutes + candidate.minutes > budget.minutes:
        s = "" if budget.minutes == 1 else "s"
        return f"the stories worth more have filled the {budget.minutes:g} minute{s}"
    return ""


class _Ranking:
    """The candidates that are left, by their worth for what they take of the budget.

    What a story repeats of those that were picked only grows, and its worth only falls: it is worth
    no more than when it was last compared with them, so that most are never compared (Minoux,
    Optimization Techniques, 1978).
    """

    def __init__(self, left: Mapping[int, Candidate], budget: Budget) -> None:
        self._left = left  # what else becomes of them is seen here
        self._budget = budget
        self._picked: list[Candidate] = []
        self._repeats = dict.fromkeys(left, 0.0)  # how much of each the picked ones have said,
        self._compared = dict.fromkeys(left, 0)  # so many of them
        self._bounds = [self._order(each) for each in left.values()]
        heapify(self._bounds)

    def pick(self) -> Candidate:
        """The best of those that are left."""
        while True:
            bound = heappop(self._bounds)
            best = self._left.get(bound[-1])
            if best is None:
                continue
            for each in self._picked[self._compared[best.story] :]:
                said = _likeness(words.telling(each.title), words.telling(best.title))
                self._repeats[best.story] = max(self._repeats[best.story], said)
            self._compared[best.story] = len(self._picked)
            if self._order(best) == bound:
                self._picked.append(best)
                return best
            heappush(self._bounds, self._order(best))

    def _order(self, candidate: Candidate) -> tuple[float, float, int]:
        """By worth, the highest first; the score and then the age decide between equals."""
        share = candidate.minutes / self._budget.minutes + 1 / self._budget.stories
        worth = candidate.score / share * (1 - VARIETY * self._repeats[candidate.story])
        return -worth, -candidate.score, candidate.story


def _likeness(one: frozenset[str], other: frozenset[str]) -> float:
    """The share of words that two titles have in common (Jaccard)."""
    shared = len(one & other)
    return shared / (len(one) + len(other) - shared) if shared else 0.0
