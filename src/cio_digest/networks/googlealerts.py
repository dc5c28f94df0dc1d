"""Google Alerts: an alert that is delivered to a feed.

https://www.google.com/alerts, "Deliver to: RSS feed". Each link carries the article's address in
``url``; the words searched for stand in bold.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from cio_digest.networks import feed, links
from cio_digest.networks.kind import Conversation, Kind, Task

if TYPE_CHECKING:
    from cio_digest.models import RawEntry


def read(task: Task) -> Conversation:
    """Read the feed at the address that Google gave."""
    return (yield from feed.at(task, entry=entry))


def entry(raw: RawEntry) -> RawEntry:
    """The article's own address, and the site there: it says the words, the alert found them."""
    url = links.inside(raw.url, "url")
    site = links.host(url).removeprefix("www.")
    return raw._replace(url=url, publisher=raw.publisher or site)


KIND = Kind(
    title="Google Alerts",
    reads="alerts delivered to a feed",
    read=read,
    needs="the feed's address, under [[feeds]]",
)
