"""Turns kept counts into how far something is above or below its own history.

What is expected is its share of earlier entries, exponentially weighted (EWMA), times the entries
of now. Where its weekday usually has more (for a rise; for a fall, less), that is expected. The
distance is in Poisson standard deviations with a floor, so that a rare word does not burst by
chance.
"""

from __future__ import annotations

from datetime import timedelta
from math import inf, sqrt
from typing import TYPE_CHECKING, NamedTuple

from cio_digest.trends.tally import HISTORY, KEPT, RECENT

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from cio_digest.models.rows import Tally

LEAST_HISTORY = 7  # days before now; with fewer nothing is claimed
LEAST = 1.5  # standard deviations from what is expected; with fewer nothing moves
WEEK = 7  # days by which a fall is judged: silence takes longer to be heard than noise
_ENOUGH = 50  # entries that make a day long enough to be judged alone,
_USUAL = 0.5  # if they are no less than this part of what a day usually brings
_SPARSE = (
    0.1  # part of the entries a day of now has: with fewer a day tells nothing of what is usual
)
_HALF_LIFE = 7.0  # days after which a count matters half
_TIMES = 3  # a weekday is known by so many of them
FLOOR = 0.5  # entries added to the variance of what is expected


class Span(NamedTuple):
    """The days that count as now and the days before, newest first; only days with entries."""

    now: tuple[date, ...]
    before: tuple[date, ...]


class Surprise(NamedTuple):
    """How far something moved from its history: standard deviations, and times its earlier share.

    ``deviations`` are positive above it when a rise was asked for, below it when a fall was.
    ``ratio`` is drawn towards one by the floor, so that one use in four weeks does not make three
    uses "a hundred times as many"; it is infinite where there was none at all.
    """

    deviations: float
    ratio: float


def span(kept: Tally, today: date, least: int = 1) -> Span:
    """Now is today, and as many days before it as make enough entries to judge, ``least`` in all.

    A morning that has just begun is judged together with the day before. Of the days before now,
    those with hardly an entry are left out: a store that has just been started knows of the weeks
    before only what slow feeds still show.
    """
    days = [today - timedelta(days=back) for back in range(KEPT)]
    totals = [kept.totals.get(day, 0) for day in days]
    enough = max(_ENOUGH, _USUAL * _mean(totals[1:]))
    length = least
    while length < RECENT and sum(totals[:length]) < enough:
        length += 1
    sparse = _SPARSE * _mean(totals[:length])
    before = days[length : length + HISTORY]
    return Span(
        tuple(day for day in days[:length] if kept.totals.get(day)),
        tuple(day for day in before if kept.totals.get(day, 0) > sparse),
    )


def _mean(totals: Sequence[int]) -> float:
    """The entries of a day, of days that have any."""
    some = [total for total in totals if total]
    return sum(some) / len(some) if some else 0.0


def entries(kept: Tally, days: Span) -> int:
    """How many entries count as now."""
    return sum(kept.totals[day] for day in days.now)


def expectation(kept: Tally, days: Span) -> dict[date, float]:
    """How much a use on each of the days before lets expect of now, by its late share."""
    weights = _weights(days)
    total = sum(kept.totals[day] * weights[day] for day in days.before)
    return {day: entries(kept, days) * weight / total for day, weight in weights.items()}


def rise(term: str, kept: Tally, days: Span) -> Surprise:
    """How far a term's count is now above what its history lets expect at most."""
    return _surprise(term, kept, days, max(_shares(term, kept, days)))


def fall(term: str, kept: Tally, days: Span) -> Surprise:
    """How far a term's count is now below what its history lets expect at least."""
    found = _surprise(term, kept, days, min(_shares(term, kept, days)))
    return found._replace(deviations=-found.deviations)


def _surprise(term: str, kept: Tally, days: Span, share: float) -> Surprise:
    seen = sum(_count(term, kept, day) for day in days.now)
    expected = entries(kept, days) * share
    ratio = (seen + FLOOR) / (expected + FLOOR) if expected or not seen else inf
    return Surprise((seen - expected) / sqrt(expected + FLOOR), ratio)


def _shares(term: str, kept: Tally, days: Span) -> tuple[float, float]:
    """The share of entries that a term had of late, and on the weekdays of now.

    Both are the same where those weekdays are hardly known.
    """
    used = [_count(term, kept, day) for day in days.before]
    total = [kept.totals[day] for day in days.before]
    weights = [*_weights(days).values()]
    late = _dot(used, weights) / _dot(total, weights)
    weekdays = {day.weekday() for day in days.now}
    same = [float(day.weekday() in weekdays) for day in days.before]
    if sum(same) < _TIMES * len(weekdays):
        return late, late
    # A day's worth of what is usual steadies the few days of one weekday.
    usual = sum(total) / len(total)
    return late, (_dot(used, same) + late * usual) / (_dot(total, same) + usual)


def _weights(days: Span) -> dict[date, float]:
    """A day weighs half as much as one a half-life later."""
    return {day: 0.5 ** ((days.now[0] - day).days / _HALF_LIFE) for day in days.before}


def _dot(counts: list[int], weights: list[float]) -> float:
    return sum(count * weight for count, weight in zip(counts, weights, strict=True))


def _count(term: str, kept: Tally, day: date) -> int:
    return kept.counts.get(day, {}).get(term, 0)
