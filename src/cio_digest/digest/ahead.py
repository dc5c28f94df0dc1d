"""The store to the dates that lie ahead: what sources announce for a day, with the sentence."""

from __future__ import annotations

from collections import defaultdict
from datetime import timedelta
from typing import TYPE_CHECKING

from cio_digest.digest import items, timeline
from cio_digest.models.pages import Happening, Timeline
from cio_digest.search import topical
from cio_digest.store import entries as entry_table
from cio_digest.store import stories as story_table
from cio_digest.text import ahead, days, speakers

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date, datetime

    from cio_digest.config import Config
    from cio_digest.models import Entry
    from cio_digest.store import Store
    from cio_digest.text.ahead import DateAhead

BACK = timedelta(days=180)  # how long ago it may have been announced
_LOOKED_AT = 4_000  # entries, the newest
_HEADING = "Dates ahead"


def page(db: Store, config: Config, now: datetime, most: int) -> Timeline:
    """What the entries of the last half year announce for a day after today, the next first.

    Of the reader's topics; of all entries where there is no topic. Each story announces a day once.
    """
    today = days.today(now, config.settings.timezone)
    entries = _entries(db, config, now)
    titles = timeline.names(db, config)
    vendors = {source.key for source in config.sources if source.role == "vendor"}
    announced: dict[tuple[date, int], list[tuple[Entry, DateAhead]]] = defaultdict(list)
    for entry in entries:
        told = days.today(entry.published or entry.surfaced, config.settings.timezone)
        for found in ahead.announced(entry.title, entry.text, told):
            if found.day > today:
                announced[found.day, entry.story].append((entry, found))
    happenings = []
    for (day, _), several in sorted(announced.items(), key=lambda each: each[0])[:most]:
        best = items.headline([entry for entry, _ in several], vendors)
        sentence = next(found for entry, found in several if entry.id == best.id)
        happenings.append(_happening(day, best, sentence, speakers.name(best, titles)))
    notes = () if happenings else ("Nothing that was read announces a day ahead.",)
    return Timeline(_HEADING, today, happenings=tuple(happenings), notes=notes)


def _entries(db: Store, config: Config, now: datetime) -> Iterable[Entry]:
    """The newest entries that a topic of the reader's is in, each once, without noise."""
    since = now - BACK
    followed = {source.key for source in config.sources}
    if config.topics:
        found = topical.topical(db, config.topics, since, now, most=_LOOKED_AT)
        entries = {entry.id: entry for _, entry in found}
    else:
        stories = story_table.newest(db, since, now, most=_LOOKED_AT, sources=followed)
        told = entry_table.of_stories(db, stories, now)
        entries = {entry.id: entry for several in told.values() for entry in several}
    return [e for e in entries.values() if e.source in followed and not e.noise]


def _happening(day: date, entry: Entry, announced: DateAhead, by: str) -> Happening:
    of = "" if announced.sentence == entry.title else entry.title
    return Happening(day, announced.sentence, by, entry.url, of, whole=announced.whole)
