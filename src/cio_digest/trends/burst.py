"""Turns recent entries and kept counts into the terms that rise, the strongest first."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import timedelta
from itertools import islice
from typing import TYPE_CHECKING, NamedTuple, TypeAlias

from cio_digest.models.rows import Tally
from cio_digest.trends import moves
from cio_digest.trends.surprise import LEAST, LEAST_HISTORY, WEEK, Span, Surprise, fall, rise, span
from cio_digest.trends.tally import HISTORY

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date, datetime


_RATIO = 1.5  # times its earlier share: less is no news, however sure
_DAY = timedelta(days=1)

Way: TypeAlias = Callable[[str, Tally, Span], Surprise]
Texts: TypeAlias = Mapping[str, list[moves.Text]]


class Burst(NamedTuple):
    """A term that rises or falls, as it is written, with ``ratio`` times the share it had before.

    ``score`` ranks it. ``since`` is the first of the days in a row on which it did. ``entries``
    are the ids of the entries that carry it, oldest first; ``history`` has its counts of 28 days,
    oldest first. ``outlets`` tell it now, ``voices`` of them on a network.
    """

    term: str
    ratio: float
    score: float
    since: date
    outlets: int
    voices: int
    entries: tuple[int, ...]
    history: tuple[int, ...]


def history(tally: Tally, today: date) -> int:
    """The number of days with entries that today is compared with."""
    return len(span(tally, today).before)


def bursts(texts: Texts, tally: Tally, now: datetime, most: int | None = None) -> list[Burst]:
    """The ``most`` terms that rise most, each of them another piece of news, the strongest first.

    ``texts`` are the last ``RECENT`` days', all of them counted in ``tally``. A term that nobody
    used for a day is over. With less than ``LEAST_HISTORY`` days to compare with, nothing is said.
    """
    today = now.date()
    days = span(tally, today)
    if not judged(days):
        return []
    here = {term: [text for text in told if text.day in days.now] for term, told in texts.items()}
    here = {term: told for term, told in here.items() if moves.told(told)}
    fresh = (term for term, told in here.items() if told[-1].entry.surfaced > now - _DAY)
    rising = moves.distinct(_moving(fresh, tally, days, rise), here)
    found = (_burst(move, tally, today, rise) for move in rising)
    return list(islice((burst for burst in found if burst.ratio >= _RATIO), most))


def falls(texts: Texts, tally: Tally, now: datetime, most: int | None = None) -> list[Burst]:
    """The ``most`` terms that fall most, each of them another piece of news, the strongest first.

    ``texts`` are the last four weeks', of those at least that carry the terms of ``fading``. What
    is said of now is said of the last seven days.
    """
    today = now.date()
    days = _span(tally, today, fall)
    if not judged(days):
        return []
    falling = moves.distinct(_moving(texts, tally, days, fall), texts)
    return [_burst(move, tally, today, fall) for move in islice(falling, most)]


def _span(tally: Tally, today: date, way: Way) -> Span:
    return span(tally, today, WEEK if way is fall else 1)


def judged(days: Span) -> bool:
    """Whether there are entries now, and enough days before to compare them with."""
    return bool(days.now) and len(days.before) >= LEAST_HISTORY


def fading(terms: Iterable[str], tally: Tally, today: date) -> list[str]:
    """Those of the terms that are below their history, the furthest first."""
    days = _span(tally, today, fall)
    if not judged(days):
        return []
    falling = _moving(terms, tally, days, fall)
    return sorted(falling, key=lambda term: (-falling[term].deviations, term))


def counted(term: str, tally: Tally, today: date, days: int = HISTORY) -> tuple[int, ...]:
    """A term's counts of so many days, oldest first, today's last."""
    back = reversed(range(days))
    return tuple(tally.counts.get(today - n * _DAY, {}).get(term, 0) for n in back)


def since(term: str, tally: Tally, today: date, way: Way = rise) -> date:
    """The first day of those in a row on which a term moved that way, so far as history tells."""
    day = today
    while _moved(term, tally, day - _DAY, way):
        day -= _DAY
    return day


def _moved(term: str, tally: Tally, day: date, way: Way) -> bool:
    days = _span(tally, day, way)
    return day in days.now and judged(days) and bool(_moving([term], tally, days, way))


def _moving(terms: Iterable[str], tally: Tally, days: Span, way: Way) -> dict[str, Surprise]:
    """The terms that are far enough from their history."""
    found = ((term, way(term, tally, days)) for term in terms)
    return {term: each for term, each in found if each.deviations >= LEAST}


def _burst(move: moves.Move, tally: Tally, today: date, way: Way) -> Burst:
    """A move with its figures, which are those of the name that it is shown by."""
    days = _span(tally, today, way)
    now = [text for text in move.texts if text.day in days.now]
    return Burst(
        term=move.shown,
        ratio=way(move.name, tally, days).ratio,
        score=move.score,
        since=since(move.name, tally, today, way),
        outlets=moves.outlets(now),
        voices=moves.voices(now),
        entries=tuple(text.entry.id for text in move.texts),
        history=counted(move.name, tally, today),
    )
