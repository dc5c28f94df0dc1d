"""A bridge: the reader's own service that turns a network into a feed.

RSS-Bridge (https://rss-bridge.github.io/rss-bridge/) and RSSHub (https://docs.rsshub.app) reach
what has no reading interface: LinkedIn, Facebook, Threads, Telegram. A bridge that fails answers
200 with one entry that says so, which ``parse`` knows for a refusal.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from cio_digest.networks import feed
from cio_digest.networks.kind import Conversation, Kind, Task

if TYPE_CHECKING:
    from cio_digest.models import RawEntry


# What Nitter writes before the words of whom an account passes on, or answers.
_PASSED_ON = r"\A(?:RT by|R to) @\w{1,30}: "
# What RSSHub passes on of a video on Telegram.
_UNSHOWN, _ELSEWHERE = "This media is not supported in your browser", "VIEW IN TELEGRAM"


def read(task: Task) -> Conversation:
    """Read the bridge's feed, its authors as people of the network that it passes on."""
    network = task.source.network

    def entry(raw: RawEntry) -> RawEntry:
        title = re.sub(_PASSED_ON, "", raw.title)
        return raw._replace(
            title="" if _UNSHOWN in title else title,
            content=re.sub(f"{_UNSHOWN}|{_ELSEWHERE}", "", raw.content),
            network=network,
            handle=raw.handle or raw.author,
        )

    return (yield from feed.at(task, entry=entry))


KIND = Kind(
    title="Bridge",
    reads="a feed that your own RSS-Bridge or RSSHub makes of another network",
    read=read,
    needs="the feed's address and its network, under [[feeds]]",
)
