"""What may be asked of the store, each question from a ``Setup`` to an answer of bounded length.

Nothing is fetched, no program of the reader's is run, and the store is opened for reading alone.
"""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

from cio_digest import digest
from cio_digest.digest import DigestOptions, explain
from cio_digest.errors import CioDigestError
from cio_digest.mcp import stories
from cio_digest.mcp.marking import answer
from cio_digest.runs import morning, naming
from cio_digest.store import entries as entry_table
from cio_digest.store import opened_for_reading
from cio_digest.store import stories as story_table
from cio_digest.text import when

if TYPE_CHECKING:
    from cio_digest.models import Digest, Entry
    from cio_digest.runs import Setup
    from cio_digest.store import Store

WEEK = timedelta(days=7)


def day(setup: Setup, written: str, topic: str, most: int) -> dict[str, Any]:
    """The digest of a day, written as readers write it, or of today where it is "".

    Raises:
        CioDigestError: that is no day or still to come, or there is no such topic.
    """
    name = naming.topic(setup.config, topic).name if topic else None
    options = DigestOptions(_day(setup, written), topic=name)
    with opened_for_reading(setup.store) as db:
        return stories.of_digest(_digest(db, setup, options), most)


def search(setup: Setup, text: str, most: int, *, newest: bool) -> dict[str, Any]:
    """The stories that the store holds of a query.

    Raises:
        QueryError: the query cannot be understood.
    """
    from cio_digest.networks import registry
    from cio_digest.search import lookup, query

    config = setup.config
    zone, networks = config.settings.timezone, tuple(registry.KINDS)
    scope = lookup.Scope(config.sources, config.topics, zone, networks)
    options = lookup.SearchOptions(most, newest)
    with opened_for_reading(setup.store) as db:
        return stories.of_search(lookup.find(db, scope, query.read(text), setup.now, options))


def story(setup: Setup, number: int) -> dict[str, Any]:
    """A story by its id in the store, with everybody who tells it.

    Raises:
        CioDigestError: there is none.
    """
    with opened_for_reading(setup.store) as db:
        entries = _entries(db, number)
        named = explain.named(db, setup.config, entries)
        return stories.of_story(entries[0].story, named)


def why(setup: Setup, number: int, text: str) -> dict[str, Any]:
    """Why a story is in today's digest or not, by its id, or an entry's address or title words.

    Raises:
        CioDigestError: neither is said, or the store has no such story or entry.
    """
    if not (number or text.strip()):
        raise CioDigestError("say which: a story by its number, or an address or words of a title")
    with opened_for_reading(setup.store) as db:
        entry = _entries(db, number)[-1] if number else explain.entry_at(db, text)
        made = _digest(db, setup, DigestOptions())
        return stories.of_explanation(explain.explained(db, setup.config, made, entry))


def trends(setup: Setup, term: str, most: int, *, falling: bool) -> dict[str, Any]:
    """What rises or falls, or how one term fares.

    Raises:
        CioDigestError: nothing was counted yet.
    """
    from cio_digest.trends import page

    options = page.TrendsOptions(most=most, falling=falling)
    with opened_for_reading(setup.store) as db:
        if term:
            return stories.of_trends(page.one(db, setup.config, setup.now, term, options))
        return stories.of_trends(page.everything(db, setup.config, setup.now, options))


def topics(setup: Setup) -> dict[str, Any]:
    """The reader's topics as configured, and how many entries of the last week match each."""
    from cio_digest.search import kept

    since = setup.now - WEEK
    with opened_for_reading(setup.store) as db:
        reached = kept.reach(db, setup.config.topics, since, setup.now)
    listed = [
        {
            "name": each.name,
            "weight": each.weight,
            "keywords": list(each.keywords),
            "exclude": list(each.exclude),
            "entries": reached[each.name][0],
        }
        for each in setup.config.topics
    ]
    return answer(since=since, topics=listed)


def _digest(db: Store, setup: Setup, options: DigestOptions) -> Digest:
    return digest.make(db, setup.config, setup.now, options, programs=False)


def _day(setup: Setup, written: str) -> date | None:
    meant = when.read(written) if written else None
    if written and meant is None:
        raise CioDigestError(f'"{written}" is no day; {when.WRITTEN}')
    return morning.begun(setup, meant)


def _entries(db: Store, number: int) -> list[Entry]:
    (current,) = story_table.current(db, [number])
    entries = entry_table.of_stories(db, [current], explain.LATEST).get(current)
    if not entries:
        raise CioDigestError(f"the store has no story {number}")
    return entries
