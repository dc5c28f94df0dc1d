"""The posts of a voice to the signals of automation in them, each with its evidence.

None of them is proof, and together they are none: people schedule posts, and programs are told to
dawdle. The reader gets the figures and judges. docs/voices.md says what each signal is for.
"""

from __future__ import annotations

from collections import Counter
from itertools import pairwise
from statistics import fmean, median, pstdev
from typing import TYPE_CHECKING

from cio_digest.models.scorecards import Signal
from cio_digest.render.words import count

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from datetime import datetime

    from cio_digest.scorecards.post import VoicePost

FEWEST = 20  # posts that any of this can be told from
_MINUTES = 0.5  # share of posts at their two most frequent minutes of the hour; by chance 1 in 30
_EVEN = 0.3  # deviation of gaps, as a share of their mean; posts at random times have 1
_NIGHT = 5  # hours of the day, on end, in which everybody is quiet who sleeps
_FLOOD = 24  # posts on half of the days on which there are any
_REPEATED = 0.2  # share of posts with the title of an earlier one
_TEMPLATE = 0.5  # share of posts that begin with the same words,
_BEGINNING = 3  # so many
_SITE = 0.8  # share of posts that lead to one and the same site


def signals(posts: Sequence[VoicePost]) -> tuple[Signal, ...]:
    """All eight, or none where there are too few posts to tell."""
    times = _times(posts)
    if len(posts) < FEWEST:
        return ()
    return (_declared(posts), *(_ALL[name](name, posts, times) for name in _ALL))


def _times(posts: Sequence[VoicePost]) -> list[datetime]:
    """When they were published; a midnight to the second is a date without a time."""
    given = (post.published for post in posts if post.published)
    return sorted(time for time in given if (time.hour, time.minute, time.second) != (0, 0, 0))


def _declared(posts: Sequence[VoicePost]) -> Signal:
    some = sum(post.bot for post in posts)
    return Signal("says so itself", some > 0, f"{some} of {len(posts)} posts are marked automated")


def _minutes(name: str, _: Sequence[VoicePost], times: Sequence[datetime]) -> Signal:
    two = Counter(time.minute for time in times).most_common(2)
    some = sum(count for _, count in two)
    said = " and ".join(f":{minute:02}" for minute, _ in two)
    seen = len(times) >= FEWEST and some >= _MINUTES * len(times)
    return Signal(name, seen, f"{some} of {len(times)} at {said}" if times else "no times given")


def _even(name: str, _: Sequence[VoicePost], times: Sequence[datetime]) -> Signal:
    gaps = [(later - earlier).total_seconds() for earlier, later in pairwise(times)]
    if len(times) < FEWEST or not any(gaps):
        return Signal(name, seen=False, evidence="too few times given")
    spread = pstdev(gaps) / fmean(gaps)
    return Signal(name, spread <= _EVEN, f"gaps deviate by {spread:.0%} of their mean")


def _sleepless(name: str, _: Sequence[VoicePost], times: Sequence[datetime]) -> Signal:
    hours = sorted({time.hour for time in times})
    if len(times) < FEWEST:
        return Signal(name, seen=False, evidence="too few times given")
    quiet = max(later - earlier - 1 for earlier, later in pairwise([*hours, hours[0] + 24]))
    return Signal(
        name, quiet < _NIGHT, f"at most {count(quiet, 'hour')} of the day on end without a post"
    )


def _flood(name: str, _: Sequence[VoicePost], times: Sequence[datetime]) -> Signal:
    days = Counter(time.date() for time in times)
    usual = median(days.values()) if days else 0
    return Signal(name, usual >= _FLOOD, f"{usual:g} a day on half of the days")


def _repeats(name: str, posts: Sequence[VoicePost], _: Sequence[datetime]) -> Signal:
    some = len(posts) - len({post.title.casefold() for post in posts})
    return Signal(name, some >= _REPEATED * len(posts), f"{some} of {len(posts)} said before")


def _template(name: str, posts: Sequence[VoicePost], _: Sequence[datetime]) -> Signal:
    begun = Counter(tuple(post.title.casefold().split()[:_BEGINNING]) for post in posts)
    ((first, some),) = begun.most_common(1)
    said = f"{some} of {len(posts)} begin with “{' '.join(first)}”"
    return Signal(name, some >= max(2, _TEMPLATE * len(posts)), said)


def _site(name: str, posts: Sequence[VoicePost], _: Sequence[datetime]) -> Signal:
    hosts = Counter(host for post in posts for host in set(post.hosts))
    host, some = hosts.most_common(1)[0] if hosts else ("any site", 0)
    return Signal(name, some >= _SITE * len(posts), f"{some} of {len(posts)} lead to {host}")


_ALL: dict[str, Callable[[str, Sequence[VoicePost], Sequence[datetime]], Signal]] = {
    "posts at fixed minutes": _minutes,
    "posts at even gaps": _even,
    "never sleeps": _sleepless,
    "floods": _flood,
    "repeats itself": _repeats,
    "fills in a template": _template,
    "leads to one site": _site,
}
