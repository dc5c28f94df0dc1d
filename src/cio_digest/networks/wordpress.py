"""WordPress: tags and searches of any site that runs it, by their feeds.

https://developer.wordpress.org/advanced-administration/wordpress/feeds/
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from cio_digest.networks import feed, links
from cio_digest.networks.kind import Conversation, Kind, Search, Task

if TYPE_CHECKING:
    from cio_digest.models import Source


def read(task: Task) -> Conversation:
    """Read one feed."""
    return (yield from feed.at(task, address(task.source)))


def address(source: Source) -> str:
    """Posts with one of the tags, or with the words."""
    if tags := links.tags(source.query):
        return f"{source.url.rstrip('/')}/tag/{links.part(','.join(tags).lower())}/feed/"
    if not source.query:
        return ""
    return links.address(source.url, "/", s=source.query, feed="rss2")


KIND = Kind(
    title="WordPress",
    reads="tags and search of one site",
    read=read,
    needs="the site's address as server",
    lacks="an unknown tag looks like one without posts; some sites switch searching off",
    hints={404: "is this a WordPress site, with its feeds switched on?"},
    many=True,
    search=Search(tags="any", partial=True),
)
