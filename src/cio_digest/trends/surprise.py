"""Turns kept counts into how far a term is above its own history.

What is expected is the term's share of earlier entries, exponentially weighted (EWMA), times the
entries of now; the distance is in Poisson standard deviations with a floor, so that a rare word
does not burst by chance.
"""

from __future__ import annotations

from datetime import timedelta
from math import sqrt
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from datetime import date

    from cio_digest.trends.tally import Tally

RECENT = 3  # days at most that count as now
HISTORY = 28  # days before now that it is compared with
_ENOUGH = 50  # entries that make a day long enough to be judged alone
_HALF_LIFE = 7.0  # days after which a count matters half
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
    weights = {day: 0.5 ** ((days.now[0] - day).days / _HALF_LIFE) for day in days.before}
    used = sum(_count(term, kept, day) * weight for day, weight in weights.items())
    entries = sum(kept.totals[day] * weight for day, weight in weights.items())
    expected = total * used / entries
    ratio = seen / expected if expected else float("inf")
    return Surprise((seen - expected) / sqrt(expected + _FLOOR), ratio)


def _count(term: str, kept: Tally, day: date) -> int:
    return kept.counts.get(day, {}).get(term, 0)
