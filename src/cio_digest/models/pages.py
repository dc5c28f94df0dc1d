"""Whole pages other than the digest: plain values for the renderers."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from datetime import date, datetime

    from cio_digest.models import Trend
    from cio_digest.models.records import Teller


class Trends(NamedTuple):
    """What moves on ``date``, as of ``now``: a plain value, so that a renderer looks nothing up.

    ``history`` is the number of days it is compared with. ``heading`` says what the ``terms`` do;
    ``topics`` are all of the reader's; ``stories`` grow without a term that rises. ``notes`` are
    one-line remarks for the reader.
    """

    date: date
    now: datetime
    history: int
    heading: str = "Rising"
    terms: tuple[Trend, ...] = ()
    topics: tuple[Trend, ...] = ()
    stories: tuple[Trend, ...] = ()
    notes: tuple[str, ...] = ()


class Piece(NamedTuple):
    """A piece of text, whether it is what a search matched, and whether a space stands before."""

    text: str
    matched: bool = False
    spaced: bool = False


class SearchResult(NamedTuple):
    """A story or entry that a search found; ``others`` is how many more outlets tell it.

    ``number`` is what ``open 1`` takes, 0 where there is none. ``tellers`` are all who tell it,
    oldest first, where they were asked for.
    """

    story: int
    title: tuple[Piece, ...]
    url: str
    published: datetime
    publisher: str
    others: int = 0
    snippet: tuple[Piece, ...] = ()
    network: str = ""
    number: int = 0
    tellers: tuple[Teller, ...] = ()


class Block(NamedTuple):
    """A block of an article: "text", "heading", "item" of a list, "quote", or a line of "code".

    ``indent`` is how many blanks stand before a line of code.
    """

    text: str
    kind: str = "text"
    indent: int = 0
