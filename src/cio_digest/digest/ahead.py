"""The store to the dates that lie ahead: what sources announce for a day, with the sentence."""

from __future__ import annotations

from collections import defaultdict
from datetime import timedelta
from typing import TYPE_CHECKING, NamedTuple

from cio_digest.digest import items
from cio_digest.models.pages import Happening, Timeline
from cio_digest.search import topical
from cio_digest.store import entries as entry_table
from cio_digest.store import sources as source_table
from cio_digest.text import ahead, days, speakers

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from datetime import date, datetime

    from cio_digest.config import Config
    from cio_digest.models import Entry
    from cio_digest.store import Store
    from cio_digest.text.ahead import DateAhead

BACK = timedelta(days=180)  # how long ago it may have been announced
_LOOKED_AT = 4_000  # entries, the newest
_HEADING = "Dates ahead"


class Announcement(NamedTuple):
    """What one story announces for a day: by each of its entries that do, the newest first."""

    day: date
    said: Sequence[tuple[Entry, DateAhead]]


def page(db: Store, config: Config, now: datetime, most: int) -> Timeline:
    """What the entries of the last half year announce for a day after today, the next first.

    Of the reader's topics; of all entries where there is no topic. Each story announces a day once.
    """
    today = days.today(now, config.settings.timezone)
    happenings = shown(db, config, announced(db, config, now, today)[:most])
    notes = () if happenings else ("Nothing that was read announces a day ahead.",)
    return Timeline(_HEADING, today, happenings=happenings, notes=notes)


def announced(db: Store, config: Config, now: datetime, after: date) -> list[Announcement]:
    """What was announced by ``now`` for a day ``after`` another, the next day first."""
    by_story: dict[tuple[date, int], list[tuple[Entry, DateAhead]]] = defaultdict(list)
    for entry, found in _wanted(db, config, _announced(db, config, now)):
        if found.day > after:
            by_story[found.day, entry.story].append((entry, found))
    ordered = sorted(by_story.items(), key=lambda each: each[0])
    return [Announcement(day, said) for (day, _), said in ordered]


def shown(
    db: Store, config: Config, announcements: Iterable[Announcement]
) -> tuple[Happening, ...]:
    """Each in the words of the entry that says it best."""
    titles = source_table.publishers(db, config.sources)
    vendors = {source.key for source in config.sources if source.role == "vendor"}
    happenings = []
    for day, said in announcements:
        best = items.headline([entry for entry, _ in said], vendors)
        sentence = next(found for entry, found in said if entry.id == best.id)
        happenings.append(_happening(day, best, sentence, speakers.name(best, titles)))
    return tuple(happenings)


def _announced(db: Store, config: Config, now: datetime) -> Iterator[tuple[Entry, DateAhead]]:
    """What the newest entries that may be of the reader's topics announce, without noise."""
    since, zone = now - BACK, config.settings.timezone
    keys = [source.key for source in config.sources]
    if config.topics:
        matcher = topical.matcher(db, config.topics)
        span = (config.topics, matcher, since, now)
        entries = entry_table.load(db, topical.hits(db, *span, most=_LOOKED_AT, sources=keys))
    else:
        entries = entry_table.of_sources(db, keys, since, now, most=_LOOKED_AT)
    for entry in entries:
        told = days.today(entry.published or entry.surfaced, zone)
        if not entry.noise:
            for found in ahead.announced(entry.title, entry.text, told):
                yield entry, found


def _wanted(
    db: Store, config: Config, announced: Iterable[tuple[Entry, DateAhead]]
) -> list[tuple[Entry, DateAhead]]:
    """Those whose entry a topic is in; all, where there is no topic."""
    found = list(announced)
    if not config.topics:
        return found
    about = topical.about(db, config.topics, [entry for entry, _ in found])
    return [(entry, each) for entry, each in found if entry.id in about]


def _happening(day: date, entry: Entry, announced: DateAhead, by: str) -> Happening:
    of = "" if announced.sentence == entry.title else entry.title
    return Happening(day, announced.sentence, by, entry.url, of, whole=announced.whole)
