"""Discourse: tags and categories of one forum, by their feeds.

https://meta.discourse.org/t/finding-discourse-rss-feeds/264134
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from cio_digest.networks import feed, links
from cio_digest.networks.kind import Conversation, Kind, Search, Task

if TYPE_CHECKING:
    from cio_digest.models import RawEntry, Source


def read(task: Task) -> Conversation:
    """Read one feed."""
    return (yield from feed.at(task, address(task.source), entry))


def address(source: Source) -> str:
    """Topics with a tag (``#name``), or of a category (``c/name/number``)."""
    server = source.url.rstrip("/")
    if tags := links.tags(source.query):
        return f"{server}/tag/{links.part(tags[0])}.rss"
    path = "/".join(map(links.part, source.query.split("/")))
    return f"{server}/{path}.rss" if path else ""


def entry(raw: RawEntry) -> RawEntry:
    """A topic is the word of who opened it."""
    name = raw.author.removeprefix("@")
    return raw._replace(author=name, network="discourse", handle=name)


KIND = Kind(
    title="Discourse",
    reads="tags and categories (c/name/number) of one forum",
    read=read,
    needs="the forum's address as server",
    lacks="no search for words; one tag a search",
    hints={404: "is there such a tag or category, and is this a Discourse forum?"},
    many=True,
    social=True,
    search=Search(words="", tags="fixed", place=r"c/\S+", partial=True),
)
