"""Whole pages other than the digest: plain values for the renderers."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from datetime import date, datetime

    from cio_digest.models import Entry, Headline, Item, Section, Teller, Trend
    from cio_digest.models.records import StoriesTold, VendorStory, WatchedVendor


class Figure(NamedTuple):
    """A figure as one source writes it: the ``text`` around it, verbatim, who says it and where."""

    text: str
    by: str
    url: str


class Explanation(NamedTuple):
    """One story with the reasons for its score and the entries that tell it, oldest first.

    Each entry's ``publisher`` names its source as the reader knows it; ``now`` is the instant that
    ages are counted from; ``note`` is one remark, such as why the digest did not show the story.
    ``differences`` are figures of one thing on which the entries disagree.
    """

    item: Item
    entries: tuple[Entry, ...]
    now: datetime
    note: str = ""
    differences: tuple[tuple[Figure, ...], ...] = ()


class Trends(NamedTuple):
    """What moves on ``date``, as of ``now``: a plain value, so that a renderer looks nothing up.

    ``history`` is the number of days it is compared with; a value of a term's own history stands
    for ``step`` days. ``heading`` says what the ``terms`` do;
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
    step: int = 1


class Risen(NamedTuple):
    """A term that rose on so many ``days``, from ``first`` to ``last`` (UTC).

    ``outlets`` used it on the day on which most did; ``history`` is its line, of days or weeks up
    to the end of the review that it stands in.
    """

    term: str
    days: int
    first: date
    last: date
    outlets: int
    history: tuple[float, ...] = ()
    stories: tuple[Headline, ...] = ()


class FirstTeller(NamedTuple):
    """Who was the first to tell so many of the ``stories`` that they told as others did."""

    name: str
    firsts: int
    stories: int


class Review(NamedTuple):
    """What the days from ``first`` to ``last`` brought: a plain value, as a digest is.

    ``found`` stories lasted or grew in it, ``stories`` of them are shown. A term ``rose`` if it did
    in this time and not in as long a time before, ``stayed`` if in both, ``faded`` if only before;
    a value of its history stands for ``step`` days. ``minutes`` is the time it takes to read.
    """

    first: date
    last: date
    now: datetime
    since: datetime
    until: datetime
    sources: int
    entries: int
    found: int
    stories: int
    minutes: int
    sections: tuple[Section, ...] = ()
    rose: tuple[Risen, ...] = ()
    stayed: tuple[Risen, ...] = ()
    faded: tuple[Risen, ...] = ()
    firsts: tuple[FirstTeller, ...] = ()
    starred: tuple[Headline, ...] = ()
    notes: tuple[str, ...] = ()
    step: int = 1


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


class Happening(NamedTuple):
    """What somebody said of a day: a headline or a sentence, verbatim, who and where.

    ``of`` is the headline that a sentence stands under, "" where the text is one itself. ``whole``
    is whether the month is meant, of which the date is the first day.
    """

    date: date
    text: str
    by: str
    url: str
    of: str = ""
    whole: bool = False


class Timeline(NamedTuple):
    """What happened or is to happen day by day: a plain value, so that a renderer looks nothing up.

    ``history`` is by how many outlets it was told, day by day up to the last one; ``differences``
    are figures of one thing on which its sources disagree; ``notes`` are one-line remarks.
    """

    heading: str
    date: date
    url: str = ""
    history: tuple[int, ...] = ()
    happenings: tuple[Happening, ...] = ()
    differences: tuple[tuple[Figure, ...], ...] = ()
    notes: tuple[str, ...] = ()


class VendorPage(NamedTuple):
    """One vendor: its figures over so many days, who covers it, what rises, its newest stories."""

    figures: WatchedVendor
    covered: tuple[StoriesTold, ...]
    rising: tuple[str, ...]
    stories: tuple[VendorStory, ...]
