"""What the reader said of stories becomes weights that fade, and an opinion of other stories."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.conftest import NOW
from tests.feeds import entry

from cio_digest.models import Story, Topic
from cio_digest.ranking import feedback
from cio_digest.ranking.feedback import Taste

if TYPE_CHECKING:
    from cio_digest.models.rows import Verdict

LEDGER, VENDOR = "https://ledger.example/feed", "https://vendor.example/feed"


def story(title: str, *sources: str, **parts: str) -> Story:
    told = (entry(title, source=source, **parts) for source in sources or (LEDGER,))
    return Story(7, tuple(told))


def said(verdict: str, title: str = "Passkeys arrive", days: float = 0, *sources: str) -> Verdict:
    return feedback.said(verdict, story(title, *sources), title, (), NOW - timedelta(days=days))


def test_a_verdict_counts_for_sources_voices_and_words() -> None:
    """But not for stop words and the reader's own keywords, which have a topic's weight."""
    told = story("The passkeys of CRM arrive", LEDGER, VENDOR, handle="@ada@social.example")
    given_ = feedback.said("more", told, "The passkeys of CRM arrive", [Topic("x", ("CRM",))], NOW)
    assert given_.sources == (LEDGER, VENDOR)
    assert given_.voices == ("@ada@social.example",)
    assert given_.words == ("passkey", "arrive")


def test_an_address_in_a_title_says_nothing() -> None:
    """Nor do numbers."""
    assert said("more", "2,026 indicators at https://t.example/x1 and 10.0.0.1").words == (
        "indicator",
    )


def test_a_weight_is_held_back_while_verdicts_are_few() -> None:
    """One star gives a third of what many would."""
    one = feedback.learn([said("star")], NOW).words["passkey"]
    many = feedback.learn([said("star")] * 20, NOW).words["passkey"]
    assert one == pytest.approx(2 / 3)
    assert many == pytest.approx(2 * 20 / 22)


def test_verdicts_fade_by_half_in_two_months() -> None:
    """What was liked long ago counts for less, and the doubt grows again."""
    old = feedback.learn([said("star", days=60)], NOW).words["passkey"]
    assert old == pytest.approx(2 * 0.5 / 2.5)


def test_what_many_tell_says_little_of_each() -> None:
    """A verdict on a story of four sources counts for a quarter each."""
    shared = feedback.learn([said("hide", "Passkeys arrive", 0, "a", "b", "c", "d")], NOW)
    assert shared.sources["a"] == pytest.approx(-2 * 0.25 / 2.25)


def test_more_and_less_cancel_out() -> None:
    """A reader of two minds is no reason."""
    assert feedback.learn([said("more"), said("less")], NOW).words["passkey"] == 0


def test_an_opinion_names_what_it_comes_from() -> None:
    """The mean of the sources, the strongest voice and the three strongest words."""
    learnt = Taste(
        {LEDGER: 0.5, VENDOR: -1.0},
        {"@ada@social.example": 1.0},
        {"passkey": 0.5, "arrive": 0.1, "bank": -0.75, "today": 0.25},
    )
    told = story("Passkeys arrive at banks today", LEDGER, VENDOR, handle="@ada@social.example")
    found = feedback.opinion(learnt, told)
    assert found.value == pytest.approx((0.5 - 1.0) / 2 + 1.0 - 0.75 + 0.5 + 0.25)
    assert (found.voices, found.words) == (("@ada@social.example",), ("bank", "passkey", "today"))


def test_no_verdicts_no_opinion() -> None:
    """A new reader's scores have no such term."""
    assert feedback.opinion(feedback.learn([], NOW), story("Passkeys arrive")).value == 0


@given(
    st.lists(st.tuples(st.sampled_from(sorted(feedback.VERDICTS)), st.floats(0, 900)), max_size=30)
)
def test_weights_and_opinions_are_bounded(given_: list[tuple[str, float]]) -> None:
    """However much is said, no weight leaves -2 to 2 and no opinion -3 to 3."""
    verdicts = [said(verdict, days=days) for verdict, days in given_]
    assert all(abs(weight.value) <= 2 for weight in feedback.weights(verdicts, NOW))
    assert abs(feedback.opinion(feedback.learn(verdicts, NOW), story("Passkeys arrive")).value) <= 3
