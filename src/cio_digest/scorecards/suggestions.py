"""The store to people whom the reader does not follow, and the lines that would follow them."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, Any, NamedTuple

from cio_digest import lists
from cio_digest.lists import voices
from cio_digest.scorecards import posts, suggestion
from cio_digest.store import digests as digest_table
from cio_digest.store import entries as entry_table
from cio_digest.store import stories as story_table
from cio_digest.stories import leads
from cio_digest.text.speakers import speaker

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import datetime, timedelta

    from cio_digest.config import Config
    from cio_digest.models import Entry
    from cio_digest.models.scorecards import Suggestion
    from cio_digest.store import Store

POSTS = 1_500  # of everybody on networks, the newest
STORIES = 400  # of theirs, the newest


class SuggestedVoice(NamedTuple):
    """Somebody to follow, and the ``[[voices]]`` table that does."""

    suggestion: Suggestion
    table: dict[str, Any]


def suggestions(db: Store, config: Config, now: datetime, span: timedelta) -> list[SuggestedVoice]:
    """Who keeps turning up in the reader's stories and is not followed, the likeliest first."""
    since = now - span
    heard = entry_table.social(db, since, now, most=POSTS)
    people = _people(heard, _followed(config, heard))
    entries = [entry for told in people.values() for entry in told]
    made = iter(posts.of(db, entries, config.topics))
    shown = digest_table.outlets_shown(db, since.date())
    stories = [*dict.fromkeys(entry.story for entry in entries)][:STORIES]
    told = story_table.tellings_of(db, stories, now)
    records = leads.records(told, lambda telling: telling.handle if telling.social else "")
    found = []
    for person, own in people.items():
        theirs = [next(made) for _ in own]
        record = records.get(person.handle)
        if given := suggestion.suggestion(person, theirs, shown, record):
            found.append(given)
    return [*_followable(sorted(found, key=suggestion.order), config)]


def _people(entries: Iterable[Entry], followed: set[str]) -> dict[suggestion.Person, list[Entry]]:
    """The posts of each person who is not followed, by how they are called now."""
    people: dict[tuple[str, str], list[Entry]] = defaultdict(list)
    for entry in entries:
        if speaker(entry) not in followed:
            people[entry.network, entry.handle.casefold()].append(entry)
    return {
        suggestion.Person(own[0].handle, own[0].author or own[0].handle, network): own
        for (network, _), own in people.items()
    }


def _followed(config: Config, entries: Iterable[Entry]) -> set[str]:
    """The outlets that speak at the sources of voices and accounts."""
    sources = [
        source for source in config.sources if source.voice or (source.network and not source.query)
    ]
    own, _ = posts.by_voice(entries, [each._replace(voice=each.key) for each in sources])
    return {speaker(entry) for told in own.values() for entry in told}


def _followable(suggestions: Iterable[Suggestion], config: Config) -> Iterable[SuggestedVoice]:
    """The suggestions that feeds.toml can follow, checked as an imported list is."""
    for given in suggestions:
        row = lists.ListRow("", given.name, addresses=((given.network, given.handle),))
        (verdict,) = voices.plan([row], config)
        if verdict.state == "taken":
            yield SuggestedVoice(given, verdict.table)
