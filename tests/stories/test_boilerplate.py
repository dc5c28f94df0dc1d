"""What a source hangs on its titles is learned from them and taken off."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cio_digest.stories import boilerplate

SUBJECTS = ("Rain ahead", "Mayor resigns", "Bridge closed", "Bakery wins", "Dog found")


@pytest.mark.parametrize(
    "pattern",
    [
        pytest.param("{} - CNN", id="dash"),
        pytest.param("{} | Reuters", id="bar"),
        pytest.param("Breaking: {}", id="prefix"),
        pytest.param("Sports News | {} | LatestLY", id="both ends"),
    ],
)
def test_shared_edges_are_taken_off(pattern: str) -> None:
    """A phrase at the edge of several titles goes, the subject stays."""
    titles = [pattern.format(subject) for subject in SUBJECTS]
    phrases = boilerplate.learn(titles)
    assert [boilerplate.strip(title, phrases) for title in titles] == list(SUBJECTS)


def test_numbers_in_a_shared_edge_count_as_equal() -> None:
    """A podcast's running number does not hide its prefix."""
    titles = [f"Ep. {number}: {subject}" for number, subject in enumerate(SUBJECTS, 8)]
    phrases = boilerplate.learn(titles)
    assert boilerplate.strip("Ep. 99: Cat lost", phrases) == "Cat lost"


def test_a_phrase_seen_once_stays() -> None:
    """What one title has at its edge says something."""
    phrases = boilerplate.learn(["Apple: profits fall", *SUBJECTS])
    assert boilerplate.strip("Apple: profits fall", phrases) == "Apple: profits fall"


def test_a_title_of_a_series_tells_nothing() -> None:
    """Titles alike but for their numbers are a series, and say nothing of the event."""
    phrases = boilerplate.learn(["Weekly update 1", "Weekly update 2", "Weekly update 3"])
    assert boilerplate.strip("Weekly update 4", phrases) == ""


def test_a_title_that_comes_again_is_no_series() -> None:
    """Copies of one title, number and all, are not a series: a feed may carry many outlets."""
    phrases = boilerplate.learn(["Northwind fined 4 million"] * 5)
    assert boilerplate.strip("Northwind fined 4 million", phrases) == "Northwind fined 4 million"


@given(st.lists(st.text(max_size=40), max_size=10), st.text(max_size=40))
def test_stripping_leaves_part_of_the_title(titles: list[str], title: str) -> None:
    """Whatever was learned, what is left was there."""
    assert boilerplate.strip(title, boilerplate.learn(titles)) in title


@pytest.mark.parametrize(
    ("one", "other", "common"),
    [
        ("Weekly thread #41", "Weekly thread #42", True),
        ("Numbers of week 7 in one long title", "Numbers of week 8 in one long title", True),
        ("Deals of the day: headphones", "Deals of the day: two lamps and a chair", True),
        ("Price page changed", "Terms page changed", True),
        ("Northwind: prices rise again this year", "Northwind: the head of sales leaves", False),
        ("Northwind raises prices of all seats", "Fabrikam raises prices of all seats", False),
        ("Prices up", "Prices down", False),
        ("", "", False),
    ],
)
def test_issues_of_a_column_have_a_frame_in_common(one: str, other: str, *, common: bool) -> None:
    """Their number, what is behind their separator, or one word of a few is all that differs."""
    shared = set(boilerplate.frames(one)) & set(boilerplate.frames(other))
    assert bool(shared) is common
