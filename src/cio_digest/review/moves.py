"""What was found to rise day by day to what is new in a period, what stayed, and what faded."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, NamedTuple

from cio_digest.models.pages import Risen

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping, Sequence
    from datetime import date

    from cio_digest.models import Trend

PRINTED = 3  # outlets of the press that use a term before a review names it
_STORIES = 1  # that a term is shown with


class Moves(NamedTuple):
    """``rose``: in this period and not before; ``stayed``: in both; ``faded``: before, no more."""

    rose: tuple[Risen, ...] = ()
    stayed: tuple[Risen, ...] = ()
    faded: tuple[Risen, ...] = ()


def moves(
    by_day: Mapping[date, Sequence[Trend]], first: date, most: int, wide: Collection[int]
) -> Moves:
    """At most so many of each, those that rose on most days first, then the widest told.

    ``by_day``: what rose on each day of the period and of the time before its ``first`` day, the
    strongest first. Terms that share a story, through others too, are one piece of news, under the
    name that it had on the last day. What rose on one day only counts where one of its stories is
    ``wide``: told by many.
    """
    risen = [each for each in _risen(by_day) if each.days > 1 or _is_wide(each, wide)]
    rose = [each for each in risen if each.first >= first]
    faded = [each for each in risen if each.last < first]
    stayed = [each for each in risen if each.first < first <= each.last]
    return Moves(*(_most(each, most) for each in (rose, stayed, faded)))


def printed(by_day: Mapping[date, Sequence[Trend]]) -> dict[date, list[Trend]]:
    """Without what voices spoke of among themselves, as they do of weather and weekends."""
    return {
        day: [trend for trend in trends if trend.outlets - trend.voices >= PRINTED]
        for day, trends in by_day.items()
    }


def _most(risen: Sequence[Risen], most: int) -> tuple[Risen, ...]:
    return tuple(sorted(risen, key=lambda each: (-each.days, -each.outlets))[:most])


def _is_wide(risen: Risen, wide: Collection[int]) -> bool:
    return any(story.story in wide for story in risen.stories)


def _risen(by_day: Mapping[date, Sequence[Trend]]) -> list[Risen]:
    newest = sorted(by_day, reverse=True)
    found = [(day, trend) for day in newest for trend in by_day[day]]
    leaders = _leaders([trend for _, trend in found])
    days: dict[int, set[date]] = defaultdict(set)
    outlets: dict[int, int] = defaultdict(int)
    for leader, (day, trend) in zip(leaders, found, strict=True):
        days[leader].add(day)
        outlets[leader] = max(outlets[leader], trend.outlets)
    return [
        Risen(
            term=found[leader][1].term,
            days=len(days[leader]),
            first=min(days[leader]),
            last=max(days[leader]),
            outlets=outlets[leader],
            stories=found[leader][1].stories[:_STORIES],
        )
        for leader in sorted(days)
    ]


def _leaders(trends: Sequence[Trend]) -> list[int]:
    """For each trend the place of the first that is the same news (disjoint sets)."""
    leaders = [*range(len(trends))]

    def lead(place: int) -> int:
        while leaders[place] != place:
            leaders[place] = leaders[leaders[place]]
            place = leaders[place]
        return place

    marks: dict[str | int, int] = {}
    for place, trend in enumerate(trends):
        names: list[str | int] = [trend.term, *(story.story for story in trend.stories)]
        for mark in names:
            one, other = sorted((lead(place), lead(marks.setdefault(mark, place))))
            leaders[other] = one
    return [lead(place) for place in leaders]
