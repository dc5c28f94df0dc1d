"""A digest to the text that the store keeps, and back, without loss."""

from __future__ import annotations

import json
from datetime import date, datetime, timedelta, timezone
from typing import Any

from cio_digest.models import Digest, Failing, Headline, Health, Item, Lead, Section, Term, Trend


def dump(digest: Digest) -> str:
    """Named tuples become arrays, instants Unix seconds, spans seconds."""
    return json.dumps(digest, default=_number, ensure_ascii=False)


def load(text: str) -> Digest:
    """Give back what ``dump`` was given."""
    day, now, since, until, *counts, sections, late, rising, health, notes = json.loads(text)
    sources, entries, stories, minutes = counts
    return Digest(
        date=date.fromisoformat(day),
        now=_moment(now),
        since=_moment(since),
        until=_moment(until),
        sources=sources,
        entries=entries,
        stories=stories,
        minutes=minutes,
        sections=tuple(Section(title, _items(items)) for title, items in sections),
        late=_items(late),
        rising=tuple(_trend(Trend(*row)) for row in rising),
        health=_health(*health),
        notes=tuple(notes),
    )


def _number(value: object) -> float | str:
    match value:
        case datetime():
            return value.timestamp()
        case date():
            return value.isoformat()
        case timedelta():
            return value.total_seconds()
    raise TypeError(f"a digest holds no {type(value).__name__}")


def _moment(seconds: float) -> datetime:
    return datetime.fromtimestamp(seconds, timezone.utc)


def _items(rows: list[list[Any]]) -> tuple[Item, ...]:
    return tuple(_item(Item(*row)) for row in rows)


def _item(item: Item) -> Item:
    published: Any = item.published  # still the number that it was kept as
    lead: Any = item.lead
    return item._replace(
        published=_moment(published),
        others=tuple(item.others),
        terms=tuple(Term(*term) for term in item.terms),
        days=tuple(item.days),
        lead=Lead(lead[0], lead[1], timedelta(seconds=lead[2])) if lead else None,
    )


def _trend(trend: Trend) -> Trend:
    since: Any = trend.since  # still the text that it was kept as
    return trend._replace(
        history=tuple(trend.history),
        since=date.fromisoformat(since) if since else None,
        stories=tuple(Headline(*story) for story in trend.stories),
    )


def _health(
    fine: int, failing: list[list[Any]], last_fetch: float | None, unread: int = 0
) -> Health:
    return Health(
        fine,
        tuple(
            Failing(source, reason, _moment(since), *sources)
            for source, reason, since, *sources in failing
        ),
        None if last_fetch is None else _moment(last_fetch),
        unread,
    )
