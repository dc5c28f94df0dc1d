"""A digest, an explanation or a table -> plain text for pagers, paper and mail.

The terminal's page without colour or links, in ASCII signs, with each address written out.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from cio_digest.render import terminal

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from cio_digest.models import Digest, Entry, Item
    from cio_digest.models.pages import (
        Block,
        Explanation,
        Review,
        SearchResult,
        Timeline,
        Trends,
        VendorPage,
    )
    from cio_digest.render.surface import Surface


def digest(digest: Digest, surface: Surface) -> str:
    """The whole digest."""
    return terminal.digest(digest, _bare(surface))


def explanation(explanation: Explanation, surface: Surface) -> str:
    """One story, its score term by term, and its entries."""
    return terminal.explanation(explanation, _bare(surface))


def entries(heading: str, entries: Sequence[Entry], now: datetime, surface: Surface) -> str:
    """Entries under a heading, each with its address written out."""
    return terminal.entries(heading, entries, now, _bare(surface))


def found(results: Sequence[SearchResult], now: datetime, surface: Surface) -> str:
    """What a search found, each with its address written out."""
    return terminal.found(results, now, _bare(surface))


def article(item: Item, blocks: Sequence[Block], now: datetime, surface: Surface) -> str:
    """A story's title and sources, and its article's text."""
    return terminal.article(item, blocks, now, _bare(surface))


def trends(trends: Trends, surface: Surface) -> str:
    """What rises or falls, each with its history and its stories."""
    return terminal.trends(trends, _bare(surface))


def timeline(timeline: Timeline, surface: Surface) -> str:
    """What somebody said of each day, each with its address written out."""
    return terminal.timeline(timeline, _bare(surface))


def review(review: Review, surface: Surface) -> str:
    """What a period brought."""
    return terminal.review(review, _bare(surface))


def vendor(page: VendorPage, surface: Surface) -> str:
    """A vendor and its stories, each with its address written out."""
    return terminal.vendor(page, _bare(surface))


def table(columns: Sequence[str], rows: Sequence[Sequence[str]], surface: Surface) -> str:
    """Aligned columns."""
    return terminal.table(columns, rows, _bare(surface))


def _bare(surface: Surface) -> Surface:
    return surface._replace(color=False, links=False, unicode=False, addresses=True)
