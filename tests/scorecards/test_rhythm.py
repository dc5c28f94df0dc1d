"""A source's pace, and when its silence says something."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from tests.conftest import NOW

from cio_digest.scorecards import rhythm
from cio_digest.scorecards.rhythm import Times

DAY = timedelta(days=1)


def times(**parts: Any) -> Times:
    """28 days with 8 posts after 12 weeks with 24, the last a day ago."""
    values: dict[str, Any] = {
        "since": NOW - 28 * DAY, "until": NOW, "posts": 8, "before": 24,
        "first": NOW - 200 * DAY, "last": NOW - DAY,
    }  # fmt: skip
    return Times(**values | parts)


def test_a_pace_is_posts_a_week() -> None:
    """In the days looked at, and in the weeks before them."""
    assert (rhythm.weekly(times()), rhythm.usual(times())) == (2.0, 2.0)


def test_a_young_source_is_judged_by_the_days_it_is_known_for() -> None:
    """Two weeks of eight posts are four a week, and nothing is known of before."""
    young = times(first=NOW - 14 * DAY, before=0)
    assert (rhythm.weekly(young), rhythm.usual(young)) == (4.0, None)


def test_known_for_part_of_the_weeks_before() -> None:
    """Six posts in the three weeks that it had before are two a week."""
    assert rhythm.usual(times(first=NOW - 49 * DAY, before=6)) == 2.0


@pytest.mark.parametrize(
    ("parts", "silent"),
    [
        pytest.param({"last": NOW - 10 * DAY}, False, id="within its usual gaps"),
        pytest.param({"last": NOW - 20 * DAY}, True, id="five usual gaps"),
        pytest.param({"last": NOW - 6 * DAY, "posts": 900}, False, id="a firehose, six days"),
        pytest.param({"last": NOW - 8 * DAY, "posts": 900}, True, id="a firehose, eight days"),
        pytest.param({"last": NOW - 80 * DAY, "posts": 0, "before": 1}, False, id="posts rarely"),
        pytest.param(
            {"last": NOW - 90 * DAY, "posts": 0, "before": 0}, True, id="nothing for long"
        ),
        pytest.param({"first": None, "last": None}, False, id="never posted"),
    ],
)
def test_silence_is_told_against_the_sources_own_gaps(parts: dict[str, Any], silent: bool) -> None:
    """And is dated by the last post."""
    given = times(**parts)
    assert rhythm.silent_since(given) == (given.last if silent else None)
