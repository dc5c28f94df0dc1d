"""The kinds of places to watch: one file each, listed here.

A kind is a module that ends in ``KIND``: what it reads, what it needs and cannot do, and the
conversation that reads it. A new kind is one file and one line.
"""

from __future__ import annotations

from importlib import import_module

from cio_digest.models.wire import Access
from cio_digest.networks.converse import Get, converse
from cio_digest.networks.explain import explained
from cio_digest.networks.filters import keeps
from cio_digest.networks.kind import Conversation, Kind, Reading, Task

__all__ = [
    "COLUMNS",
    "NAMES",
    "Access",
    "Conversation",
    "Get",
    "Kind",
    "Reading",
    "Task",
    "converse",
    "explained",
    "keeps",
    "kind",
    "overview",
]

NAMES = (
    "feed",
    "mastodon",
    "bluesky",
    "hackernews",
    "x",
    "reddit",
    "lobsters",
    "lemmy",
    "youtube",
    "googlenews",
    "bingnews",
    "googlealerts",
    "stackexchange",
    "devto",
    "github",
    "medium",
    "substack",
    "discourse",
    "arxiv",
    "gdelt",
    "wordpress",
    "bridge",
)


COLUMNS = ("kind", "reads", "needs", "cannot")


def kind(name: str) -> Kind:
    """The kind of this name, loaded at its first use."""
    found: Kind = import_module(f"cio_digest.networks.{name}").KIND
    return found


def overview() -> list[tuple[str, ...]]:
    """What each kind reads, needs and cannot do, and which networks none can read."""
    from cio_digest.networks.bridge import UNREACHABLE

    kinds = [(name, kind(name)) for name in NAMES]
    rows = [(name, found.reads, found.needs, found.lacks) for name, found in kinds]
    return [*rows, *((network, "", "a bridge", reason) for network, reason in UNREACHABLE)]
