"""Posts and cases for tests, each part with a default."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Any

from tests.conftest import NOW

from cio_digest.scorecards.verdicts import Case
from cio_digest.scorecards.voices import Post

if TYPE_CHECKING:
    from collections.abc import Callable

DAY, HOUR = timedelta(days=1), timedelta(hours=1)


def post(title: str = "A post", **parts: Any) -> Post:
    """A post of an hour ago."""
    values: dict[str, Any] = {"story": 1, "published": NOW - HOUR, "title": title, **parts}
    return Post(**values)


def posts(number: int, make: Callable[[int], Post]) -> list[Post]:
    """So many posts, each made from its number."""
    return [make(each) for each in range(number)]


def human(number: int) -> Post:
    """One of the posts of somebody who sleeps: at odd minutes of a day, each of its own words."""
    odd = number * number * 7 + number * 13
    at = NOW.replace(hour=7, minute=0) - number * DAY * 1.3
    at = at.replace(hour=8 + odd % 12, minute=odd % 60, second=odd % 59)
    return post(f"{number} thought of the day number {odd}", published=at)


def case(**parts: Any) -> Case:
    """A source of 100 posts, none of which a digest showed, where every tenth is usual."""
    values: dict[str, Any] = {
        "judged": 100, "shown": 0, "usual": 0.1, "posts": 100, "noisy": 0, "told": 30, "copied": 0,
    }  # fmt: skip
    return Case(**values | parts)
