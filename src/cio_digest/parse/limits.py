"""How much of one document is read, so that no source takes the run's time or memory."""

from __future__ import annotations

from datetime import datetime, timezone
from typing import TYPE_CHECKING, TypeVar

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

Item = TypeVar("Item")

ENTRIES = 5_000  # of one document: its newest
SMALL = 500_000  # characters, in which there is no room for too many tags, attributes or values
TAGS = 300_000  # of well-formed XML; a megabyte of a real feed has up to 30,000
ATTRIBUTES = 120_000  # in its tags, which take more memory than tags do
OPEN = 20_000  # tags that are never closed, each of which is kept until the end
VALUES = 300_000  # of JSON
LENIENT = 2_000_000  # characters given to feedparser, which takes some seconds for them
LENIENT_TAGS = 60_000  # and so many tags: each costs it up to 20 µs
LARGE = 4_000_000  # bytes, from which on what no entry needs is left out before reading
RUN = 100_000  # bytes of it between two tags; of an entry's text less than that is looked at
MENDABLE = 5_000_000  # characters of a document that is not well-formed
MENDED = 300_000  # `&` and `<` of a document that is not well-formed
BROKEN = 50_000  # characters of a document that are decoded one by one
PREFIXES = 100  # of namespaces that a document uses without saying which they are
_OLDEST = datetime.min.replace(tzinfo=timezone.utc)


def newest(items: Sequence[Item], date: Callable[[Item], datetime | None]) -> Sequence[Item]:
    """The newest entries that are read of a document, in its order; undated ones by their place.

    Most feeds begin with the newest entry; logs and archives end with it.
    """
    if len(items) <= ENTRIES:
        return items
    moments = [date(item) or _OLDEST for item in items]
    first = sorted(range(len(items)), key=lambda at: moments[at], reverse=True)[:ENTRIES]
    return [items[at] for at in sorted(first)]


def note(items: Sequence[object]) -> str:
    """What is said of a document with more entries than are read."""
    return (
        f"only the newest {ENTRIES:,} of {len(items):,} items are read"
        if len(items) > ENTRIES
        else ""
    )
