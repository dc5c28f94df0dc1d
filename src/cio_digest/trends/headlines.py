"""Entries to the stories that they tell, the widest told first, each by its headline."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, NamedTuple

from cio_digest.digest import items
from cio_digest.models import Headline
from cio_digest.store import entries as entry_table
from cio_digest.store import sources as source_table
from cio_digest.store import stories as story_table
from cio_digest.text import speakers, words

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping
    from datetime import datetime

    from cio_digest.config import Config
    from cio_digest.models import Entry
    from cio_digest.store import Store

MOST = 3
_LOOKED_AT = 1_000  # entries that use a term, the newest


class Names(NamedTuple):
    """What sources and accounts are called by their keys, and which sources are vendors'."""

    titles: Mapping[str, str]
    vendors: Collection[str]


def names(db: Store, config: Config) -> Names:
    """The names of the reader's sources, as they wrote them or as the sources call themselves."""
    vendors = {source.key for source in config.sources if source.role == "vendor"}
    return Names(source_table.publishers(db, config.sources), vendors)


def of(
    db: Store, entries: Iterable[int], names: Names, until: datetime, most: int = MOST
) -> tuple[Headline, ...]:
    """The widest told of the stories that these entries are part of.

    Each is named as the digest does, by all who told it until then.
    """
    told = Counter(entry.story for entry in entry_table.load(db, entries))
    wide = story_table.outlets(db, told)
    widest = sorted(wide, key=lambda story: (-wide[story], -told[story], story))[:most]
    whole = entry_table.of_stories(db, widest, until)
    return tuple(_headline(story, whole[story], names) for story in widest if story in whole)


def _headline(story: int, entries: list[Entry], names: Names) -> Headline:
    entry = items.headline(entries, names.vendors)
    return Headline(story, entry.title, entry.url, speakers.name(entry, names.titles))


def using(db: Store, terms: Iterable[str], since: datetime, until: datetime) -> list[int]:
    """The newest entries whose titles have all the words of a term, in singular or plural.

    An index that knows words between spaces finds none for scripts without.
    """
    wanted = [_query(term) for term in terms if term]
    query = f"title : ({' OR '.join(wanted)})"
    return [*story_table.matching(db, query, since, until, most=_LOOKED_AT)] if wanted else []


def _query(term: str) -> str:
    forms = (" OR ".join(f'"{form}"' for form in words.forms(word)) for word in term.split())
    return "(" + " AND ".join(f"({each})" for each in forms) + ")"
