"""Substack: newsletters, by their feeds.

https://support.substack.com/hc/en-us/articles/360038239391: every newsletter has one at ``/feed``.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from cio_digest.networks import feed, links
from cio_digest.networks.kind import Conversation, Kind, People, Task

if TYPE_CHECKING:
    from cio_digest.models import Source


def read(task: Task) -> Conversation:
    """Read one feed."""
    return (yield from feed.at(task, address(task.source)))


def address(source: Source) -> str:
    """A newsletter by its name, or by a host of its own."""
    handle = source.handle.removeprefix("@")
    if not handle:
        return ""
    host = handle if "." in handle else f"{links.part(handle)}.substack.com"
    return f"https://{host}/feed"


KIND = Kind(
    title="Substack",
    reads="newsletters, by name or by host",
    read=read,
    lacks="no search; of paid issues only the beginning",
    hints={404: "is there such a newsletter?"},
    server="https://substack.com",
    people=People(
        "name",
        profiles=(r"([\w-]+)\.substack\.com(?:/.*)?",),
        hosts=("substack.com",),
    ),
)
