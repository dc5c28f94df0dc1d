"""A bridge: the reader's own service that turns a network into a feed.

RSS-Bridge (https://rss-bridge.github.io/rss-bridge/) and RSSHub (https://docs.rsshub.app) reach
what has no reading interface: LinkedIn, Facebook, Threads, Telegram. A bridge that fails answers
200 with one entry that says so, which ``parse`` knows for a refusal.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from cio_digest.networks import feed
from cio_digest.networks.kind import Conversation, Kind, Task

if TYPE_CHECKING:
    from cio_digest.models import RawEntry


def read(task: Task) -> Conversation:
    """Read the bridge's feed, its authors as people of the network that it passes on."""
    network = task.source.network

    def entry(raw: RawEntry) -> RawEntry:
        return raw._replace(network=network, handle=raw.handle or raw.author)

    return (yield from feed.at(task, entry=entry))


KIND = Kind(
    title="Bridge",
    reads="a feed that your own RSS-Bridge or RSSHub makes of another network",
    read=read,
    needs="the feed's address and its network, under [[feeds]]",
)
