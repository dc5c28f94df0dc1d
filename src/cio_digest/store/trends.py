"""What was found to rise and fall, kept for each day, so that showing it costs a few rows."""

from __future__ import annotations

import json
from math import inf
from typing import TYPE_CHECKING, Any, NamedTuple

from cio_digest.models import Headline, Trend
from cio_digest.store import facts, weeks
from cio_digest.store.engine import ALL
from cio_digest.store.times import day_number, day_of, moment, seconds

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence
    from datetime import date, datetime

    from cio_digest.models.pages import TrendAffair
    from cio_digest.store.engine import Store

KEPT = 400  # days: a year and a bit

RISING, FALLING, TOPICS, STORIES = KINDS = ("rising", "falling", "topics", "stories")
_AFFAIRS = "affairs"  # the kind of row that says what affair a rising term is
_KEPT_OF = "affairs kept"  # the fact that says of which day these rows are known


class Judged(NamedTuple):
    """When what rises was last looked for on a day, and how many days it was compared with."""

    day: date
    at: datetime
    history: int


def save(db: Store, judged: Judged, trends_by_kind: Mapping[str, Sequence[Trend]]) -> None:
    """Store the trends of a day by kind, in place of those it had before."""
    day = day_number(judged.day)
    db.execute(
        "INSERT INTO days VALUES (?, 0, ?, ?) ON CONFLICT (day) DO UPDATE "
        "SET judged = excluded.judged, history = excluded.history",
        (day, seconds(judged.at), judged.history),
    )
    db.execute("DELETE FROM trends WHERE day = ? OR day < ?", (day, day - KEPT))
    db.execute("DELETE FROM days WHERE day < ?", (day - weeks.KEPT,))
    db.executemany(
        "INSERT INTO trends VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        [
            (day, kind, place, *_values(trend))
            for kind, trends in trends_by_kind.items()
            for place, trend in enumerate(trends, 1)
        ],
    )


def save_affairs(db: Store, day: date, affairs: Sequence[TrendAffair]) -> None:
    """Store which of the rising terms of a day are affairs."""
    number = day_number(day)
    db.execute("DELETE FROM trends WHERE day = ? AND kind = ?", (number, _AFFAIRS))
    rows = [Trend(each.term, None, (each.day,), stories=(each.began,)) for each in affairs]
    db.executemany(
        "INSERT INTO trends VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        [(number, _AFFAIRS, place, *_values(trend)) for place, trend in enumerate(rows, 1)],
    )
    facts.remember(db, _KEPT_OF, number)


def affairs(db: Store, day: date) -> list[TrendAffair] | None:
    """Which of the rising terms of a day are affairs, None where that was not stored."""
    if facts.number(db, _KEPT_OF) != day_number(day):
        return None
    from cio_digest.models.pages import TrendAffair  # which a morning does without

    rows = load(db, day, _AFFAIRS)
    return [TrendAffair(row.term, int(row.history[0]), row.stories[0]) for row in rows]


def latest(db: Store, until: datetime) -> Judged | None:
    """The last time by then that what rises was looked for."""
    row = db.execute(
        "SELECT day, judged, history FROM days WHERE judged <= ? ORDER BY day DESC LIMIT 1",
        (seconds(until),),
    ).fetchone()
    return Judged(day_of(row[0]), moment(row[1]), row[2]) if row else None


def load(db: Store, day: date, kind: str, *, most: int = ALL) -> list[Trend]:
    """What was found on a day, the strongest first."""
    rows = db.execute(
        "SELECT term, ratio, history, since, outlets, voices, stories FROM trends "
        "WHERE day = ? AND kind = ? ORDER BY place LIMIT ?",
        (day_number(day), kind, most),
    )
    return [*_trends(rows)]


def between(db: Store, kind: str, first: date, last: date) -> dict[date, list[Trend]]:
    """What was found on each of the days from ``first`` to ``last``, the strongest first."""
    rows = db.execute(
        "SELECT term, ratio, history, since, outlets, voices, stories, day FROM trends "
        "WHERE day BETWEEN ? AND ? AND kind = ? ORDER BY day, place",
        (day_number(first), day_number(last), kind),
    )
    by_day: dict[date, list[Trend]] = {}
    for *columns, day in rows:
        by_day.setdefault(day_of(day), []).extend(_trends(iter([tuple(columns)])))
    return by_day


def judged(db: Store, first: date, last: date, least: int) -> list[date]:
    """The days on which it was looked for what rises, with ``least`` days of history or more."""
    rows = db.execute(
        "SELECT day FROM days WHERE day BETWEEN ? AND ? AND history >= ? ORDER BY day",
        (day_number(first), day_number(last), least),
    )
    return [day_of(day) for (day,) in rows]


def _values(trend: Trend) -> tuple[Any, ...]:
    return (
        trend.term,
        None if trend.ratio == inf else trend.ratio,
        json.dumps(trend.history),
        None if trend.since is None else day_number(trend.since),
        trend.outlets,
        trend.voices,
        json.dumps([_row(story) for story in trend.stories], ensure_ascii=False),
    )


def _trends(rows: Iterable[tuple[Any, ...]]) -> Iterator[Trend]:
    for term, ratio, history, since, outlets, voices, stories in rows:
        yield Trend(
            term=term,
            ratio=inf if ratio is None else ratio,
            history=tuple(json.loads(history)),
            since=None if since is None else day_of(since),
            outlets=outlets,
            voices=voices,
            stories=tuple(
                Headline(story=story, title=title, url=url, publisher=publisher)
                for story, title, url, publisher in json.loads(stories)
            ),
        )


def _row(headline: Headline) -> tuple[int, str, str, str]:
    return headline.story, headline.title, headline.url, headline.publisher
