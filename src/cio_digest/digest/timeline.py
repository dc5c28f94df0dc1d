"""A story to the timeline of its affair: a headline a day, verbatim, and how many told it."""

from __future__ import annotations

from collections import defaultdict
from datetime import timedelta
from typing import TYPE_CHECKING

from cio_digest.digest import affair, disagreement, explain, items
from cio_digest.errors import CioDigestError
from cio_digest.models.pages import Happening, Timeline
from cio_digest.store import clues as clue_table
from cio_digest.store import sources as source_table
from cio_digest.store import stories as story_table
from cio_digest.stories import rarity
from cio_digest.text import days, speakers

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from datetime import date, datetime

    from cio_digest.config import Config
    from cio_digest.models import Entry, Item, Story
    from cio_digest.store import Store

_ALONE = "No other story of this affair was found in the store."


def number(db: Store, config: Config, number: int, now: datetime) -> Timeline:
    """The timeline of the story with this number in the digest printed last.

    Raises:
        CioDigestError: no digest was printed yet, it has no such number, or the story is gone.
    """
    item = explain.numbered(db, number)
    stories = known(db, config, item, now)
    names = source_table.publishers(db, config.sources)
    made = of(stories, config, names, days.today(now, config.settings.timezone))
    notes = (_ALONE,) if len(stories) == 1 else (_count(stories),)
    own = [story for story in stories if story.id == story_table.current(db, [item.story])[0]]
    figures = disagreement.figures(own[0].entries, names) if own else ()
    return made._replace(heading=item.title, url=item.url, notes=notes, differences=figures)


def known(db: Store, config: Config, item: Item, now: datetime) -> list[Story]:
    """The stories of a printed story's affair by now, its own among them.

    Raises:
        CioDigestError: none of them is left in the store.
    """
    stories = affair.of(scope(db, config, now), story_table.current(db, [item.story]))
    if not stories:
        raise CioDigestError(f"story {item.number} is no longer in the store: {item.title}")
    return stories


def scope(db: Store, config: Config, now: datetime) -> affair.AffairScope:
    """All that the reader's sources have told by now."""
    rare = rarity.read_weights(clue_table.rarity(db))
    return affair.AffairScope(db, [source.key for source in config.sources], now, rare)


def of(
    stories: Iterable[Story], config: Config, titles: Mapping[str, str], today: date
) -> Timeline:
    """The timeline of an affair's stories, without a heading.

    ``titles`` are the names of sources and accounts by their keys.
    """
    zone = config.settings.timezone
    told: dict[date, list[Entry]] = defaultdict(list)
    for story in stories:
        for entry in story.entries:
            told[days.today(entry.published or entry.surfaced, zone)].append(entry)
    vendors = {source.key for source in config.sources if source.role == "vendor"}
    happenings = [_happening(day, told[day], vendors, titles) for day in sorted(told)]
    return Timeline("", today, history=_history(told), happenings=tuple(happenings))


def _happening(
    day: date, entries: list[Entry], vendors: set[str], titles: Mapping[str, str]
) -> Happening:
    headline = items.headline(entries, vendors)
    others = speakers.independent(entries) - 1
    by = speakers.name(headline, titles) + (f" +{others}" if others > 0 else "")
    return Happening(day, headline.title, by, headline.url)


def _history(entries: Mapping[date, list[Entry]]) -> tuple[int, ...]:
    """By how many outlets it was told on each day from the first to the last."""
    first, last = min(entries), max(entries)
    every = (first + timedelta(days=at) for at in range((last - first).days + 1))
    return tuple(speakers.independent(entries.get(day, ())) for day in every)


def _count(stories: list[Story]) -> str:
    return f"{len(stories)} stories, linked by the names and figures that they share."
