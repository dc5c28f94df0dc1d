"""Bing News: searches, by their feeds.

https://www.bing.com/news/search?q=…&format=rss. Each link carries the article's address in ``url``.
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
    """A search; nothing where the feed itself is given."""
    if not source.query:
        return ""
    return links.address(source.url, "/news/search", q=source.query, format="rss")


def entry(raw: RawEntry) -> RawEntry:
    """The article's own address."""
    return raw._replace(url=links.inside(raw.url, "url"))


KIND = Kind(
    title="Bing News",
    reads="search",
    read=read,
    lacks="the first dozen results only, not always the newest; for personal use by its terms",
    server="https://www.bing.com",
    search=Search(style="or", partial=True),
)
