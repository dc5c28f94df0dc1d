"""Discourse: tags and categories of one forum, by their feeds.

https://meta.discourse.org/t/finding-discourse-rss-feeds/264134
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from cio_digest.models import Engagement
from cio_digest.networks import feed, links, posts
from cio_digest.networks.kind import AS_DOCUMENTED, Conversation, Kind, Search, Task

if TYPE_CHECKING:
    from cio_digest.models import RawEntry, Source


# "<p><small>3 posts - 2 participants</small></p> <p><a href="…">Read full topic</a></p>", in the
# language of the forum.
_WORDS = r"[^<>\d]{0,60}"
_FOOTER = rf"(?s:<p><small>{_WORDS}(\d{{1,9}}){_WORDS} - {_WORDS}\d{{1,9}}{_WORDS}</small></p>.*)"
_CREATOR = r"@([\w.-]{1,60})(?:\s+(.+))?"  # "@ada Ada Byron"
_TAIL = 3_000  # characters in which it stands


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
    """A topic as the word of who opened it, without what the forum writes below the text.

    What RSS calls its source is the topic itself.
    """
    from cio_digest.text.sites import host

    creator = re.fullmatch(_CREATOR, raw.author)
    handle, name = (creator[1], creator[2] or creator[1]) if creator else (raw.author, raw.author)
    start = max(len(raw.content) - _TAIL, 0)
    footer = re.compile(_FOOTER).search(raw.content, start)
    content = raw.content[: footer.start()] if footer else raw.content
    return raw._replace(
        title=posts.decoded(raw.title),
        content=content,
        author=name,
        publisher="",
        network="discourse",
        handle=handle,
        engagement=Engagement(replies=max(int(footer[1]) - 1, 0)) if footer else None,
        comments=raw.url,
        forum=host(raw.url),
        own=content,
    )


KIND = Kind(
    title="Discourse",
    reads="tags and categories (c/name/number) of one forum",
    read=read,
    needs="the forum's address as server",
    lacks=f"no search for words; one tag a search; {AS_DOCUMENTED}",
    hints={404: "is there such a tag or category, and is this a Discourse forum?"},
    many=True,
    social=True,
    search=Search(words="", tags="fixed", place=r"c/\S+", partial=True),
)
