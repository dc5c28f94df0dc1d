"""Scored stories to those that fit into the morning: worth their minutes, varied, few per source.

Greedy, in the manner of maximal marginal relevance (Carbonell and Goldstein, SIGIR 1998): each pick
is the story with the most score per minute, less what it repeats of the stories picked before.
"""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Sequence

    from cio_digest.models import Term

FLOOR = 1.0
VARIETY = 0.5


class Candidate(NamedTuple):
    """A story that could be shown: its terms for its best topic, and what showing it costs."""

    story: int
    topic: str
    terms: tuple[Term, ...]
    minutes: float
    source: str
    words: frozenset[str]

    @property
    def score(self) -> float:
        """The sum of its terms."""
        return sum(term.value for term in self.terms)


class Budget(NamedTuple):
    """What the reader has: stories, minutes, and patience for one source."""

    stories: int
    minutes: float
    per_source: int


def choose(candidates: Sequence[Candidate], budget: Budget) -> list[Candidate]:
    """The stories to show, best first."""
    left = [each for each in candidates if each.score >= FLOOR]
    picked: list[Candidate] = []
    taken: Counter[str] = Counter()
    minutes = 0.0
    while left and len(picked) < budget.stories:
        best = max(left, key=lambda each: (_worth(each, picked), each.score, -each.story))
        left.remove(best)
        if taken[best.source] >= budget.per_source or minutes + best.minutes > budget.minutes:
            continue
        picked.append(best)
        taken[best.source] += 1
        minutes += best.minutes
    return sorted(picked, key=lambda each: (-each.score, each.story))


def _worth(candidate: Candidate, picked: Sequence[Candidate]) -> float:
    likest = max((_likeness(candidate.words, other.words) for other in picked), default=0.0)
    return candidate.score / candidate.minutes * (1 - VARIETY * likest)


def _likeness(one: frozenset[str], other: frozenset[str]) -> float:
    """The share of words that two titles have in common (Jaccard)."""
    if not one or not other:
        return 0.0
    return len(one & other) / len(one | other)
