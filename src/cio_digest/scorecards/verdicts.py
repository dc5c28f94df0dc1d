"""The figures of a source to a verdict: keep, watch or drop, with its rule and the n behind it.

A verdict is advice; nothing is dropped by it. Where too little was counted there is none.
"""

from __future__ import annotations

from typing import Literal, NamedTuple

from cio_digest.scorecards import bounds

FEWEST = 20  # posts that a verdict takes
_KEPT = 1 / 2  # of the usual share: who surely brings so much stays
_DROPPED = 1 / 4  # of the usual share: who surely brings less may go
_WASTE = 1 / 2  # who surely posts so much noise, or so many copies, may go


class Rating(NamedTuple):
    """``word`` is "" where too little was counted; ``because`` says why in words and figures."""

    word: Literal["keep", "watch", "drop", ""]
    because: str


class Case(NamedTuple):
    """The figures that a rating is made from.

    ``judged`` posts came since the first digest, and the stories of ``shown`` of them were in one;
    ``usual`` is the same share over all sources. ``noisy`` of ``posts`` are noise and ``copied`` of
    ``told`` copies. ``trouble`` says what is wrong with the source, ``gone`` that it is for good.
    """

    judged: int
    shown: int
    usual: float
    posts: int
    noisy: int
    told: int
    copied: int
    trouble: str = ""
    gone: bool = False


def verdict(case: Case) -> Rating:
    """Judge a source; the first rule that holds does."""
    if case.trouble:
        return Rating("drop" if case.gone else "watch", case.trouble)
    if not case.usual:
        return Rating("", "no digest showed anything yet")
    if waste := _waste(case):
        return waste
    if case.judged < FEWEST:
        return Rating("", f"{_posts(case.judged)} since the first digest, {FEWEST} are needed")
    return _brought(case)


def _waste(case: Case) -> Rating | None:
    """Drop what is noise or copies for the most part, unless a digest often showed it."""
    if bounds.least(case.shown, case.judged) >= _KEPT * case.usual:
        return None
    if case.posts >= FEWEST and bounds.least(case.noisy, case.posts) >= _WASTE:
        return Rating("drop", f"{case.noisy} of {_posts(case.posts)} are noise")
    if case.told >= FEWEST and bounds.least(case.copied, case.told) >= _WASTE:
        return Rating("drop", f"{case.copied} of {case.told} were printed elsewhere before")
    return None


def _brought(case: Case) -> Rating:
    """By the share that reached a digest, against that of all sources."""
    low = bounds.least(case.shown, case.judged)
    high = bounds.most(case.shown, case.judged)
    said = f"{case.shown} of {_posts(case.judged)} reached a digest"
    if low >= _KEPT * case.usual:
        return Rating("keep", f"{said}, surely over half of the usual {_share(case.usual)}")
    if high < _DROPPED * case.usual:
        return Rating("drop", f"{said}, surely under a quarter of the usual {_share(case.usual)}")
    return Rating("watch", f"{said}, {_share(case.usual)} is usual")


def _posts(number: int) -> str:
    return f"{number:,} post{'' if number == 1 else 's'}"


def _share(value: float) -> str:
    return f"{value:.0%}" if value >= 0.1 else f"{value:.1%}"
