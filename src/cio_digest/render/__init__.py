"""Plain values -> text in one of the registered formats; a renderer looks nothing up.

A format is one module with the functions of ``Renderer`` that it has, and one line in ``formats``.
Modules load when they are asked for: a terminal needs Rich, which costs a JSON reader 40 ms for
nothing.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any, Protocol, cast

from cio_digest.render import harmless
from cio_digest.render.formats import FORMATS
from cio_digest.render.surface import Surface

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
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

__all__ = [
    "FORMATS",
    "Renderer",
    "Surface",
    "article",
    "digest",
    "entries",
    "explanation",
    "found",
    "records",
    "review",
    "table",
    "timeline",
    "trends",
    "vendor",
]


class Renderer(Protocol):
    """What a format's module offers. Each answer ends with a newline."""

    def digest(self, digest: Digest, surface: Surface, /) -> str:
        """The whole digest."""

    def explanation(self, explanation: Explanation, surface: Surface, /) -> str:
        """One story, its score term by term, and its entries."""

    def entries(
        self, heading: str, entries: Sequence[Entry], now: datetime, surface: Surface, /
    ) -> str:
        """Entries under a heading: title, who says it and when, what others did, and where."""

    def found(self, results: Sequence[SearchResult], now: datetime, surface: Surface, /) -> str:
        """What a search found, what matched marked."""

    def article(
        self, item: Item, blocks: Sequence[Block], now: datetime, surface: Surface, /
    ) -> str:
        """A story's title and sources, and its article's text."""

    def trends(self, trends: Trends, surface: Surface, /) -> str:
        """What rises or falls, each with its history and its stories."""

    def timeline(self, timeline: Timeline, surface: Surface, /) -> str:
        """What somebody said of each day, verbatim."""

    def review(self, review: Review, surface: Surface, /) -> str:
        """What a week, a month or a quarter brought."""

    def vendor(self, page: VendorPage, surface: Surface, /) -> str:
        """A vendor's figures, and its stories by their headlines."""

    def table(
        self, columns: Sequence[str], rows: Sequence[Sequence[str]], surface: Surface, /
    ) -> str:
        """Rows of facts under named columns, the first column being the row's name."""


def digest(digest: Digest, to: str, surface: Surface) -> str:
    """The digest in a format, safe to write to the surface whoever wrote its titles."""
    return _renderer(to).digest(harmless.value(digest), surface)


def explanation(explanation: Explanation, to: str, surface: Surface) -> str:
    """One story with the reasons for its score and the entries that tell it."""
    return _renderer(to).explanation(harmless.value(explanation), surface)


def entries(
    heading: str, entries: Sequence[Entry], now: datetime, to: str, surface: Surface
) -> str:
    """Entries that were found, under a heading."""
    clean = harmless.value(tuple(entries))
    return _renderer(to).entries(harmless.text(heading), clean, now, surface)


def found(results: Sequence[SearchResult], now: datetime, to: str, surface: Surface) -> str:
    """What a search found in the store, what matched marked."""
    return _renderer(to).found(harmless.value(tuple(results)), now, surface)


def article(item: Item, blocks: Sequence[Block], now: datetime, to: str, surface: Surface) -> str:
    """A story's title and sources, and the text of its article."""
    clean = harmless.value(tuple(blocks))
    return _renderer(to).article(harmless.value(item), clean, now, surface)


def trends(trends: Trends, to: str, surface: Surface) -> str:
    """What rises or falls, each with its history and its stories."""
    return _renderer(to).trends(harmless.value(trends), surface)


def timeline(timeline: Timeline, to: str, surface: Surface) -> str:
    """What somebody said of each day, and where."""
    return _renderer(to).timeline(harmless.value(timeline), surface)


def review(review: Review, to: str, surface: Surface) -> str:
    """What a week, a month or a quarter brought."""
    return _renderer(to).review(harmless.value(review), surface)


def vendor(page: VendorPage, to: str, surface: Surface) -> str:
    """A vendor's figures, and its stories by their headlines."""
    return _renderer(to).vendor(harmless.value(page), surface)


def table(columns: Sequence[str], rows: Sequence[Sequence[str]], to: str, surface: Surface) -> str:
    """Rows of facts, such as the sources and how they do, under named columns."""
    clean = [tuple(map(harmless.text, row)) for row in rows]
    return _renderer(to).table(columns, clean, surface)


def records(
    name: str,
    fields: Sequence[str],
    records: Sequence[tuple[Any, ...]],
    to: str,
    facts: Mapping[str, Any],
) -> str:
    """Named tuples as data, field by field, where a format can.

    ``name`` says what they are; ``facts`` hold of all of them, and stand where a format has a place
    beside the rows.
    """
    clean = harmless.value(tuple(records))
    about = {key: harmless.value(value) for key, value in facts.items()}
    text: str = import_module(FORMATS[to].module).records(name, fields, clean, about)
    return text


def _renderer(to: str) -> Renderer:
    return cast("Renderer", import_module(FORMATS[to].module))
