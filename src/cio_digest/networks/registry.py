"""The registry of networks and other kinds of places to watch: a file each, and a line here.

A kind is a module of this folder that ends in ``KIND``: its facts, and the conversation that reads
it. Nothing else in the tree names it. A module is loaded when something asks for its kind, so that
a command pays for the networks that feeds.toml names and for no others.
"""

from __future__ import annotations

import re
from functools import cache
from importlib import import_module
from typing import TYPE_CHECKING

from cio_digest.models.wire import Access
from cio_digest.networks import filters
from cio_digest.networks.converse import Get, converse
from cio_digest.networks.explain import explained
from cio_digest.networks.kind import Conversation, Kind, People, Reading, Search, Task

if TYPE_CHECKING:
    from collections.abc import Callable

    from cio_digest.models import Entry, Source

__all__ = [
    "COLUMNS",
    "KINDS",
    "Access",
    "Conversation",
    "Get",
    "Kind",
    "People",
    "Reading",
    "Search",
    "Task",
    "converse",
    "explained",
    "forum",
    "keeps",
    "kind",
    "kind_of_feed",
    "names",
    "networks",
    "overview",
]

# Each by the name of its file, which is what feeds.toml calls it, with the beginnings of the
# addresses whose feeds are read its way wherever they are followed.
KINDS: dict[str, tuple[str, ...]] = {
    "feed": (),
    "mastodon": (),
    "bluesky": (),
    "hackernews": (),
    "x": (),
    "reddit": ("www.reddit.com/", "old.reddit.com/", "reddit.com/"),
    "lobsters": ("lobste.rs/",),
    "lemmy": (),
    "youtube": ("www.youtube.com/",),
    "googlenews": ("news.google.com/",),
    "bingnews": ("www.bing.com/",),
    "googlealerts": ("www.google.com/alerts/feeds/",),
    "stackexchange": (),
    "devto": (),
    "github": (),
    "medium": (),
    "substack": (),
    "discourse": (),
    "arxiv": (),
    "gdelt": (),
    "wordpress": (),
    "bridge": (),
    "kev": (),
    "endoflife": (),
}

COLUMNS = ("kind", "reads", "needs", "cannot")


@cache
def kind(name: str) -> Kind:
    """The kind of this name, loaded at its first use."""
    found: Kind = import_module(f"cio_digest.networks.{name}").KIND
    return found


def networks() -> dict[str, Kind]:
    """All networks by name, which loads them all."""
    kinds = ((name, kind(name)) for name in KINDS)
    return {name: found for name, found in kinds if found.is_network}


def names(suits: Callable[[Kind], object]) -> tuple[str, ...]:
    """The names of the kinds that suit, which loads them all."""
    return tuple(name for name in KINDS if suits(kind(name)))


def kind_of_feed(address: str, network: str) -> str:
    """The kind that reads a feed: its address's own, a bridge's where it names a network."""
    place = address.partition("://")[2]
    place = place if "/" in place else f"{place}/"
    for name, beginnings in KINDS.items():
        if beginnings and place.startswith(beginnings):
            return name
    return "bridge" if network else "feed"


@cache
def _threads() -> tuple[tuple[str, str], ...]:
    """The addresses of discussions on all networks, which loads them all."""
    return tuple(each for name in KINDS for each in kind(name).threads)


def forum(address: str) -> str:
    """What the place of a discussion at an address is called, "" where no network knows it."""
    for shape, name in _threads():
        if match := re.fullmatch(shape, address):
            return name.format(*match.groups())
    return ""


def keeps(source: Source, entry: Entry) -> bool:
    """Whether an entry is what the source is watched for."""
    return filters.keeps(kind(source.kind).search, source, entry)


def overview() -> list[tuple[str, ...]]:
    """What each kind reads, needs and cannot do, and which networks none can read."""
    from cio_digest.networks.unreachable import UNREACHABLE

    kinds = ((name, kind(name)) for name in KINDS)
    rows = [(name, found.reads, found.needs, found.lacks) for name, found in kinds]
    return [*rows, *((each.title, "", "a bridge", each.reason) for each in UNREACHABLE)]
