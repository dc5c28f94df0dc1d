"""Turns entries into counts per day and term that are kept, added to and never recounted."""

from __future__ import annotations

from collections import Counter, defaultdict
from datetime import timedelta
from typing import TYPE_CHECKING

from cio_digest.models.rows import Tally
from cio_digest.text.speakers import speaker
from cio_digest.trends.naming import terms

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date

    from cio_digest.models import Entry

RECENT = 3  # days at most that count as now
HISTORY = 28  # days before now that they are compared with
KEPT = RECENT + HISTORY  # days of counts that are worth keeping
MOST = 20_000  # terms of a day that are: some 1,500 titles have no more


def tally(new: Iterable[Entry], before: Iterable[Entry] = ()) -> Tally:
    """What new entries add to the counts.

    ``before`` are entries already counted, at least those of the same days: an outlet that has
    used a term that day adds nothing to it.
    """
    said: dict[tuple[date, str], set[str]] = defaultdict(set)  # by day and outlet
    for entry in before:
        said[entry.surfaced.date(), speaker(entry)].update(terms(entry.title))
    totals: dict[date, int] = defaultdict(int)
    counts: dict[date, Counter[str]] = defaultdict(Counter)
    for entry in new:
        day = entry.surfaced.date()
        known = said[day, speaker(entry)]
        totals[day] += 1
        counts[day].update(terms(entry.title).keys() - known)
        known.update(terms(entry.title))
    return Tally(dict(totals), {day: dict(found) for day, found in counts.items() if found})


def add(tally: Tally, more: Tally) -> Tally:
    """Two tallies in one."""
    totals = dict(tally.totals)
    counts = dict(tally.counts)
    for day, total in more.totals.items():
        totals[day] = totals.get(day, 0) + total
    for day, found in more.counts.items():
        known = counts.get(day, {})
        counts[day] = known | {term: known.get(term, 0) + n for term, n in found.items()}
    return Tally(totals, counts)


def prune(tally: Tally, today: date) -> Tally:
    """A tally without days too old to matter, and with no more than the ``MOST`` commonest terms
    of each day that is over: the table stays bounded however much comes in.
    """  # noqa: D205 - one sentence
    over, first = today - timedelta(days=RECENT), today - timedelta(days=KEPT - 1)
    return Tally(
        {day: total for day, total in tally.totals.items() if day >= first},
        {
            day: _commonest(found) if day <= over else found
            for day, found in tally.counts.items()
            if day >= first
        },
    )


def _commonest(counts: dict[str, int]) -> dict[str, int]:
    if len(counts) <= MOST:
        return counts
    return dict(sorted(counts.items(), key=lambda each: (-each[1], each[0]))[:MOST])
