"""Posts and cases for tests, each part with a default."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Any

from tests.conftest import NOW

from cio_digest.scorecards.post import VoicePost
from cio_digest.scorecards.verdicts import Case

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime

DAY, HOUR = timedelta(days=1), timedelta(hours=1)


def post(title: str = "A post", **parts: Any) -> VoicePost:
    """A post of an hour ago."""
    values: dict[str, Any] = {"story": 1, "published": NOW - HOUR, "title": title, **parts}
    return VoicePost(**values)


def posts(number: int, make: Callable[[int], VoicePost]) -> list[VoicePost]:
    """So many posts, each made from its number."""
    return [make(each) for each in range(number)]


def human(number: int, **parts: Any) -> VoicePost:
    """One of the posts of somebody who sleeps: each of its own words, at its own odd minute."""
    return post(
        f"{number} thought of the day number {_odd(number)}",
        **{"published": awake(number), **parts},
    )


def awake(number: int) -> datetime:
    """An instant of a day of its own, between 8 and 20 o'clock."""
    odd = _odd(number)
    day = NOW - number * DAY * 1.3
    return day.replace(hour=8 + odd % 12, minute=odd % 60, second=odd % 59)


def _odd(number: int) -> int:
    return number * number * 7 + number * 13


def case(**parts: Any) -> Case:
    """A source of 100 posts, none of which a digest showed, where every tenth is usual."""
    values: dict[str, Any] = {
        "judged": 100, "shown": 0, "usual": 0.1, "posts": 100, "noisy": 0, "told": 30, "copied": 0,
    }  # fmt: skip
    return Case(**values | parts)
