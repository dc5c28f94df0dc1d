"""Signals of automation: each is seen where it is, and nowhere else."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.conftest import NOW
from tests.scorecards.factories import DAY, HOUR, awake, human, post, posts

from cio_digest.scorecards.signals import FEWEST, signals

if TYPE_CHECKING:
    from collections.abc import Callable

    from cio_digest.scorecards.post import VoicePost


def seen(told: list[VoicePost]) -> set[str]:
    """The names of the signals that are there."""
    return {signal.name for signal in signals(told) if signal.seen}


def test_there_are_eight() -> None:
    """So that "4 of 8" means the same for everybody; a person shows none of them."""
    told = posts(40, human)
    assert len(signals(told)) == 8
    assert seen(told) == set()


@pytest.mark.parametrize(
    ("make", "name"),
    [
        pytest.param(
            lambda n: human(n)._replace(bot=n == 0), "says so itself", id="one marked post"
        ),
        pytest.param(
            lambda n: human(n, published=awake(n).replace(minute=30 * (n % 2))),
            "posts at fixed minutes",
            id="at :00 and :30",
        ),
        pytest.param(
            lambda n: human(n)._replace(published=NOW - n * (DAY + timedelta(minutes=7))),
            "posts at even gaps",
            id="every 24 h 7 min",
        ),
        pytest.param(
            lambda n: human(n, published=awake(n).replace(hour=(5 * n + n // 24) % 24)),
            "never sleeps",
            id="at all hours",
        ),
        pytest.param(
            lambda n: human(n)._replace(
                published=NOW - (n // 30) * DAY - (n % 30) ** 2 * timedelta(seconds=23)
            ),
            "floods",
            id="thirty a day",
        ),
        pytest.param(
            lambda n: human(n)._replace(title=human(n % 45).title),
            "repeats itself",
            id="the last ones say the same",
        ),
        pytest.param(
            lambda n: human(n)._replace(title=f"New on SharePoint: {human(n).title}"),
            "fills in a template",
            id="each begins alike",
        ),
        pytest.param(
            lambda n: human(n)._replace(hosts=("shop.example",)), "leads to one site", id="one shop"
        ),
    ],
)
def test_a_signal_is_seen_where_it_is(make: Callable[[int], VoicePost], name: str) -> None:
    """And no other one with it."""
    assert seen(posts(60, make)) == {name}


def test_a_date_without_a_time_is_no_fixed_minute() -> None:
    """Blogs that give only days are not taken for clocks."""
    told = [each._replace(published=NOW.replace(hour=0, minute=0) - n * DAY)
            for n, each in enumerate(posts(40, human))]  # fmt: skip
    assert seen(told) == set()


@given(st.lists(st.datetimes(), max_size=FEWEST - 1))
def test_too_few_posts_say_nothing(times: list[object]) -> None:
    """However even they come."""
    assert signals([post(published=NOW - n * HOUR) for n, _ in enumerate(times)]) == ()


@given(st.lists(st.tuples(st.text(max_size=20), st.integers(0, 10**7)), min_size=20, max_size=60))
def test_any_posts_are_judged(given_posts: list[tuple[str, int]]) -> None:
    """Empty titles and posts of one instant included, each with evidence."""
    told = [post(title, published=NOW - timedelta(seconds=ago)) for title, ago in given_posts]
    found = signals(told)
    assert len(found) == 8
    assert all(signal.evidence for signal in found)
