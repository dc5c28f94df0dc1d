"""Lobsters: tags and users, by their feeds.

https://lobste.rs/about. An item links to the article; its guid and comments are the discussion.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from cio_digest.networks import feed, links
from cio_digest.networks.kind import Conversation, Kind, People, Search, Task

if TYPE_CHECKING:
    from cio_digest.models import RawEntry, Source

_GAP = 2.0  # seconds: 30 requests a minute


def read(task: Task) -> Conversation:
    """Read one feed."""
    return (yield from feed.at(task, address(task.source), entry, gap=_GAP))


def address(source: Source) -> str:
    """The stories of a user, or those with one of the tags."""
    if source.handle:
        return f"{source.url}/~{links.part(source.handle.removeprefix('@'))}/stories.rss"
    if tags := links.tags(source.query):
        return f"{source.url}/t/{links.part(','.join(tags))}.rss"
    return ""


def entry(raw: RawEntry) -> RawEntry:
    """The name without the address it comes in; no text where there is only a link to comments."""
    name = raw.author.rpartition("(")[2].strip(" )").partition("@")[0]
    bare = raw.content.replace("\n", "").endswith(">Comments</a></p>")
    return raw._replace(
        content="" if bare else raw.content, author=name, network="lobsters", handle=name
    )


KIND = Kind(
    title="Lobsters",
    reads="tags, users",
    read=read,
    lacks="no search for words, only its own tags; no scores",
    hints={404: "is there such a tag? https://lobste.rs/tags lists them"},
    server="https://lobste.rs",
    social=True,
    search=Search(words="", tags="fixed", partial=True),
    people=People("name", profiles=(r"lobste\.rs/(?:~|u/)([\w-]+)(?:[/?].*)?",)),
)
