"""Scored stories to those of a digest: the best for the room they take, varied, few per source.

Greedy, in the manner of maximal marginal relevance (Carbonell and Goldstein, SIGIR 1998): each pick
is the story with the most score for its share of both limits, minutes and number (Toyoda,
Management Science 21, 1975), less what it repeats of the stories picked before.
"""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, NamedTuple

from cio_digest.render import words

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
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
    words: frozenset[str]
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
    repeats = dict.fromkeys(left, 0.0)  # how much of each story the picked ones have said
    taken: Counter[tuple[str, date | None]] = Counter()
    minutes = 0.0
    while left:
        picked = taken.total()
        # The budget only shrinks: what does not fit now never will.
        for each in list(left.values()):
            if objection := _objection(each, budget, picked, taken, minutes):
                yield left.pop(each.story), objection
        if left:
            best = max(left.values(), key=lambda each: _order(each, repeats[each.story], budget))
            yield left.pop(best.story), ""
            taken[best.outlet, best.late] += 1
            minutes += best.minutes
            for other in left.values():
                repeats[other.story] = max(repeats[other.story], _likeness(best.words, other.words))
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
        return f"{candidate.outlet} has {words.count(budget.per_source, 'story')} already"
    if minutes + candidate.minutes > budget.minutes:
        s = "" if budget.minutes == 1 else "s"
        return f"the stories worth more have filled the {budget.minutes:g} minute{s}"
    return ""


def _order(candidate: Candidate, repeats: float, budget: Budget) -> tuple[float, float, int]:
    """Worth for what it takes of the budget; the score and then the age decide between equals."""
    share = candidate.minutes / budget.minutes + 1 / budget.stories
    worth = candidate.score / share * (1 - VARIETY * repeats)
    return worth, candidate.score, -candidate.story


def _likeness(one: frozenset[str], other: frozenset[str]) -> float:
    """The share of words that two titles have in common (Jaccard)."""
    shared = len(one & other)
    return shared / (len(one) + len(other) - shared) if shared else 0.0
