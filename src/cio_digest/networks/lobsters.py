"""Lobsters: tags and users, by their feeds.

https://lobste.rs/about. An item links to the article; its guid and comments are the discussion.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from cio_digest.networks import feed, links
from cio_digest.networks.kind import AS_DOCUMENTED, Conversation, Kind, People, Search, Task

if TYPE_CHECKING:
    from cio_digest.models import RawEntry, Source

# What stands below every text that comes with an address.
_COMMENTS = r"(?:<p>\s{0,99})?<a [^<>]{1,2000}>Comments</a>(?:\s{0,99}</p>)?\s{0,99}\Z"
FORUM = "Lobsters"
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
    """The name without the address it comes in, the text without the link to the comments."""
    name = raw.author.rpartition("(")[2].strip(" )").partition("@")[0]
    content = re.sub(_COMMENTS, "", raw.content)
    return raw._replace(
        content=content,
        author=name,
        network="lobsters",
        handle=name,
        forum=FORUM,
        own=content,
    )


KIND = Kind(
    title=FORUM,
    reads="tags, users",
    read=read,
    lacks=f"no search for words, only its own tags; no scores; {AS_DOCUMENTED}",
    hints={404: "is there such a tag? https://lobste.rs/tags lists them"},
    server="https://lobste.rs",
    social=True,
    threads=((r"https?://lobste\.rs/s/\w{1,20}(?:/\S{0,200})?", FORUM),),
    search=Search(words="", tags="fixed", partial=True),
    people=People("name", profiles=(r"lobste\.rs/(?:~|u/)([\w-]+)(?:[/?].*)?",)),
)
