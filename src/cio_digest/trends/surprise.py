"""Turns kept counts into how far a term is above its own history.

What is expected is the term's share of earlier entries, exponentially weighted (EWMA), times the
entries of now, or its share on the same weekdays where that is more; the distance is in Poisson
standard deviations with a floor, so that a rare word does not burst by chance.
"""

from __future__ import annotations

from datetime import timedelta
from math import sqrt
from typing import TYPE_CHECKING, NamedTuple

from cio_digest.trends.counts import HISTORY, RECENT

if TYPE_CHECKING:
    from datetime import date

    from cio_digest.trends.counts import Tally

_ENOUGH = 50  # entries that make a day long enough to be judged alone
_HALF_LIFE = 7.0  # days after which a count matters half
_TIMES = 3  # a weekday is known by so many of them
_FLOOR = 0.5  # entries added to the variance of what is expected


class Span(NamedTuple):
    """The days that count as now and the days before, newest first; only days with entries."""

    now: tuple[date, ...]
    before: tuple[date, ...]


class Surprise(NamedTuple):
    """How far a term is above its history: standard deviations, and times its earlier share."""

    deviations: float
    ratio: float


def span(kept: Tally, today: date) -> Span:
    """Now is today, and as many days before it as make enough entries to judge."""
    length, total = 1, kept.totals.get(today, 0)
    while length < RECENT and total < _ENOUGH:
        total += kept.totals.get(today - timedelta(days=length), 0)
        length += 1
    days = [today - timedelta(days=back) for back in range(length + HISTORY)]
    return Span(_with_entries(days[:length], kept), _with_entries(days[length:], kept))


def _with_entries(days: list[date], kept: Tally) -> tuple[date, ...]:
    return tuple(day for day in days if kept.totals.get(day))


def surprise(term: str, kept: Tally, days: Span) -> Surprise:
    """How far a term's count is now above what its history lets expect."""
    seen = sum(_count(term, kept, day) for day in days.now)
    total = sum(kept.totals[day] for day in days.now)
    expected = total * _share(term, kept, days)
    ratio = seen / expected if expected else float("inf")
    return Surprise((seen - expected) / sqrt(expected + _FLOOR), ratio)


def _share(term: str, kept: Tally, days: Span) -> float:
    """The share of entries that a term had: of late, or on the weekdays of now if that is more."""
    used = [_count(term, kept, day) for day in days.before]
    total = [kept.totals[day] for day in days.before]
    weights = [0.5 ** ((days.now[0] - day).days / _HALF_LIFE) for day in days.before]
    late = _dot(used, weights) / _dot(total, weights)
    weekdays = {day.weekday() for day in days.now}
    same = [float(day.weekday() in weekdays) for day in days.before]
    if sum(same) < _TIMES * len(weekdays):
        return late
    # A day's worth of what is usual steadies the few days of one weekday.
    usual = sum(total) / len(total)
    return max(late, (_dot(used, same) + late * usual) / (_dot(total, same) + usual))


def _dot(counts: list[int], weights: list[float]) -> float:
    return sum(count * weight for count, weight in zip(counts, weights, strict=True))


def _count(term: str, kept: Tally, day: date) -> int:
    return kept.counts.get(day, {}).get(term, 0)
