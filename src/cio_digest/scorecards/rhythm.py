"""When a source posted to how often it does, how often it used to, and whether it fell silent."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import NamedTuple

WEEK = timedelta(weeks=1)
BEFORE = 12 * WEEK  # what a source's own rhythm is judged by, before the days that are looked at
_SILENT = 5  # usual gaps without a post: by chance (Poisson) less than once in a hundred times
_LEAST = WEEK  # so long everybody may be silent
_UNKNOWN = BEFORE  # and so long who posted but once or twice
_FEWEST = 3  # posts that a gap can be told from


class Times(NamedTuple):
    """How many ``posts`` between ``since`` and ``until``, how many in ``BEFORE`` that, the first
    post there is and the last.
    """  # noqa: D205 - one sentence

    since: datetime
    until: datetime
    posts: int
    before: int
    first: datetime | None
    last: datetime | None


def weekly(times: Times) -> float:
    """Posts a week; a source that began within the days looked at is judged by those since."""
    start = max(times.since, times.first or times.since)
    return round(times.posts * (WEEK / max(times.until - start, WEEK)), 2)


def usual(times: Times) -> float | None:
    """Posts a week before that; None where less than a week of it is known."""
    if times.first is None:
        return None
    known = times.since - max(times.first, times.since - BEFORE)
    return round(times.before * (WEEK / known), 2) if known >= WEEK else None


def silent_since(times: Times) -> datetime | None:
    """The last post, if it is longer ago than five of the source's usual gaps, and a week."""
    if times.first is None or times.last is None:
        return None
    posts = times.posts + times.before
    span = times.last - max(times.first, times.since - BEFORE)
    gap = span / (posts - 1) if posts >= _FEWEST else _UNKNOWN / _SILENT
    silent = times.until - times.last > max(_LEAST, _SILENT * gap)
    return times.last if silent else None
