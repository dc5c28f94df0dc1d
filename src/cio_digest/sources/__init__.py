"""The kinds of places to watch: one file each, listed here.

A kind is a module that ends in ``KIND``: what it reads, what it needs and cannot do, and the
conversation that reads it. A new kind is one file and one line.
"""

from __future__ import annotations

from importlib import import_module

from cio_digest.sources.explain import explained
from cio_digest.sources.filters import keeps
from cio_digest.sources.kind import Access, Conversation, Kind, Reading, Task

__all__ = ["NAMES", "Access", "Conversation", "Kind", "Reading", "Task"]
__all__ += ["explained", "keeps", "kind"]

NAMES = (
    "feed",
    "mastodon",
    "bluesky",
    "hackernews",
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


def kind(name: str) -> Kind:
    """The kind of this name, loaded at its first use."""
    found: Kind = import_module(f"{__name__}.{name}").KIND
    return found
