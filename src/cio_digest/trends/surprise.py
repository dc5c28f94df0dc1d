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
    from collections.abc import Mapping, Sequence
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
_NONE: Mapping[str, int] = {}
FLOOR = 0.5  # entries added to the variance of what is expected


class Span(NamedTuple):
    """The days that count as now and the days before, newest first; only days with entries.

    With them stands what is the same for every term: ``entries``, those of now; ``weights``, how
    much each of the days before matters, and ``weighted``, their entries so weighted; ``same``, 1.0
    for each day before that is a weekday of now, and ``steadied``, their entries with a ``usual``
    day's more. Where those weekdays are hardly known, ``same`` is empty.
    """

    now: tuple[date, ...]
    before: tuple[date, ...]
    entries: int
    weights: tuple[float, ...]
    weighted: float
    same: tuple[float, ...]
    steadied: float
    usual: float


class Surprise(NamedTuple):
    """How far something moved from its history: standard deviations, and times its earlier share.

    ``deviations`` are positive above it when a rise was asked for, below it when a fall was.
    ``ratio`` is drawn towards one by the floor, so that one use in four weeks does not make three
    uses "a hundred times as many"; it is infinite where there was none at all.
    """

    deviations: float
    ratio: float


def span(tally: Tally, today: date, least: int = 1) -> Span:
    """Now is today, and as many days before it as make enough entries to judge, ``least`` in all.

    A morning that has just begun is judged together with the day before. Of the days before now,
    those with hardly an entry are left out: a store that has just been started knows of the weeks
    before only what slow feeds still show.
    """
    days = [today - timedelta(days=back) for back in range(KEPT)]
    totals = [tally.totals.get(day, 0) for day in days]
    enough = max(_ENOUGH, _USUAL * _mean(totals[1:]))
    length = least
    while length < RECENT and sum(totals[:length]) < enough:
        length += 1
    sparse = _SPARSE * _mean(totals[:length])
    before = days[length : length + HISTORY]
    return _measured(
        tuple(day for day in days[:length] if tally.totals.get(day)),
        tuple(day for day in before if tally.totals.get(day, 0) > sparse),
        tally.totals,
    )


def _measured(now: tuple[date, ...], before: tuple[date, ...], totals: Mapping[date, int]) -> Span:
    """A span with what is the same for every term."""
    counts = [totals[day] for day in before]
    # A day weighs half as much as one a half-life later.
    weights = tuple(0.5 ** ((now[0] - day).days / _HALF_LIFE) for day in before) if now else ()
    weekdays = {day.weekday() for day in now}
    same = tuple(float(day.weekday() in weekdays) for day in before)
    if sum(same) < _TIMES * len(weekdays):
        same = ()
    usual = sum(counts) / len(counts) if counts else 0.0
    return Span(
        now=now,
        before=before,
        entries=sum(totals[day] for day in now),
        weights=weights,
        weighted=_dot(counts, weights) if weights else 0.0,
        same=same,
        # A day's worth of what is usual steadies the few days of one weekday.
        steadied=_dot(counts, same) + usual if same else 0.0,
        usual=usual,
    )


def _mean(totals: Sequence[int]) -> float:
    """The entries of a day, of days that have any."""
    some = [total for total in totals if total]
    return sum(some) / len(some) if some else 0.0


def expectation(days: Span) -> dict[date, float]:
    """How much a use on each of the days before lets expect of now, by its late share."""
    weights = zip(days.before, days.weights, strict=True)
    return {day: days.entries * weight / days.weighted for day, weight in weights}


def rise(term: str, tally: Tally, days: Span) -> Surprise:
    """How far a term's count is now above what its history lets expect at most."""
    return _surprise(term, tally, days, max(_shares(term, tally, days)))


def fall(term: str, tally: Tally, days: Span) -> Surprise:
    """How far a term's count is now below what its history lets expect at least."""
    found = _surprise(term, tally, days, min(_shares(term, tally, days)))
    return found._replace(deviations=-found.deviations)


def _surprise(term: str, tally: Tally, days: Span, share: float) -> Surprise:
    seen = sum(tally.counts.get(day, _NONE).get(term, 0) for day in days.now)
    expected = days.entries * share
    ratio = (seen + FLOOR) / (expected + FLOOR) if expected or not seen else inf
    return Surprise((seen - expected) / sqrt(expected + FLOOR), ratio)


def _shares(term: str, tally: Tally, days: Span) -> tuple[float, float]:
    """The share of entries that a term had of late, and on the weekdays of now.

    Both are the same where those weekdays are hardly known.
    """
    counts = tally.counts
    used = [counts.get(day, _NONE).get(term, 0) for day in days.before]
    late = _dot(used, days.weights) / days.weighted
    if not days.same:
        return late, late
    return late, (_dot(used, days.same) + late * days.usual) / days.steadied


def _dot(counts: Sequence[int], weights: Sequence[float]) -> float:
    return sum([count * weight for count, weight in zip(counts, weights, strict=True)])
