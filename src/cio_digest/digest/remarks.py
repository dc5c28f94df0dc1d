"""What a digest leaves out, in words: days before it begins, and entries too old to be news."""

from __future__ import annotations

from math import ceil
from typing import TYPE_CHECKING

from cio_digest.digest.window import DAY

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from datetime import datetime

    from cio_digest.digest.window import Window
    from cio_digest.models import Digest, Polling

CATCH_UP = 30  # minutes that are offered after an absence
UNDER_WAY = "Sources are being read just now: cio-digest today shows later what they bring."
_NAMED = 3  # sources; others are counted


def away(digest: Digest) -> str:
    """How long the reader was away, what the digest makes of it, and how to see more."""
    return (
        f"You were away {digest.away} days: what mattered most of {_entries(digest.entries)}, the "
        f"oldest first. cio-digest today --catch-up {CATCH_UP}m takes more time for it."
    )


def gap(span: Window, before: datetime, entries: int) -> str:
    """That so many entries came after the digest ``before`` this one and before this one begins."""
    days = ceil((span.until - before) / DAY)
    came = _entries(entries)
    shown = round((span.until - span.since) / DAY)
    these = "this one" if shown == 1 else f"these {shown}"
    return (
        f"{came} of the days before {these} {'is' if entries == 1 else 'are'} left out: "
        f"cio-digest today --since {days}d looks at them, too."
    )


def _entries(count: int) -> str:
    return "1 entry" if count == 1 else f"{count:,} entries"


def held(span: Window, states: Mapping[str, Polling], titles: Mapping[str, str]) -> Iterator[str]:
    """Which sources brought entries too old to be news, and how many."""
    counts = {
        titles[key]: state.held
        for key, state in states.items()
        if state.held_at and span.since < state.held_at <= span.until and key in titles
    }
    named = sorted(counts, key=lambda title: (-counts[title], title))[:_NAMED]
    parts = [f"{counts[title]} of {title}" for title in named]
    if others := len(counts) - len(named):
        parts.append(f"some of {others} other{'s' if others > 1 else ''}")
    if parts:
        yield (
            f"Older entries that came only now are not taken for news: {', '.join(parts)}; "
            "cio-digest search finds them."
        )
