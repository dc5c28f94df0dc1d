"""Who says an entry: the person of a post, the outlet of an article; never what brought it.

A search or a hashtag is nobody. An article's outlet is the publisher that it names, else the site
of its feed (``sites``): what an aggregator links to stands on many, and is no second outlet's word.
Of what a search finds, it is the site that the article stands on.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from cio_digest.text import handles

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from cio_digest.models import Entry

# Publishers each of whose entries is about something else, however alike they are worded, and is
# told to the reader whoever told the same before.
CATALOGUES = ("CISA KEV", "endoflife.date")


def speaker(entry: Entry) -> str:
    """The name that tells speakers apart: whoever is counted, is counted by it."""
    return entry.outlet or entry.source or f"entry {entry.id}"


def outlet(person: str, publisher: str, site: str) -> str:
    """The speaker of a new entry: ``person`` is that of a post, "" for an article."""
    return (person or publisher or site).lower()


def independent(entries: Iterable[Entry]) -> int:
    """How many say it by themselves: as many as speak, but articles at one address are one.

    The store counts stories by the same rule (``store.stories.assign``).
    """
    told = list(entries)
    posting = {speaker(entry) for entry in told if entry.network}
    addresses = {entry.canonical or entry.id for entry in told if not entry.network}
    return min(len({speaker(entry) for entry in told}), len(posting) + len(addresses))


def person(entry: Entry) -> str:
    """The person of a post by the name to show, "" for an article."""
    return entry.handle or (entry.author if entry.network else "")


def name(entry: Entry, titles: Mapping[str, str]) -> str:
    """The name to show; ``titles`` are those of sources and of accounts, by their keys.

    Who has an account (``handles``) is called as the reader calls them, whatever brought the post.
    """
    known = titles.get(handles.key(entry.network, entry.handle), "")
    return known or person(entry) or entry.publisher or titles.get(entry.source, entry.source)
