"""Rows of the store as plain values, for those who count and compare them."""

from datetime import date, datetime
from typing import NamedTuple


class Telling(NamedTuple):
    """One entry of a story: who told it, where, and when, in Unix seconds.

    ``source`` is the source's key, ``outlet`` who speaks there, ``handle`` who it was on a network;
    ``social`` tells a post there from the press. ``apart`` is how many seconds the reads of its
    source are apart, zero where that is not known yet. ``title`` is the entry's.
    """

    source: str
    outlet: str
    social: bool
    published: int | None
    first_seen: int
    apart: int = 0
    handle: str = ""
    title: str = ""


class ListedEntry(NamedTuple):
    """A stored entry as far as it takes to know it again in a document of its source.

    ``withdrawn`` is when a document no longer held it though older ones stayed.
    """

    id: int
    guid: str
    canonical: str
    title: str
    text: str
    published: datetime | None
    withdrawn: datetime | None = None


class Tally(NamedTuple):
    """Per day (UTC) the number of entries, and per term the number of outlets that used it.

    An outlet counts once a day and term, however often it repeats itself.
    """

    totals: dict[date, int]
    counts: dict[date, dict[str, int]]


class Verdict(NamedTuple):
    """A verdict on a story, and what the story was made of then."""

    verdict: str
    time: datetime
    story: int
    title: str
    sources: tuple[str, ...]
    voices: tuple[str, ...]
    words: tuple[str, ...]


class Posts(NamedTuple):
    """The posts of one source in the days looked at, as the store counts them.

    ``alone`` are those whose story nobody else tells, ``judged`` those since the first digest;
    ``before`` came in the weeks before (``rhythm.BEFORE``). ``first`` and ``last`` are of all.
    """

    posts: int = 0
    noisy: int = 0
    alone: int = 0
    judged: int = 0
    before: int = 0
    first: datetime | None = None
    last: datetime | None = None


class Reached(NamedTuple):
    """A post whose story a digest showed."""

    source: str
    story: int
    url: str


class FollowedAffair(NamedTuple):
    """An affair that the reader follows since ``time``, and the stories known to belong to it."""

    id: int
    title: str
    time: datetime
    stories: tuple[int, ...]
