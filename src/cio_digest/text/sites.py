"""A feed to the site that it speaks for: its own, though its entries may be links to others."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from cio_digest.text.urls import url

if TYPE_CHECKING:
    from cio_digest.models import RawFeed

_FEW = 3  # entries from which the site that most of them stand on is the feed's


def site(feed: RawFeed) -> str:
    """The host that a feed speaks for, "" where it does not tell.

    It is the host that more than half of its entries stand on; of an aggregator that is none, and
    of one or two entries not sure enough: then it is that of the feed's own page.
    """
    home = host(url(feed.url))
    hosts = Counter(filter(None, (host(url(raw.url)) for raw in feed.entries)))
    most, count = max(hosts.items(), key=lambda each: each[1], default=("", 0))
    sure = count >= _FEW or most == home or not home
    return most if sure and count * 2 > hosts.total() else home


def host(address: str) -> str:
    """The host of a canonical address, quickly; "" where there is none."""
    return address.partition("://")[2].partition("/")[0].partition("?")[0]
