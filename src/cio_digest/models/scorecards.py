"""How sources, voices and moods stand: plain values, from those who judge to those who render."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from datetime import datetime, timedelta


class Scorecard(NamedTuple):
    """One source over the days looked at; docs/sources.md says what each figure is of.

    Rates are posts a week, ``usual`` None where it is not known; ``silent`` since when, if it is;
    ``minutes`` of reading. ``told`` are its posts in stories that others tell, too, and ``copied``
    those of them that had been printed before; of ``stories`` it was first in ``firsts``, by
    ``lead`` in the median, with ``error`` for the polling.
    """

    source: str
    name: str
    verdict: str
    because: str
    posts: int
    weekly: float
    usual: float | None
    last: datetime | None
    silent: datetime | None
    failures: int
    failing: datetime | None
    judged: int
    shown: int
    minutes: float
    alone: int
    noisy: int
    told: int
    copied: int
    stories: int
    firsts: int
    lead: timedelta | None
    error: timedelta


class Signal(NamedTuple):
    """One signal: what it is, whether it is there, and the figure that says so."""

    name: str
    seen: bool
    evidence: str


class TopicPosts(NamedTuple):
    """How many posts are on a topic."""

    topic: str
    posts: int


class FirstStory(NamedTuple):
    """A story that a voice had first, so long ``ahead`` of the press."""

    title: str
    ahead: timedelta


class Standing(NamedTuple):
    """A voice, or a group of ``voices``, over the days looked at; see docs/voices.md.

    Of ``posts``, ``on_topic`` are in a topic, ``noisy`` noise and ``links`` lead elsewhere, the
    first time in the reader's feeds in ``original`` of them; ``boosts`` are of others. Of
    ``stories`` it was first in ``firsts``, by ``lead`` in the median, with ``error`` for the
    polling. ``engagement`` is the index of that name, None where too little is told. ``signals`` is
    empty where there are too few posts, or several voices.
    """

    name: str
    role: str
    sector: str
    organisation: str
    size: str
    voices: int
    posts: int
    boosts: int
    on_topic: int
    stories: int
    firsts: int
    lead: timedelta | None
    error: timedelta
    engagement: float | None
    links: int
    original: int
    noisy: int
    topics: tuple[TopicPosts, ...]
    signals: tuple[Signal, ...]


class Suggestion(NamedTuple):
    """Somebody who told ``stories`` of the reader's, ``shown`` of them in a digest.

    ``firsts`` of ``compared`` stories they had before the press, by ``lead`` in the median.
    ``signals`` of automation were seen in their posts.
    """

    handle: str
    name: str
    network: str
    stories: int
    shown: int
    days: int
    firsts: int
    compared: int
    lead: timedelta | None
    signals: int


class Mood(NamedTuple):
    """Of ``posts`` by so many ``people`` of a group, "" for all, ``complaints`` complain.

    ``least`` is the share that surely does.
    """

    group: str
    posts: int
    people: int
    complaints: int
    least: float
