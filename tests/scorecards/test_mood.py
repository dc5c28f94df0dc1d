"""Moods: told where enough people say enough, split by groups."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cio_digest.models.scorecards import Mood
from cio_digest.scorecards import bounds, mood
from cio_digest.scorecards.mood import Opinion


def complains(text: str) -> bool:
    return "bad" in text


def said(*texts: str, people: int = 4, groups: tuple[str, ...] = ()) -> list[Opinion]:
    """Texts by so many people in turn."""
    return [Opinion(f"p{n % people}", text, groups) for n, text in enumerate(texts)]


def test_complaints_are_counted_for_all_and_for_each_group() -> None:
    """Groups with too few posts are left out, and still count among all."""
    peers = said(*["bad"] * 6, *["good"] * 2, groups=("role peer", "sector retail"))
    vendors = said("good", "good", groups=("role vendor",))
    assert mood.moods([*peers, *vendors], complains) == [
        Mood("", 10, 4, 6, bounds.least(6, 10)),
        Mood("role peer", 8, 4, 6, bounds.least(6, 8)),
        Mood("sector retail", 8, 4, 6, bounds.least(6, 8)),
    ]


def test_companies_stand_from_the_smallest_to_the_largest() -> None:
    """By number, not by letter."""
    bands = ("5,001+", "201–1,000", "1–50")
    posts = [each for band in bands for each in said(*["x"] * 8, groups=(f"size {band}",))]
    found = [mood.group for mood in mood.moods(posts, complains)]
    assert found == ["", "size 1–50", "size 201–1,000", "size 5,001+"]


@pytest.mark.parametrize(
    "given_posts",
    [
        pytest.param(said(*["bad"] * 7), id="seven posts"),
        pytest.param(said(*["bad"] * 50, people=3), id="three people"),
        pytest.param([], id="nothing"),
    ],
)
def test_too_little_is_no_mood(given_posts: list[Opinion]) -> None:
    """Whatever it says."""
    assert mood.moods(given_posts, complains) == []


@pytest.mark.parametrize(
    ("text", "does"),
    [
        pytest.param("The migration is a disaster", True, id="a complaint"),
        pytest.param("The migration is not bad at all", False, id="a negated one"),
        pytest.param("The migration is not good", True, id="negated praise"),
        pytest.param("The migration starts on Monday", False, id="a fact"),
    ],
)
def test_the_lexicon_knows_negation(text: str, does: bool) -> None:
    """As VADER's authors have it."""
    pytest.importorskip("vaderSentiment")
    assert mood.lexicon()(text) is does


@given(st.text(max_size=300))
def test_any_text_is_judged(text: str) -> None:
    """Empty and hostile ones included."""
    pytest.importorskip("vaderSentiment")
    assert mood.lexicon()(text) in {True, False}
