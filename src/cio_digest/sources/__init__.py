"""The kinds of places to watch: one file each, listed here.

A kind is a module with two functions: ``request(source, state, private)``, what to ask, and
``read(source, response)``, the answer as a feed, or as the next request where the answer only
points elsewhere. A new kind is one file and one line.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple, TypeAlias

from cio_digest.sources import feed

if TYPE_CHECKING:
    from collections.abc import Callable

    from cio_digest.models import Polling, RawFeed, Request, Response, Source

Headers: TypeAlias = tuple[tuple[str, str], ...]


class Kind(NamedTuple):
    """How to ask one kind of source and how to read its answers."""

    request: Callable[[Source, Polling, Headers], Request]
    read: Callable[[Source, Response], RawFeed | Request]


KINDS: dict[str, Kind] = {
    "feed": Kind(feed.request, feed.read),
}
